"""An index page and its articles, built and queried the way Wagtail teaches."""

from django.conf import settings
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page


class PlainAuthor(models.Model):
    name = models.CharField(max_length=60)

    def __str__(self):
        return self.name


class PlainByline(Orderable):
    article = ParentalKey("plain.PlainArticle", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(PlainAuthor, models.CASCADE, related_name="+")


class PlainTag(TaggedItemBase):
    content_object = ParentalKey(
        "plain.PlainArticle", on_delete=models.CASCADE, related_name="tagged_items"
    )


class PlainArticle(Page):
    introduction = models.TextField(blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_on = models.DateField()
    body = StreamField([("heading", CharBlock()), ("paragraph", RichTextBlock())])
    tags = ClusterTaggableManager(through=PlainTag, blank=True)

    def authors(self):
        return [byline.author for byline in self.bylines.all()]

    def parts(self):
        return self.get_children().live().specific()


class PlainIndex(Page):
    introduction = models.TextField(blank=True)

    def get_context(self, request, *args, **kwargs):
        articles = self.get_children().live().specific()[: int(request.GET.get("cards", 24))]
        return super().get_context(request, *args, **kwargs) | {"articles": articles}
