"""Subject and grade: fields of a lesson until the curriculum tree takes their place."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subject(TextChoices):
    """The subjects (学科) of the compulsory and senior stages."""

    MORALITY = "morality", _("Morality and rule of law")
    CHINESE = "chinese", pgettext_lazy("subject", "Chinese")
    MATHEMATICS = "mathematics", _("Mathematics")
    ENGLISH = "english", pgettext_lazy("subject", "English")
    HISTORY = "history", _("History")
    GEOGRAPHY = "geography", _("Geography")
    SCIENCE = "science", _("Science")
    PHYSICS = "physics", _("Physics")
    CHEMISTRY = "chemistry", _("Chemistry")
    BIOLOGY = "biology", _("Biology")
    INFORMATICS = "informatics", _("Information science and technology")
    SPORT = "sport", _("Physical education and health")
    MUSIC = "music", _("Music")
    FINE_ARTS = "fine-arts", _("Fine arts")
    ARTS = "arts", _("Arts")
    LABOUR = "labour", _("Labour")
    PRACTICE = "practice", _("Comprehensive practice")
    LOCAL = "local", _("Local course")
    SCHOOL_BASED = "school-based", _("School-based course")
    POLITICS = "politics", _("Ideology and politics")
    GENERAL_TECHNOLOGY = "general-technology", _("General technology")


class Grade(IntegerChoices):
    """The twelve grades (年级), counted from the first year of primary school."""

    G1 = 1, _("Grade 1")
    G2 = 2, _("Grade 2")
    G3 = 3, _("Grade 3")
    G4 = 4, _("Grade 4")
    G5 = 5, _("Grade 5")
    G6 = 6, _("Grade 6")
    G7 = 7, _("Grade 7")
    G8 = 8, _("Grade 8")
    G9 = 9, _("Grade 9")
    G10 = 10, _("Senior grade 1")
    G11 = 11, _("Senior grade 2")
    G12 = 12, _("Senior grade 3")


class Term(TextChoices):
    """Which volume (册) of a grade."""

    FIRST = "first", _("first term")
    SECOND = "second", _("second term")
    WHOLE = "whole", _("whole year")
