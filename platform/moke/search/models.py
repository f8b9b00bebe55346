from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexedText(models.Model):
    """What an entry of the search index was made of, in runs of folded word characters.

    Candidates that hold all pairs of a word are looked up here for the word itself. Written
    by `moke.search.index`; goes with its entry.
    """

    entry = models.OneToOneField(
        "wagtailsearch.IndexEntry", models.CASCADE, primary_key=True, related_name="texts"
    )
    title = models.TextField()
    text = models.TextField()
    open_text = models.TextField()

    class Meta:
        verbose_name = _("indexed text")
        verbose_name_plural = _("indexed texts")

    def __str__(self):
        return self.title
