from research.domain.queries.phase_match import Match, match_phases
from research.domain.queries.phases import PlanPhase

READ = "教师范读课文，学生轻声跟读，读准字音，读通句子。"
WRITE = "看田字格里的“单”“居”，说说怎样写好看，描红再写。"
TALK = "同桌说一说树为什么孤单，再请两组上台讲给全班听。"


def phases(*named):
    return [PlanPhase(name, None, text) for name, text in named]


def found(before, after):
    return [(m.before, m.after, m.has_moved) for m in match_phases(before, after)]


def test_what_changed_places_has_moved_and_the_rest_has_not():
    before = phases(("导入", ""), ("识字", ""), ("朗读", ""), ("写字", ""))
    after = phases(("导入", ""), ("朗读", ""), ("写字", ""), ("识字", ""))
    assert match_phases(before, after) == [Match(0, 0), Match(2, 1), Match(3, 2), Match(1, 3, True)]


def test_what_came_or_went_before_it_moves_no_phase():
    before = phases(("复习", READ), ("导入", ""), ("识字", ""))
    after = phases(("识字", ""), ("小结", WRITE))
    assert found(before, after) == [
        (0, None, False),
        (1, None, False),
        (2, 0, False),
        (None, 1, False),
    ]


def test_a_renamed_phase_is_known_by_its_name_its_text_and_its_place():
    assert found(phases(("导入", "")), phases(("情境导入", ""))) == [(0, 0, False)]
    assert found(phases(("导入", READ)), phases(("起步", READ + "再齐读。"))) == [(0, 0, False)]
    rewritten = "教师范读课文，学生轻声跟读两遍，圈出不认识的字。"
    before = phases(("识字", ""), ("初读", READ), ("小结", ""))
    there = phases(("识字", ""), ("走进课文", rewritten), ("小结", ""))
    assert found(before, there) == [(0, 0, False), (1, 1, False), (2, 2, False)]
    elsewhere = phases(("走进课文", rewritten), ("识字", ""), ("小结", ""))
    assert (1, 0, True) not in found(before, elsewhere)
    assert (1, 0, True) in found(before, phases(("走进课文", READ), ("识字", ""), ("小结", "")))


def test_other_phases_in_the_same_place_are_not_the_same():
    assert found(phases(("朗读", READ)), phases(("写字", WRITE))) == [
        (0, None, False),
        (None, 0, False),
    ]


def test_phases_of_one_name_are_paired_by_their_text():
    before = phases(("练习", READ), ("练习", WRITE))
    assert found(before, phases(("练习", WRITE), ("练习", TALK))) == [(1, 0, True), (0, 1, False)]
    assert found(before, before) == [(0, 0, False), (1, 1, False)]


def test_english_is_compared_by_words():
    told = "Pupils read the text aloud in pairs and mark what they do not understand."
    before = phases(("Reading", told))
    assert found(before, phases(("First reading", told))) == [(0, 0, False)]
    other = "Pupils write the new words in their books and mark what is right."
    assert found(before, phases(("Words", other))) == [(0, None, False), (None, 0, False)]


def test_a_plan_without_phases():
    assert match_phases([], []) == []
    assert found([], phases(("导入", ""))) == [(None, 0, False)]
