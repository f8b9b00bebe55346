import pytest

from moke.search.text import LONGEST_WORDS, fold, grams, grams_of, needs_proof, runs, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＰＩＳＡ测评", "pisa测评"),
        ("Straße", "strasse"),
        ("①②", "12"),
        ("cafe\u0301", "café"),
        ("ｶﾞｸ", "ガク"),
    ],
)
def test_fold_makes_width_case_and_form_alike(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《树和喜鹊》教学设计", ["树和喜鹊", "教学设计"]),
        ("第3课时，约40分钟。", ["第3课时", "约40分钟"]),
        ("don't C++ 3.14", ["don", "t", "c++", "3", "14"]),
        ("√2＋π≈4.55", ["√2+π≈4", "55"]),
        ("笑😀了", ["笑😀了"]),
        ("a\x00b\u200bc\u3000d", ["a", "b", "c", "d"]),
        ("！？“”\"' \n", []),
        ("", []),
    ],
)
def test_runs_are_what_stands_between_space_and_punctuation(text, expected):
    assert runs(text) == expected


def test_grams_are_single_characters_pairs_and_triples_each_once():
    assert grams(runs("喜鹊，喜鹊窝 A")) == ["喜", "鹊", "窝", "a", "喜鹊", "鹊窝", "喜鹊窝"]
    assert grams([]) == []


def test_no_gram_holds_what_would_end_its_quotes():
    every = [chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000]
    found = set("".join(grams(runs("".join(every)))))
    assert found.isdisjoint("\"'\\\x00 \t\n")


def test_words_are_runs_of_what_was_typed():
    assert words_of("  喜鹊 《树》 喜鹊") == ["喜鹊", "树"]
    assert words_of("！？ 、") == []
    assert words_of("字" * 10_000) == ["字" * LONGEST_WORDS]


def test_a_word_asks_for_its_triples_and_a_short_one_for_itself():
    assert grams_of(["喜鹊窝里", "树", "喜鹊", "鹊窝里"]) == ["喜鹊窝", "鹊窝里", "树", "喜鹊"]


def test_only_long_words_need_proof():
    words = ("树", "喜鹊", "喜鹊窝", "喜鹊窝里")
    assert [needs_proof(word) for word in words] == [False, False, False, True]
