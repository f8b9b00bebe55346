from moke.search.excerpt import Marker


def test_marker_marks_every_hit_and_escapes_the_rest():
    marked = Marker(["喜鹊"]).mark("<b>喜鹊</b>和喜鹊")
    assert marked == "&lt;b&gt;<mark>喜鹊</mark>&lt;/b&gt;和<mark>喜鹊</mark>"


def test_marker_marks_text_as_it_was_written():
    assert Marker(["pisa"]).mark("ＰＩＳＡ与Pisa") == "ＰＩＳＡ与<mark>Pisa</mark>"
    assert Marker(["pisa"]).mark("……ＰＩＳＡ") == "……<mark>ＰＩＳＡ</mark>"
    assert Marker(["strasse"]).mark("die Straße!") == "die <mark>Straße</mark>!"


def test_marker_prefers_the_longest_word():
    assert Marker(["喜鹊", "喜鹊窝"]).mark("喜鹊窝") == "<mark>喜鹊窝</mark>"


def test_marker_takes_words_for_what_they_are():
    assert Marker(["c++"]).mark("C++ and c") == "<mark>C++</mark> and c"
    assert Marker([]).mark("a < b") == "a &lt; b"


def test_marker_knows_which_words_a_text_holds():
    assert Marker(["喜鹊", "pisa", "树"]).held_by("喜鹊 ＰＩＳＡ") == {"喜鹊", "pisa"}


def test_excerpt_is_one_line_around_the_first_hit():
    text = "一" * 40 + "喜鹊\n\n" + "二" * 80
    line = Marker(["喜鹊"]).excerpt(text)
    assert line == "…" + "一" * 14 + "<mark>喜鹊</mark> " + "二" * 29 + "…"
    assert Marker(["喜鹊"]).excerpt("  喜鹊飞 ") == "<mark>喜鹊</mark>飞"
