"""What coders found in 《树和喜鹊》: charts, ratios, agreement, both takes, on paper too; and how a
third codes by keys alone, and one who loses the network."""

import subprocess

from playwright.sync_api import expect

from tests.journeys.demo.keys import follow, press, tab_to
from tests.journeys.demo.people import somebody
from tests.journeys.pages import check
from tests.journeys.test_coding import CODES, IS_SENT, PLAYS, WAITS, open_coder

ROWS = """(rows) => rows.map((row) => [...row.cells].slice(1).map(
    (cell) => cell.firstChild.textContent.trim() || cell.querySelector("a").textContent))"""


def test_charts_and_agreement_are_read_and_printed(take, open_as, product):
    product.work()
    page = open_as(somebody("林晓燕"))
    page.goto(f"/takes/{take.pk}/room/")
    page.locator("#codings").click()
    expect(page.locator("#st .plot .point")).to_have_count(4)
    assert page.locator("#st .numbers tbody tr").evaluate_all(ROWS) == [
        ["Take 1, 陈曦", "0.73", "0.40", "Lecturing"],
        ["Take 1, 赵敏", "0.67", "0.53", "Dialogue"],
        ["陈曦", "0.44", "0.78", "Dialogue"],
        ["赵敏", "0.50", "0.67", "Dialogue"],
    ]
    assert page.locator("#fias .numbers tbody tr").evaluate_all(ROWS) == [
        ["Take 1, 陈曦", "0.67", "0.27", "0.07", "0.43", "0.00", "0.33", "0.00"],
        ["陈曦", "0.50", "0.50", "0.00", "3.50", "3.00", "0.80", "0.44"],
        ["赵敏", "0.50", "0.50", "0.00", "3.50", "3.00", "0.80", "0.33"],
    ]
    assert page.locator(".pair .kappa").all_inner_texts() == ["κ = 0.89", "κ = 0.86"]
    interval = "95 % confidence interval 0.68 to 1.00"
    assert page.locator(".pair .kappa + .soft").all_inner_texts() == [interval, interval]
    expect(page.locator("#st .timeline svg")).to_have_count(2)
    expect(page.locator("#fias .matrix svg")).to_have_count(2)
    check(page)
    page.locator("#coding-file [type=submit]").click()
    expect(page.locator("[data-state=ready]")).to_be_visible()
    with page.expect_download() as downloaded:
        page.locator(".progress .button.primary").click()
    told = subprocess.run(
        ["pdftotext", "-layout", downloaded.value.path(), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert [words for words in ("陈曦", "κ = 0.89") if words not in told] == []


def test_third_coder_codes_by_keyboard_alone(take, open_as):
    """周航, who sees what the others coded only after his own."""
    page = open_as(somebody("周航"))
    page.goto(f"/takes/{take.pk}/codings/")
    follow(page, "#st a[href$='/coding/st/']", "**/coding/st/")
    tab_to(page, "#coding-begin [type=submit]")
    press(page, "Enter")
    page.wait_for_function(IS_SENT)
    page.goto(f"/takes/{take.pk}/codings/")
    expect(page.locator("#st .pair")).to_have_count(0)
    follow(page, "#st a[href$='/coding/st/']", "**/coding/st/")
    page.wait_for_function(IS_SENT)
    page.keyboard.type("TSSTSTSTSSTSSTSSTT")
    press(page, "Backspace", "s")
    page.wait_for_function(IS_SENT)
    follow(page, ".coder-finish [type=submit]", "**/codings/")
    expect(page.locator("#st .pair .kappa")).to_have_text(["κ = 0.89", "κ = 0.43", "κ = 0.33"])


def test_coder_loses_the_network_for_ten_minutes_and_resumes(take, open_as):
    """唐雪 codes at double speed; what she codes offline waits on her device."""
    page = open_as(somebody("唐雪"))
    page.watched.expect("ERR_INTERNET_DISCONNECTED")
    page.clock.install()
    page.goto(f"/takes/{take.pk}/coding/fias/")
    page.locator("#coding-begin [type=submit]").click()
    page.wait_for_function(IS_SENT)
    page.locator("[data-speed]").select_option("2")
    press(page, "Space")
    for code in "54":
        page.wait_for_function(WAITS)
        press(page, code)
        page.wait_for_function(PLAYS)
    page.wait_for_function(WAITS)
    press(page, "n")
    page.wait_for_function(IS_SENT)
    page.context.set_offline(True)
    press(page, "8", "8", "3", "Backspace")
    page.clock.fast_forward("10:00")
    expect(page.locator("#saved")).to_have_text("Kept on this device, not yet sent.")
    expect(page.locator("#coder-says")).to_contain_text("go on coding")
    assert take.codings.get(coder__name="唐雪").codes.rstrip("-") == "54"
    page.context.set_offline(False)
    page.clock.fast_forward("00:30")
    page.wait_for_function(IS_SENT)
    open_coder(page, take, "fias")
    expect(page.locator("[data-number]")).to_have_text("5")
    assert page.evaluate(CODES).rstrip("-") == "5488"
