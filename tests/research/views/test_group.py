import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from lessons.enums import Visibility
from lessons.models import Invitation
from research.domain.guest import make_guest_link, usual_last_day
from research.domain.round import round_of
from research.models import GuestLink
from tests.factories.accounts import MembershipFactory, TeachingGroupFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(take):
    members = [take.lesson.author, MembershipFactory().person]
    return TeachingGroupFactory(school=take.lesson.school, members=members)


@pytest.fixture
def lead(group, sign_in):
    return sign_in(group.lead)


def open_to_school(take):
    take.lesson.visibility = Visibility.SCHOOL
    type(take.lesson).objects.filter(pk=take.lesson.pk).update(visibility=Visibility.SCHOOL)


def test_lead_leads_the_round_of_what_is_open_to_them(take, group, lead):
    page, url = reverse("lessons:take", args=[take.pk]), reverse("research:round", args=[take.pk])
    assert (lead.get(page).status_code, lead.post(url).status_code) == (404, 404)
    open_to_school(take)
    text = lead.get(page).text
    shown = [f'id="{part}"' in text for part in ("round", "invite", "live", "guests", "captions")]
    assert shown == [True, True, False, True, False]
    assert lead.post(url, {"highlights": 2}).status_code == 302
    found = round_of(take)
    assert (found.highlights, found.set_by) == (2, group.lead)
    assert Invitation.objects.get().person == group.lead
    assert lead.get(reverse("research:room", args=[take.pk])).status_code == 200
    withdraw = reverse("lessons:invitation_withdraw", args=[Invitation.objects.get().pk])
    assert lead.post(withdraw).status_code == 302


def test_lead_asks_guests_in_their_own_name_and_takes_links_back(take, group, lead, author, client):
    page, url = (reverse(name, args=[take.pk]) for name in ("lessons:take", "research:guest_new"))
    until = usual_last_day(take=take)
    sent = {"guest-name": "李明", "guest-valid_until": until}
    assert lead.post(url, sent).status_code == 404
    open_to_school(take)
    address = re.search(r'id="guest-address"[^>]*>([^<]+)<', lead.post(url, sent).text)[1]
    link = GuestLink.objects.get()
    assert link.made_by == group.lead
    asked = f"asked by {group.lead}"
    assert [asked in one.get(page).text for one in (author, lead)] == [True, True]
    client.cookies["django_language"] = "en"
    door = client.get(urlsplit(address).path).text
    revoked = lead.post(reverse("research:guest_revoke", args=[link.pk]))
    link.refresh_from_db()
    assert (revoked.url, link.is_live) == (page, False)
    assert f"{group.lead} asks you to watch" in door


def test_lead_takes_back_no_link_to_what_is_not_open_to_them(take, group, lead):
    link, _secret = make_guest_link(
        take=take,
        by=take.lesson.author,
        name="李明",
        organisation="",
        valid_until=usual_last_day(take=take),
    )
    revoke = reverse("research:guest_revoke", args=[link.pk])
    assert lead.post(revoke).status_code == 404
    open_to_school(take)
    assert lead.post(revoke).url == reverse("lessons:take", args=[take.pk])


def test_lead_does_not_do_what_is_the_authors(take, lead):
    open_to_school(take)
    assert lead.post(reverse("research:phases", args=[take.pk])).status_code == 403


def test_members_lead_nothing(take, group, sign_in):
    open_to_school(take)
    member = sign_in(group.members.exclude(pk=take.lesson.author_id).get())
    assert member.post(reverse("research:round", args=[take.pk])).status_code == 404
    page = member.get("/groups/").text
    assert (str(group) in page, 'id="to-lead"' in page) == (True, False)


def test_whole_group_is_invited_by_its_name(take, group, author):
    MembershipFactory(school=group.school)
    page = author.get(reverse("lessons:take", args=[take.pk]), {"q": str(group)}).text
    assert f"All 2 who match “{group}”" in page
    author.post(reverse("lessons:invite", args=[take.pk]), {"everyone": str(group)})
    asked = {invitation.person for invitation in take.invitations.select_related("person")}
    assert asked == {group.lead, *group.members.exclude(pk=take.lesson.author_id)}


@pytest.mark.parametrize("number", [1, 12])
def test_lead_sees_the_rounds_in_as_many_queries_for_many(
    group, lead, number, django_assert_num_queries
):
    for _number in range(number):
        author = MembershipFactory(school=group.school).person
        group.members.add(author)
        lesson = LessonPageFactory(author=author, school=group.school, visibility=Visibility.SCHOOL)
        InvitationFactory(take=WatchableTakeFactory(lesson=lesson))
    lead.get("/groups/")
    with django_assert_num_queries(6):
        page = lead.get("/groups/").text
    assert page.count("0 of 1 have finished") == number


def test_students_have_no_groups_page(sign_in):
    student = MembershipFactory(role="student").person
    assert sign_in(student).get("/groups/").status_code == 403
