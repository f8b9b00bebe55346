"""`?` lists the keys wherever a recording plays, and closes without doing anything else."""

from playwright.sync_api import expect

from tests.factories.research import CodingFactory
from tests.journeys.demo.people import somebody

PLAYER = "Space K ← → J L , . < > M C F"
PAGES = (
    ("周航", "/takes/{take}/coding/st/", f"{PLAYER} ⌫ Ctrl Z N S T"),
    ("周航", "/takes/{take}/observation/", PLAYER),
    ("赵敏", "/lessons/{lesson}/compare/", f"{PLAYER} [ ] 1 9"),
    ("林晓燕", "/takes/{take}/phases/", f"{PLAYER} 1 9"),
)


def test_every_page_that_plays_lists_its_keys(tree, take, open_as):
    coding = CodingFactory(take=take, coder=somebody("周航"), interval_s=3, codes="")
    for name, address, keys in PAGES:
        page = open_as(somebody(name))
        page.goto(address.format(take=take.pk, lesson=tree.pk))
        expect(page.locator("moke-keys button")).to_be_visible()
        page.keyboard.press("?")
        listed = page.locator("dialog.keys kbd").all_inner_texts()
        assert (address, " ".join(listed)) == (address, keys)
        page.keyboard.press("s")
        page.keyboard.press("Escape")
        expect(page.locator("dialog.keys")).to_have_count(0)
        expect(page.locator("[data-code][aria-pressed=true]")).to_have_count(0)
    coding.refresh_from_db()
    assert coding.codes.strip("-") == ""
