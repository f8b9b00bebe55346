import pytest

from research.domain.address import Address, lift_addresses, read_address

HOST = "moke.example.org"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("/takes/5/room/?t=95", Address("95", take_id=5)),
        ("/takes/5/room/?t=95&zero=4.5", Address("95", take_id=5, zero="4.5")),
        ("/takes/5/room/?t=95-120#comment-7", Address("95-120", take_id=5)),
        (" https://moke.example.org/takes/5/room/?t=1:35 ", Address("1:35", take_id=5)),
        (
            "/lessons/12/?take=2&t=95-120#watch",
            Address("95-120", lesson_id=12, take_number="2"),
        ),
        ("/lessons/12/?t=0", Address("0", lesson_id=12)),
        ("/takes/5/room/", None),
        ("/lessons/12/", None),
        ("/takes/5/?t=9", None),
        ("/topics/5/?t=9", None),
        ("https://elsewhere.example.org/takes/5/room/?t=95", None),
        ("//elsewhere.example.org/takes/5/room/?t=95", None),
        ("javascript:/takes/5/room/?t=95", None),
        (f"/takes/{'9' * 30}/room/?t=1", None),
        ("http://[", None),
        ("好", None),
        ("", None),
    ],
)
def test_address_of_a_moment_is_read(text, address):
    assert read_address(text=text, host=HOST) == address


@pytest.mark.parametrize(
    ("markup", "rest", "found"),
    [
        ("<p>看 /takes/5/room/?t=95-120 这里</p>", "<p>看  这里</p>", ["/takes/5/room/?t=95-120"]),
        (
            "<p>看https://moke.example.org/lessons/2/?take=1&amp;t=9，好</p>",
            "<p>看，好</p>",
            ["https://moke.example.org/lessons/2/?take=1&t=9"],
        ),
        (
            '<a href="https://moke.example.org/takes/5/room/?t=9" rel="nofollow noopener">'
            "https://moke.example.org/takes/5/room/?t=9</a>",
            "",
            ["https://moke.example.org/takes/5/room/?t=9"],
        ),
    ],
)
def test_addresses_are_lifted_out_of_a_text(markup, rest, found):
    assert lift_addresses(markup=markup, host=HOST) == (rest, found)


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://moke.example.org/takes/5/room/?t=9" rel="nofollow noopener">这里</a>',
        '<a href="https://e.org/takes/5/room/?t=9" rel="nofollow noopener">https://e.org/x</a>',
        "<p>/lessons/12/ 和 /takes/5/room/</p>",
        "<p>https://e.org/lessons/12/?t=9</p>",
    ],
)
def test_other_addresses_stay_in_the_text(markup):
    assert lift_addresses(markup=markup, host=HOST) == (markup, [])
