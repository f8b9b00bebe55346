"""林晓燕 leads the round on her second take: who is on time, more time, letters, its end."""

import datetime
import email
import email.policy

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from playwright.sync_api import expect

from research.domain.reminder import write_to_reviewers
from tests.journeys.demo.people import somebody
from tests.journeys.pages import check
from tests.journeys.steps import expect_room

STANDING = """(lines) => Object.fromEntries(lines.map((line) => [
    line.querySelector("strong").textContent,
    [...line.querySelectorAll(".seal, .seal + .soft, .take-state, .late")].map(
        (word) => word.textContent).join(", ")]))"""
WEEK, DAY = datetime.timedelta(days=7), datetime.timedelta(days=1)
TYPED = "写到一半"
REMINDS = "完成之后不会再收到提醒"


@pytest.fixture
def mail(settings, product):
    """Letters of this process lie where those of the product do."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    folder = product.data_dir / "mail"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": folder}}}
    return folder


def test_author_sees_who_is_on_time_and_gives_more_time(tree, take, open_as, mail):
    page = open_as(somebody("林晓燕"))
    page.goto(f"/lessons/{tree.pk}/")
    page.locator(f"#takes a[href='/takes/{take.pk}/']").click()
    expect(page.locator("#invitations")).to_be_visible()
    finished = dict.fromkeys(["陈曦", "赵敏", "王建国"], f"Finished, due {day(4)}")
    waiting = dict.fromkeys(["周航", "唐雪"], "Not yet watched")
    assert standing(page) == finished | waiting
    let_a_week_pass(take)
    page.reload()
    finished = {
        **dict.fromkeys(["陈曦", "赵敏"], f"Finished, due {day(-3)}"),
        "王建国": "Finished, after the due day",
    }
    assert standing(page) == finished | {
        "周航": f"Not yet watched, overdue since {day(-3)}",
        "唐雪": f"Not yet watched, overdue since {day(-3)}",
    }
    page.locator("#round-extend [name=all-due_on]").fill(f"{today() + DAY:%Y-%m-%d}")
    page.locator("#round-extend [type=submit]").click()
    expect(page.locator("#messages")).to_have_text("2 reviewers have time until then.")
    assert standing(page) == finished | waiting
    check(page)
    be_reminded(open_as(somebody("唐雪")), take, mail)


def test_author_closes_the_round_while_somebody_types_and_opens_it_again(take, open_as):
    author, reviewer = open_as(somebody("林晓燕")), open_as(somebody("唐雪"))
    type_a_part(reviewer, take)
    close(author, take)
    be_told(reviewer)
    author.locator("#round-reopen [type=submit]").click()
    expect(author.locator("#messages")).to_have_text("The round is open again.")
    reviewer.reload()
    expect(reviewer.locator("#composer textarea")).to_have_value(TYPED)


def test_reviewer_is_removed_while_typing(tree, take, open_as):
    """周航 is of another school, and may not know of this lesson without being asked to a take."""
    author, reviewer = open_as(somebody("林晓燕")), open_as(somebody("周航"))
    type_a_part(reviewer, take)
    for each in tree.takes.all():
        author.goto(f"/takes/{each.pk}/")
        author.get_by_label("Withdraw the invitation of 周航").click()
        expect(author.locator("#messages")).to_have_text("周航 is no longer invited.")
    for status in ("403", "404"):
        reviewer.watched.expect(status)
    reviewer.locator("#composer [type=submit]").click()
    expect(reviewer.locator("#composer .trouble")).to_contain_text("no longer open to you")
    expect(reviewer.locator("#composer textarea")).to_have_value(TYPED)


def today():
    return timezone.localdate()


def day(days_on):
    """How pages name the day so many days from now."""
    with translation.override("en"):
        return date_format(today() + days_on * DAY, "MONTH_DAY_FORMAT")


def standing(page):
    return page.locator("#invitations > li").evaluate_all(STANDING)


def let_a_week_pass(take):
    """The round was due three days ago; all but 王建国 who finished did so before."""
    done = take.invitations.exclude(done_at=None).exclude(person__name="王建国")
    done.update(done_at=timezone.now() - WEEK)
    take.invitations.update(due_on=today() - 3 * DAY)


def be_reminded(page, take, mail):
    """A letter goes to each who has not finished; home and room say the day."""
    write_to_reviewers()
    address = f"/takes/{take.pk}/room/"
    reminders = (person for person, words in letters_in(mail) if REMINDS in words)
    assert sorted(reminders) == [
        "tangxue@example.org",
        "zhouhang@example.org",
    ]
    page.goto("/")
    expect(page.locator(f"#review-{take.pk} .when")).to_have_text("Due tomorrow")
    page.goto(address)
    expect_room(page)
    expect(page.locator("#invitation .due")).to_have_text(f"Due on {day(1)}")


def letters_in(folder):
    """Of each letter to whom it goes, and its words."""
    files = folder.iterdir() if folder.exists() else ()
    read = (email.message_from_bytes(p.read_bytes(), policy=email.policy.default) for p in files)
    return [(letter["To"], letter.get_content()) for letter in read]


def type_a_part(page, take):
    page.goto(f"/takes/{take.pk}/room/")
    expect_room(page)
    page.locator("#composer textarea").fill(TYPED)


def close(page, take):
    page.goto(f"/takes/{take.pk}/")
    page.locator("#round-close summary").click()
    expect(page.locator("#round-close p")).to_contain_text("2 reviewers have not finished.")
    page.locator("#round-close [type=submit]").click()
    expect(page.locator("#round-reopen")).to_contain_text("You closed this round on")
    check(page)


def be_told(page):
    """What was typed when the round was closed stays, and who closed it is named."""
    page.watched.expect("422")
    page.locator("#composer [type=submit]").click()
    expect(page.locator("#composer .errors")).to_contain_text("林晓燕 closed this round on")
    expect(page.locator("#composer textarea")).to_have_value(TYPED)
    page.reload()
    expect(page.locator("#closed")).to_contain_text("林晓燕 closed this round on")
    expect(page.locator("#composer")).to_have_count(0)
