import re

from moke.ui.qr import draw_qr

ADDRESS = "https://moke.example.org/live/?code=042137"


def test_qr_code_is_black_on_white_as_wide_as_its_place():
    drawn = draw_qr(ADDRESS)
    assert re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawn) == [("37", "37")]
    assert ("width=" in drawn, 'fill="#fff"' in drawn, 'stroke="#000"' in drawn) == (
        False,
        True,
        True,
    )
    assert draw_qr(ADDRESS) == drawn != draw_qr("https://moke.example.org/live/?code=042138")
