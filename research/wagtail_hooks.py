"""What the review adds to the pages of lessons."""

from wagtail import hooks

from research.views.ledger import ledger_section

hooks.register("lesson_sections", ledger_section)
