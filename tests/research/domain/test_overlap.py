import pytest

from research.domain.overlap import Overtaken, check_unmoved, merge, plain, reconcile

WAS = {"level": 3, "words": "旧", "evidence": {1, 2}}


@pytest.mark.parametrize(
    ("stands", "sent", "kept", "newer"),
    [
        ({}, {"words": "我"}, {"words": "我"}, {}),
        ({"words": "他"}, {}, {"words": "他"}, {}),
        ({"words": "他"}, {"words": "我"}, {"words": "他"}, {"words": "他"}),
        ({"words": "同"}, {"words": "同"}, {"words": "同"}, {}),
        ({"words": "他"}, {"level": 5}, {"words": "他", "level": 5}, {}),
        ({"words": "他"}, {"words": ""}, {"words": "他"}, {"words": "他"}),
        ({"level": None}, {"level": 5}, {"level": None}, {"level": None}),
        ({"evidence": {1, 2, 3}}, {"evidence": {2, 4}}, {"evidence": {2, 3, 4}}, {}),
    ],
)
def test_a_field_that_one_side_changed_takes_the_change(stands, sent, kept, newer):
    found = merge(stands=WAS | stands, sent=WAS | sent, before=[WAS])
    assert (found.kept, found.newer) == (WAS | kept, newer)


def test_states_are_read_as_forms_send_them():
    before = [{"level": "3", "words": " 旧\r\n", "evidence": ["2", "1"]}]
    found = merge(stands=WAS | {"level": 4}, sent=WAS, before=before)
    assert (found.kept, found.newer) == (WAS | {"level": 4}, {})
    assert [plain(value) for value in (True, False, {7}, [])] == ["on", "", "7", ""]


def test_what_was_sent_and_never_answered_is_no_change_of_others():
    before = [WAS, WAS | {"words": "我一"}]
    kept = reconcile(stands=WAS | {"words": "我一"}, sent=WAS | {"words": "我二"}, before=before)
    assert kept["words"] == "我二"
    with pytest.raises(Overtaken) as refusal:
        reconcile(stands=WAS | {"words": "他"}, sent=WAS | {"words": "我一"}, before=before)
    assert refusal.value.newer == {"words": "他"}


def test_without_a_state_all_that_was_sent_holds():
    assert reconcile(stands=WAS, sent={"words": "我"}, before=[]) == {"words": "我"}
    check_unmoved(stands=WAS, before=[])


def test_a_whole_stands_unmoved_or_not():
    check_unmoved(stands=WAS, before=[{}, WAS])
    with pytest.raises(Overtaken) as refusal:
        check_unmoved(stands=WAS | {"level": 5}, before=[WAS])
    assert refusal.value.newer == WAS | {"level": 5}
