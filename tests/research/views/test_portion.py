import pytest
from django.urls import reverse

from lessons.domain.invitation import withdraw_invitation
from lessons.models import Invitation
from moke.accounts.enums import Role
from research.domain.portion import Viewpoint
from research.domain.queries.observation import observation_report
from research.domain.queries.portion import shares_of
from research.domain.round import set_round
from research.models import Portion
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import ObservationFormFactory, dimension
from tests.research.windows import base_in, shown_in

pytestmark = pytest.mark.django_db

PREPARING, LISTENING, TALKING = (Viewpoint("学生学习", line) for line in ("准备", "倾听", "互动"))
CULTURE = Viewpoint("课堂文化", "")


@pytest.fixture
def second(take):
    person = MembershipFactory(role=Role.TEACHER).person
    return InvitationFactory(take=take, person=person).person


@pytest.fixture
def url(take, reviewing, second):
    """Where a form with viewpoints is dealt out to the two."""
    parts = [
        dimension("学生学习", 60, look_at="\n".join(["准备", "倾听：谁在<听>？", "互动"])),
        dimension("课堂文化", 40),
    ]
    form = ObservationFormFactory(dimensions=parts, questions=[])
    set_round(take=take, by=take.lesson.author, form=form)
    return reverse("research:portions", args=[take.pk])


def test_viewpoints_are_dealt_out_evenly_and_then_by_hand(take, author, url, reviewing, second):
    assert url in author.get(reverse("lessons:take", args=[take.pk])).text
    author.post(url, {"evenly": "1"})
    assert shares_of(take) == {
        PREPARING: reviewing,
        LISTENING: reviewing,
        TALKING: second,
        CULTURE: second,
    }
    page = author.post(url, {"viewpoint_0": second.pk, "viewpoint_1": reviewing.pk}, follow=True)
    assert "Everybody sees in their form what they are to watch." in page.text
    assert shares_of(take) == {PREPARING: second, LISTENING: reviewing}
    assert author.post(url, {"viewpoint_0": "0"}).status_code == 422
    other = ObservationFormFactory(language="en")
    set_round(take=take, by=take.lesson.author, form=other)
    assert Portion.objects.count() == 0


def test_what_a_viewpoint_asks_is_folded_beside_it(author, url):
    page = author.get(url).text
    assert (page.count("<summary>What to ask"), "<p>谁在&lt;听&gt;？</p>" in page) == (1, True)


def test_nothing_is_dealt_out_without_a_form(take, author, reviewing):
    page = author.get(reverse("research:portions", args=[take.pk])).text
    assert "Nothing to deal out yet" in page


def test_observers_are_told_what_they_watch_and_owe_no_more(
    author, url, reviewer, reviewing, second
):
    take = reviewing.invitations.get().take
    author.post(url, {"viewpoint_1": reviewing.pk, "viewpoint_2": reviewing.pk})
    for page in (reverse("home"), reverse("research:room", args=[take.pk])):
        assert "倾听, 互动" in reviewer.get(page).text
    sheet = reverse("research:observation", args=[take.pk])
    page = reviewer.get(sheet, follow=True).text
    assert ("What you saw of “倾听”" in page, "Watched by others: 准备" in page) == (True, True)
    assert ("谁在&lt;听&gt;？" in page, "谁在<听>？" in page) == (True, False)
    assert "“课堂文化” is watched by others; add to it if you like" in page
    filled = {"level_0": 4, "seen_0_1": "能复述同伴的话"}
    refused = reviewer.post(sheet, filled | {"hand-in": "1"})
    assert refused.context["problems"] == ["Say what you saw of “互动”."]
    assert "能复述同伴的话" in refused.text
    handed_in = reviewer.post(sheet, {**filled, "seen_0_2": "小组轮流说", "hand-in": "1"})
    assert handed_in.status_code == 302
    (report,) = observation_report(take=take)
    assert [row.viewpoints for row in report.rows] == [
        [("倾听", [(reviewing, "能复述同伴的话")]), ("互动", [(reviewing, "小组轮流说")])],
        [],
    ]
    assert ([row.points for row in report.rows], report.points) == ([48, None], 80)
    page = author.get(reverse("research:observations", args=[take.pk])).text
    assert ("小组轮流说" in page, "Nobody judged it" in page) == (True, True)
    assert "handed in" in author.get(url).text
    author.post(url, {"evenly": "1"})
    assert shares_of(take) == {
        LISTENING: reviewing,
        TALKING: reviewing,
        PREPARING: second,
        CULTURE: second,
    }


def test_two_who_deal_out_at_once_lose_nothing(take, author, url, reviewing, second):
    old = base_in(author.get(url))
    author.post(url, {"before": old, "viewpoint_0": second.pk})
    author.post(url, {"before": old, "viewpoint_1": reviewing.pk})
    assert shares_of(take) == {PREPARING: second, LISTENING: reviewing}
    for wish in ({"viewpoint_0": reviewing.pk}, {"evenly": "1"}):
        clash = author.post(url, {"before": old, **wish})
        assert clash.status_code == 422
        assert f'<dd class="serif">{second}</dd>' in clash.text
        assert shares_of(take) == {PREPARING: second, LISTENING: reviewing}
    author.post(url, {"before": old, **wish, "over": shown_in(clash)})
    assert shares_of(take)[PREPARING] == reviewing


def test_what_somebody_held_who_is_asked_no_more_is_free(take, author, url, reviewing, second):
    author.post(url, {"viewpoint_0": second.pk, "viewpoint_1": reviewing.pk})
    withdraw_invitation(invitation=Invitation.objects.get(take=take, person=second))
    old = base_in(author.get(url))
    sent = {"before": old, "viewpoint_0": reviewing.pk, "viewpoint_1": reviewing.pk}
    assert author.post(url, sent).status_code == 302
    assert shares_of(take) == {PREPARING: reviewing, LISTENING: reviewing}
