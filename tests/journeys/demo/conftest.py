"""The demo district in the running product: its schools, people and groups, and lessons of it.

    def test_reviewer_hands_in(take, open_as):
        page = open_as(somebody("周航"))
        page.goto(f"/takes/{take.pk}/room/")

The films are made and encoded once. What was said about them is loaded anew for each journey and
gone after it, so that each finds the sheets' own numbers, whatever another did. Ask for a lesson
before the browser: pages are closed before it goes.
"""

from contextlib import contextmanager

import pytest

from research.models import Tag
from seeds import reviews, sheets
from seeds.observation_forms import load_observation_forms
from seeds.people import load_people
from seeds.plans import find_lesson
from tests.factories.media import RecordingFactory
from tests.journeys.conftest import publish_as

TREE, CIRCLE = "01-tree-and-magpie", "03-area-of-a-circle"
SIZES_PX = (720, 360)  # the film's own, which is copied, and one for phones
film_take = reviews.film_take


@pytest.fixture
def district(same_database):
    """Schools, people, groups, forms and tags; what is there already stays."""
    load_people(sheets.district())
    load_observation_forms(sheets.observation_forms())
    Tag.objects.update(is_offered=False)
    for order, entry in enumerate(sheets.tags()):
        values = {"name_en": entry["en"], "is_offered": True, "sort_order": order}
        Tag.objects.update_or_create(name_zh=entry["zh"], defaults=values)


@pytest.fixture(scope="package")
def films():
    """The encoded recordings of the demo's films, by their slides."""
    return {}


@pytest.fixture
def tree(district, films, monkeypatch):
    """《树和喜鹊》 of 林晓燕, taught twice."""
    with _loaded(TREE, films, monkeypatch) as lesson:
        yield lesson


@pytest.fixture
def take(tree):
    """Its second take, whose round is open."""
    return tree.takes.get(number=2)


@pytest.fixture
def circle(district, films, monkeypatch):
    """《圆的面积》 of 王建国, with a blind LICC round that is dealt out and not handed in yet."""
    with _loaded(CIRCLE, films, monkeypatch, is_observed=False) as lesson:
        yield lesson


@contextmanager
def _loaded(name, films, monkeypatch, *, is_observed=True):
    def film_once(take, slides):
        if made := films.get(tuple(slides)):
            publish_as(made, take.recording)
            return
        film_take(take, slides)
        kept = RecordingFactory(owner=take.recording.owner)
        films[tuple(slides)] = publish_as(take.recording, kept)

    monkeypatch.setattr("moke.media.ladder.LADDER_PX", SIZES_PX)
    monkeypatch.setattr(reviews, "film_take", film_once)
    sheet = sheets.lesson(name) | {"way": []}
    for entry in () if is_observed else sheet["takes"]:
        del entry["round"]["observations"]
    reviews.film_lesson(sheet)
    lesson = find_lesson(sheet)
    yield lesson
    lesson.takes.all().delete()
    lesson.delete()
