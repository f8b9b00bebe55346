"""The words that schools' spreadsheets use, whatever language the site speaks."""

from django.utils.functional import Promise

from lessons.enums import LessonKind, Visibility
from moke.curriculum.enums import Grade, Subject

COLUMNS = {
    "title": ("课题",),
    "subject": ("学科",),
    "grade": ("年级",),
    "school": ("学校代码", "学校"),
    "author": ("授课教师", "教师"),
    "taught_on": ("授课日期", "日期"),
    "class": ("班级",),
    "file": ("文件",),
    "kind": ("课例类型", "类型"),
    "visibility": ("可见范围",),
    "change_note": ("改动说明", "改动"),
}
NEEDED_COLUMNS = ("title", "subject", "grade", "school", "author", "taught_on", "class", "file")

SUBJECTS = {
    Subject.MORALITY: ("道德与法治", "道法", "品德"),
    Subject.CHINESE: ("语文",),
    Subject.MATHEMATICS: ("数学",),
    Subject.ENGLISH: ("英语",),
    Subject.HISTORY: ("历史",),
    Subject.GEOGRAPHY: ("地理",),
    Subject.SCIENCE: ("科学",),
    Subject.PHYSICS: ("物理",),
    Subject.CHEMISTRY: ("化学",),
    Subject.BIOLOGY: ("生物学", "生物"),
    Subject.INFORMATICS: ("信息科技", "信息技术"),
    Subject.SPORT: ("体育与健康", "体育"),
    Subject.MUSIC: ("音乐",),
    Subject.FINE_ARTS: ("美术",),
    Subject.ARTS: ("艺术",),
    Subject.LABOUR: ("劳动",),
    Subject.PRACTICE: ("综合实践活动", "综合实践"),
    Subject.LOCAL: ("地方课程",),
    Subject.SCHOOL_BASED: ("校本课程",),
    Subject.POLITICS: ("思想政治", "政治"),
    Subject.GENERAL_TECHNOLOGY: ("通用技术",),
}
GRADES = {
    **{grade: (f"{word}年级",) for grade, word in zip(Grade, "一二三四五六七八九", strict=False)},
    Grade.G7: ("七年级", "初一"),
    Grade.G8: ("八年级", "初二"),
    Grade.G9: ("九年级", "初三"),
    Grade.G10: ("高一",),
    Grade.G11: ("高二",),
    Grade.G12: ("高三",),
}
KINDS = {
    LessonKind.ROUTINE: ("常态课",),
    LessonKind.OPEN: ("公开课",),
    LessonKind.AWARD: ("优质课",),
    LessonKind.SHOWCASE: ("展示课",),
    LessonKind.MICRO: ("微课",),
}
VISIBILITIES = {
    Visibility.DRAFT: ("草稿",),
    Visibility.SCHOOL: ("本校", "学校"),
    Visibility.DISTRICT: ("全区", "区"),
    Visibility.PUBLIC: ("公开",),
}


def find_word[Code](words: dict[Code, tuple[str, ...]], said: str) -> Code | None:
    """The code that was said: as itself, in Chinese, or as the site's own label for it."""
    said = said.strip().casefold()
    for code, names in words.items():
        label: str | Promise = getattr(code, "label", "")
        if said in {str(code).casefold(), *names, str(label).casefold()}:
            return code
    return None
