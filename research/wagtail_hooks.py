"""What the review adds to the pages of lessons."""

from wagtail import hooks

from research.views.ledger import ledger_section
from research.views.topic import topics_section

hooks.register("lesson_sections", ledger_section)
hooks.register("lesson_sections", topics_section)
