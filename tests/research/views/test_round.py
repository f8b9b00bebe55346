import pytest
from django.urls import reverse

from lessons.models import Invitation
from research.domain.round import round_of, set_round
from research.enums import CommentKind
from tests.factories.research import CommentFactory, ObservationFormFactory

pytestmark = pytest.mark.django_db


def test_the_author_says_how_colleagues_observe(take, sign_in):
    form = ObservationFormFactory(language="en")
    author = sign_in(take.lesson.author)
    page = author.get(reverse("lessons:take", args=[take.pk])).content.decode()
    assert form.name in page
    url = reverse("research:round", args=[take.pk])
    assert author.post(url, {"form": form.pk, "questions": 1}).status_code == 302
    found = round_of(take)
    assert (found.form, found.questions, found.highlights) == (form, 1, 0)
    answer = author.post(url, {"form": form.pk, "questions": 400})
    assert answer.status_code == 422
    assert "20" in answer.content.decode()


def test_finish_is_the_invited_persons_alone(take, reviewer, reviewing, sign_in):
    url = reverse("research:finish", args=[take.pk])
    assert sign_in(take.lesson.author).post(url).status_code == 404
    for _ in range(2):
        assert reviewer.post(url)["Location"] == reverse("research:room", args=[take.pk])
    assert Invitation.objects.get(take=take, person=reviewing).done_at is not None


def test_finish_says_what_the_round_still_asks_for(take, reviewer, reviewing):
    set_round(take=take, by=take.lesson.author, form=None, questions=1)
    url = reverse("research:finish", args=[take.pk])
    page = reviewer.post(url, follow=True).content.decode()
    assert "Ask 1 more question" in page
    invitation = Invitation.objects.get(take=take, person=reviewing)
    assert invitation.done_at is None
    CommentFactory(take=take, author=reviewing, kind=CommentKind.QUESTION)
    reviewer.post(url)
    invitation.refresh_from_db()
    assert invitation.done_at is not None
