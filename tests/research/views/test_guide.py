import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
LINK = 'href="/guide/"'


def test_guide_is_open_to_visitors_in_their_language(client):
    assert reverse("research:guide") == "/guide/"
    client.cookies["django_language"] = "en"
    assert "<h1>Run a polishing round</h1>" in client.get("/guide/").text
    client.cookies["django_language"] = "zh-hans"
    assert "<h1>怎样组织一轮磨课</h1>" in client.get("/guide/").text
    assert client.post("/guide/").status_code == 405


def test_guide_is_linked_where_rounds_are_run(take, author, reviewer):
    found = [
        author.get(reverse("lessons:take", args=[take.pk])).text.count(LINK),
        reviewer.get(reverse("research:room", args=[take.pk])).text.count(LINK),
        reviewer.get(reverse("home")).text.count(LINK),
    ]
    assert found == [2, 2, 1]
