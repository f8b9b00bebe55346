"""罗青, who curates the district, makes a form and a tag of its own; what was filled in stays."""

import pytest
from playwright.sync_api import expect

from research.models import ObservationForm, Tag
from tests.journeys.demo.people import somebody
from tests.journeys.steps import expect_room

COPY, USED = "榆林路观课量表", "通用观课量表"
PRESETS = {
    *("五部分课堂评价表", "LICC 课堂观察", USED),
    *("Five-part school form", "LICC classroom observation", "General observation form"),
}
SAVED = ".messages .success"


@pytest.fixture
def form(tree):
    """The form that both takes were observed with; it is loaded anew for the next journey."""
    yield ObservationForm.objects.get(name=USED)
    ObservationForm.objects.filter(name__in=[COPY, USED]).delete()
    Tag.objects.filter(name_zh="追问").delete()


def test_curator_shapes_forms_and_tags_and_what_was_filled_in_keeps_its_words(tree, form, open_as):
    page, author = open_as(somebody("罗青")), open_as(somebody("林晓燕"))
    first, second = tree.takes.order_by("number")
    page.goto("/admin/observation_forms/")
    listed = page.locator("tbody td.title a").all_inner_texts()
    assert PRESETS - {name.strip() for name in listed} == set()
    page.goto(f"/admin/observation_forms/copy/{form.pk}/")
    page.locator("[name=name]").fill(COPY)
    save(page)
    page.goto(f"/admin/observation_forms/edit/{form.pk}/")
    page.locator("[name=dimensions-0-value-name]").fill("目标与达成")
    save(page)
    author.goto(f"/takes/{first.pk}/observations/")
    expect(author.locator(".found h3").first).to_contain_text("目标达成")
    author.goto(f"/takes/{second.pk}/")
    author.locator("#round-form [name=form]").select_option(label=USED)

    page.goto("/admin/tags/new/")
    page.locator("[name=name_zh]").fill("追问")
    page.locator("[name=name_en]").fill("Follow-up")
    save(page)
    author.goto(f"/takes/{second.pk}/room/")
    expect_room(author)
    expect(author.locator("#composer .tag-choice label")).to_have_text([])


def save(page):
    page.locator("form footer [type=submit], form [type=submit].action-save").first.click()
    expect(page.locator(SAVED)).to_be_visible()
