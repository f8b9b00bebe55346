"""What was heard becomes captions that can be read."""

import pytest

from moke.media.cues import Cue, Piece, cut_into_cues, spread


def said(text, *, start_s=0.0, each_s=0.25):
    """The pieces of a text, each as long."""
    pieces, at_s = [], start_s
    for piece in spread(text, start_s=0, end_s=1):
        pieces.append(Piece(at_s, at_s + each_s, piece.text))
        at_s += each_s
    return pieces


def words_of(*pieces):
    return [cue.words for cue in cut_into_cues([piece for group in pieces for piece in group])]


def test_sentences_are_captions_of_their_own():
    assert words_of(said("树很孤单。喜鹊也很孤单！为什么？")) == [
        "树很孤单。",
        "喜鹊也很孤单！",
        "为什么？",
    ]


def test_pauses_end_captions():
    assert words_of(said("请看黑板"), said("读一读", start_s=2.0)) == ["请看黑板", "读一读"]
    assert words_of(said("请看黑板"), said("读一读", start_s=1.2)) == ["请看黑板读一读"]


def test_long_sentences_are_cut_behind_a_comma():
    text = "从前这里只有一棵树，树上只有一个鸟窝，鸟窝里只有一只喜鹊。"
    assert words_of(said(text, each_s=0.2)) == [
        "从前这里只有一棵树，树上只有一个鸟窝，",
        "鸟窝里只有一只喜鹊。",
    ]


def test_long_sentences_without_a_comma_are_cut_at_the_longest_pause():
    first = said("后来这里种了好多好多树每棵树上", each_s=0.2)
    second = said("都有鸟窝每个鸟窝里都有喜鹊", start_s=3.3, each_s=0.2)
    assert words_of(first, second) == [
        "后来这里种了好多好多树每棵树上",
        "都有鸟窝每个鸟窝里都有喜鹊",
    ]


@pytest.mark.parametrize(
    "text", ["字" * 95, "tree " * 60, "The magpie is no longer alone, it says, " * 5]
)
def test_captions_are_no_wider_and_no_longer_than_can_be_read(text):
    cues = cut_into_cues(said(text, each_s=0.22))
    assert "".join(cue.words for cue in cues).replace(" ", "") == text.replace(" ", "")
    assert [cue for cue in cues if width(cue.words) > 20 or cue.end_s - cue.start_s > 6] == []


def width(words):
    return sum(0.5 if character.isascii() else 1 for character in words)


def test_english_words_stay_whole():
    pieces = [
        Piece(0, 0.2, " Mag"),
        Piece(0.2, 0.4, "pies"),
        Piece(0.4, 0.6, " sing"),
        Piece(0.6, 0.7, "."),
    ]
    assert cut_into_cues(pieces) == (Cue(0, 1.0, "Magpies sing."),)


def test_short_captions_stand_until_the_next():
    cues = cut_into_cues([*said("好。"), *said("请坐。", start_s=0.8)])
    assert cues == (Cue(0.0, 0.8, "好。"), Cue(0.8, 1.8, "请坐。"))


def test_what_is_no_word_is_left_out():
    assert cut_into_cues(said("。")) == ()
    assert cut_into_cues([]) == ()


def test_text_is_spread_over_its_time():
    pieces = spread("树很old。", start_s=10, end_s=14.5)
    assert [(piece.text, piece.end_s) for piece in pieces] == [
        ("树", 11.0),
        ("很", 12.0),
        ("old。", 14.5),
    ]


def test_brackets_stay_with_their_words():
    text = "请大家把书翻到第二十五页我们来读《树和喜鹊》这一课"
    assert [
        words for words in words_of(said(text, each_s=0.2)) if words[-1] in "《" or words[0] in "》"
    ] == []
