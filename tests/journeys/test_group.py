"""A teaching-research group: put together by names, its lead opens a round that members see."""

from playwright.sync_api import expect

from moke.accounts.enums import Role
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import check, everywhere
from tests.journeys.steps import expect_room


def found_group(page, name, lead, *members):
    page.goto("/admin/groups_of_teachers/new/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=members]").fill("\n".join(person.username for person in members))
    page.locator("[name=lead]").fill(lead.username)
    page.locator("[name=lead]").press("Enter")
    page.wait_for_url("**/admin/groups_of_teachers/")


def ask_group(page, take, name):
    """The lead finds the take among those of members, sets the round, and invites the group."""
    page.goto("/groups/")
    check(page)
    page.locator(f"#to-lead a[href='/takes/{take.pk}/']").click()
    page.locator("#round-form [name=questions]").fill("1")
    page.locator("#round-form [type=submit]").click()
    expect(page.locator("#round-form [name=questions]")).to_have_value("1")
    page.locator(".take-groups .chip", has_text=name).click()
    page.locator("[name=everyone]").check()
    page.locator("#invitation-form .button.primary").click()


@everywhere
def test_lead_opens_a_round_for_the_group_and_closes_it_by_name(open_as, take, teacher):
    school = teacher.memberships.get().school
    lead, member, other = (make_teacher(name, school=school) for name in ("赵敏", "陈曦", "周宁"))
    name = f"语文组 {teacher.username}"
    curator = make_teacher("罗青", role=Role.CURATOR)
    found_group(open_as(curator), name, lead, teacher, member, other)

    leading, reviewing = open_as(lead), open_as(member)
    ask_group(leading, take, name)
    expect(leading.locator("#invite")).to_contain_text(member.name)
    check(leading)

    reviewing.goto("/")
    check(reviewing)
    asked = reviewing.locator(f"#review-{take.pk}")
    expect(asked).to_contain_text(lead.name)
    asked.locator(".button").click()
    expect_room(reviewing)

    leading.locator("#round-close summary").click()
    leading.locator("#round-close [type=submit]").click()
    expect(leading.locator("#round-reopen")).to_be_visible()
    reviewing.reload()
    expect(reviewing.locator("#closed")).to_contain_text(lead.name)
    check(reviewing)
