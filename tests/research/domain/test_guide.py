import re

import pytest

from research.domain.guide import read_guide


@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("en", "Run a polishing round", "Before: say what you want looked at"),
        ("zh-hans", "怎样组织一轮磨课", "课前：说清楚想请大家看什么"),
    ],
)
def test_guide_is_told_in_the_language_of_the_page(language, title, first):
    guide = read_guide(language=language)
    assert (guide.title, guide.parts[0]) == (title, ("part-1", first))
    assert guide.body.count("<h2 id=") == len(guide.parts) == 8
    assert re.findall(r"[\u4e00-\u9fff，。]\n[\u4e00-\u9fff“]", guide.body) == []
    assert ("polishing-round" in guide.body, "<ol>" in guide.body) == (False, True)
