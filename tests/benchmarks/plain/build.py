"""The plain blog, filled with as much as the pages that it is compared with."""

import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from lessons.domain.library import ensure_home
from tests.benchmarks.plain.models import PlainArticle, PlainAuthor, PlainByline, PlainIndex

ARTICLES = 48
AUTHORS = 20
MENU = 5
PUBLISHED_ON = datetime.date(2026, 9, 14)
BLOCKS = 5
PARTS = 14
"""Cards on an article's page: as many as a lesson's page lists takes, open comments and topics."""

PICTURE_PX = (1200, 675)


def build_plain_blog() -> tuple[str, str]:
    """Make the blog; return the addresses of its index and of one article."""
    home = ensure_home()
    authors = [PlainAuthor.objects.create(name=f"作者{n}") for n in range(AUTHORS)]
    index = _add(home, PlainIndex(title="课例", slug="plain", show_in_menus=True))
    for n in range(1, MENU):
        _add(home, PlainIndex(title=f"栏目{n}", slug=f"plain-{n}", show_in_menus=True))
    picture = _picture()
    articles = [_add(index, _article(n, authors[n % AUTHORS], picture)) for n in range(ARTICLES)]
    for n in range(ARTICLES, ARTICLES + PARTS):
        _add(articles[0], _article(n, authors[n % AUTHORS], picture))
    return index.url, articles[0].url


def _picture() -> AbstractImage:
    drawn = BytesIO()
    Image.new("RGB", PICTURE_PX, "teal").save(drawn, "JPEG")
    file = ContentFile(drawn.getvalue(), name="picture.jpg")
    width, height = PICTURE_PX
    return get_image_model().objects.create(title="课堂", file=file, width=width, height=height)


def _add(parent: Page, page: Page) -> Page:
    parent.refresh_from_db()
    return parent.add_child(instance=page)


def _article(n: int, author: PlainAuthor, picture: AbstractImage) -> PlainArticle:
    article = PlainArticle(
        title=f"树和喜鹊 {n}",
        slug=f"article-{n}",
        introduction="能联系上下文说出词语的意思。" * 3,
        picture=picture,
        published_on=PUBLISHED_ON,
        body=[
            block
            for part in range(BLOCKS)
            for block in (
                ("heading", f"环节{part}"),
                ("paragraph", f"<p>{'课文语言反复而有变化。' * 6}</p>"),
            )
        ],
    )
    article.bylines = [PlainByline(author=author)]
    article.tags.add("语文", "一年级")
    return article
