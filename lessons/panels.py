"""The editors of plans and of collections, in the order in which people think."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

BASICS = MultiFieldPanel(
    [
        FieldPanel(
            "title",
            heading=_("Title"),
            classname="title",
            help_text=_("As your colleagues will find it: the topic's name."),
        ),
        FieldRowPanel([FieldPanel("subject"), FieldPanel("grade"), FieldPanel("term")]),
        FieldRowPanel(
            [
                FieldPanel("edition", help_text=_("The textbook in use, for example 统编版.")),
                FieldPanel("kind"),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("type"),
                FieldPanel("periods", help_text=_("How many periods the plan takes.")),
            ]
        ),
    ],
    heading=_("Basics"),
    icon="doc-full",
)

ANALYSIS = MultiFieldPanel(
    [
        FieldPanel(
            "standards", help_text=_("What the curriculum standards ask for at this place.")
        ),
        FieldPanel(
            "textbook_analysis",
            help_text=_("Where the text stands in its unit and what it is good for."),
        ),
        FieldPanel(
            "learner_analysis",
            help_text=_("What this class can already do and where it will stumble."),
        ),
    ],
    heading=_("Analysis"),
    icon="search",
)

OBJECTIVES = MultiFieldPanel(
    [
        FieldPanel(
            "objectives",
            help_text=_("One to a line. What students can do after the lesson that you can see."),
        ),
        FieldRowPanel([FieldPanel("key_points"), FieldPanel("difficult_points")]),
        FieldRowPanel([FieldPanel("methods"), FieldPanel("preparation")]),
    ],
    heading=_("Objectives"),
    icon="tick-inverse",
)

PHASES = MultiFieldPanel(
    [
        FieldPanel(
            "phases",
            help_text=_(
                "The usual phases are there to start from. Rename, move or remove them; the "
                "minutes are drawn to scale on the lesson page."
            ),
        )
    ],
    heading=_("Phases"),
    icon="time",
)

HOMEWORK_ITEM = [
    FieldPanel("task"),
    FieldPanel("objective", help_text=_("Which of the objectives above it serves.")),
    FieldRowPanel([FieldPanel("type"), FieldPanel("level"), FieldPanel("difficulty")]),
    FieldRowPanel([FieldPanel("source"), FieldPanel("minutes"), FieldPanel("required")]),
    FieldPanel(
        "answer", help_text=_("The answer or how you judge the work. Students never see it.")
    ),
    FieldPanel("why", help_text=_("Why you set it. Students never see it.")),
]

HOMEWORK = InlinePanel("homework", heading=_("Homework"), label=_("Homework item"), icon="edit")

BOARD_AND_REFLECTION = MultiFieldPanel(
    [
        FieldPanel("board_plan", help_text=_("Line breaks and spaces are kept as you type them.")),
        FieldPanel(
            "reflection",
            help_text=_("After the lesson: what went differently, and what you will change."),
        ),
    ],
    heading=_("Board and reflection"),
    icon="form",
)

PLAN = [BASICS, ANALYSIS, OBJECTIVES, PHASES, HOMEWORK, BOARD_AND_REFLECTION]
PLAN_EDITOR = TabbedInterface([ObjectList(PLAN, heading=_("Plan"))])

COLLECTION = [
    FieldPanel(
        "title",
        heading=_("Title"),
        classname="title",
        widget=forms.TextInput(attrs={"placeholder": _("Title of the collection")}),
        help_text=_("What it is about, as colleagues would look for it."),
    ),
    FieldPanel(
        "audience",
        help_text=_(
            "Nobody sees the collection before you publish it. Everybody sees of it only the "
            "lessons and files that they may see anyway."
        ),
    ),
    FieldPanel(
        "introduction",
        help_text=_("Why these lessons belong together."),
    ),
    FieldPanel("sections", help_text=_("Add a section, then choose lessons and files for it.")),
    PublishingPanel(),
]
COLLECTION_EDITOR = TabbedInterface([ObjectList(COLLECTION, heading=_("Collection"))])
