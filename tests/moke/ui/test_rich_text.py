import time

import pytest

from moke.ui.rich_text import clean, from_plain, to_plain

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15">
<style><!-- @font-face {font-family:宋体;} p.MsoNormal {margin:0cm;font-size:10.5pt;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
</head>
<body lang=ZH-CN style='tab-interval:21.0pt'>
<!--StartFragment-->
<p class=MsoNormal style='text-indent:21.0pt'><span style='font-family:宋体;mso-ascii-font-family:
Calibri'>听了三节课，</span><b style='mso-bidi-font-weight:normal'><span
style='color:red'>等待</span></b><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='margin-left:21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='font-family:Wingdings;mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>先写下来<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<!--EndFragment-->
</body></html>
"""


def test_word_leaves_words_paragraphs_and_bold():
    text = clean(WORD)
    assert "<p>听了三节课，<b>等待</b></p>" in text
    assert "先写下来" in text
    for junk in (
        "mso",
        "Mso",
        "style",
        "class",
        "span",
        "xml",
        "o:p",
        "font-face",
        "Normal",
        "<!--",
    ):
        assert junk not in text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<p>好</p><script>alert(1)</script>", "<p>好</p>"),
        ("<p onclick=alert(1)>好</p>", "<p>好</p>"),
        ("<img src=x onerror=alert(1)>好", "好"),
        ("<style>p{display:none}</style><p style='position:fixed'>好</p>", "<p>好</p>"),
        ("<svg onload=alert(1)><script>1</script><p>坏</p></svg>", "<p>坏</p>"),
        ("<math><mtext><table><mglyph><style><img src onerror=1></style></table></math>好", "好"),
        ("<iframe src=https://e.org></iframe><object data=x></object>好", "好"),
        ('<a href="javascript:alert(1)">好</a>', "好"),
        ('<a href="JaVa&#09;Script:alert(1)">好</a>', "好"),
        ('<a href="data:text/html,<script>1</script>">好</a>', "好"),
        ('<a href="//e.org/x">好</a>', "好"),
        ('<a href="/topics/1/">好</a>', "好"),
        (
            '<a href="https://e.org/" target=_top id=x>好</a>',
            '<a href="https://e.org/" rel="nofollow noopener">好</a>',
        ),
        (
            '<a href="mailto:lin@e.org">信</a>',
            '<a href="mailto:lin@e.org" rel="nofollow noopener">信</a>',
        ),
        ("<div>甲</div><div>乙</div>", "<p>甲</p><p>乙</p>"),
        ("<div><div><p>甲</p></div>乙</div>", "<p>甲</p>乙"),
        ("<h1>甲</h1><p>乙", "<p>甲</p><p>乙</p>"),
        (
            "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>",
            "<p> 甲 乙</p><p> 丙</p>",
        ),
        ("<ul><li>甲<ol><li>乙</ol></ul>", "<ul><li>甲<ol><li>乙</li></ol></li></ul>"),
        ("<b><i>甲</b>乙</i>", "<b><i>甲</i></b><i>乙</i>"),
        ("<<b>甲", "&lt;<b>甲</b>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<p>&nbsp;</p><p><br></p><ul><li></li></ul><blockquote> </blockquote>", ""),
        ("<p>甲<br><br><br><br>乙<br></p>", "<p>甲<br><br>乙</p>"),
        ("<!-- 注 --><p>甲</p>", "<p>甲</p>"),
        ("甲\x00乙", "甲乙"),
    ],
)
def test_only_what_may_be_shown_is_kept(sent, kept):
    assert clean(sent) == kept
    assert clean(kept) == kept


def test_what_lies_too_deep_comes_up():
    text = clean("<blockquote>" * 200 + "底" + "</blockquote>" * 200)
    assert (text.count("<blockquote>"), text.count("</blockquote>")) == (8, 8)
    assert to_plain(text) == "底"


@pytest.mark.parametrize("piece", ["&nbsp;", " ", "<br>", "<b>", "<ul><li>", "<div>", "<a href=x>"])
def test_endless_markup_is_cleaned_in_no_time(piece):
    started = time.process_time()
    text = clean(piece * (100_000 // len(piece)) + "好")
    assert to_plain(text) == "好"
    assert time.process_time() - started < 3


def test_plain_words_become_paragraphs_and_come_back():
    text = from_plain("甲 <b>&\r\n乙\n\n\n丙\n")
    assert text == "<p>甲 &lt;b&gt;&amp;<br>乙</p><p>丙</p>"
    assert clean(text) == text
    assert to_plain(text) == "甲 <b>&\n乙\n丙"
    assert from_plain(" \n ") == ""


def test_words_are_read_without_marks():
    text = clean("<p>甲&nbsp;<b>乙</b></p><ul><li>丙<li>丁</ul><blockquote>戊</blockquote>")
    assert to_plain(text) == "甲 乙\n丙\n丁\n戊"
