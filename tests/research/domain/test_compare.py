from research.domain.compare import CONTEXT, Fate, Piece, compare_texts, shorten

SAME, ADDED, REMOVED = Fate.SAME, Fate.ADDED, Fate.REMOVED


def test_nothing_differs():
    assert compare_texts("认字", "认字") == []


def test_chinese_is_compared_by_characters_in_groups():
    pieces = compare_texts("识字十四分钟，齐读课文。", "识字十分钟，比较两次朗读。")
    assert "".join(p.text for p in pieces if p.fate != ADDED) == "识字十四分钟，齐读课文。"
    assert "".join(p.text for p in pieces if p.fate != REMOVED) == "识字十分钟，比较两次朗读。"
    assert pieces[:3] == [Piece(SAME, "识字十"), Piece(REMOVED, "四"), Piece(SAME, "分钟，")]


def test_words_and_numbers_change_as_a_whole():
    assert compare_texts("Read for 14 minutes.", "Read for 10 minutes.") == [
        Piece(SAME, "Read for "),
        Piece(REMOVED, "14"),
        Piece(ADDED, "10"),
        Piece(SAME, " minutes."),
    ]
    pieces = compare_texts("14 分钟\n讲解“孤单”的意思。", "10 分钟\n先读两遍，说说怎么了。")
    assert pieces[:2] == [Piece(REMOVED, "14"), Piece(ADDED, "10")]
    assert compare_texts("gū dān 孤单", "gū dú 孤独")[1:3] == [
        Piece(REMOVED, "dān"),
        Piece(ADDED, "dú"),
    ]


def test_what_came_and_went_whole():
    assert compare_texts("", "新") == [Piece(ADDED, "新")]
    assert compare_texts("旧", "") == [Piece(REMOVED, "旧")]


def test_what_stays_is_shortened_to_its_ends():
    long = "甲" * 100
    whole = compare_texts(f"{long}旧{long}", f"{long}新{long}")
    assert [piece.text for piece in whole] == [long, "旧", "新", long]
    assert shorten(whole) == [
        Piece(SAME, f"… {'甲' * CONTEXT}"),
        Piece(REMOVED, "旧"),
        Piece(ADDED, "新"),
        Piece(SAME, f"{'甲' * CONTEXT} …"),
    ]
