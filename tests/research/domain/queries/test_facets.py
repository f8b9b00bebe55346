"""What the facets of an address let through: of notes at hand, and of those in the database."""

import pytest

from research.domain.comment import delete_comment
from research.domain.queries.facets import Facets
from research.domain.queries.phases import taught_phases
from research.domain.queries.room import room_comments, room_notes
from research.enums import CommentKind, VerdictChoice
from tests.factories.research import (
    CommentFactory,
    PhaseMarkFactory,
    TagFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def take():
    """With phases from 0:05 and 0:10 on."""
    take = WatchableTakeFactory()
    for position, start_ms in enumerate((5_000, 10_000)):
        PhaseMarkFactory(take=take, position=position, start_ms=start_ms)
    return take


@pytest.fixture
def said(take):
    """Comments by name, one of which is deleted."""
    tag = TagFactory()
    said = {
        "early": CommentFactory(take=take, start_ms=1_000, kind=CommentKind.NOTE),
        "asked": CommentFactory(take=take, start_ms=6_000, kind=CommentKind.QUESTION),
        "tagged": CommentFactory(take=take, start_ms=12_000, tags=[tag.pk]),
        "judged": CommentFactory(take=take, start_ms=13_000, tags=[tag.pk]),
        "gone": CommentFactory(take=take, start_ms=14_000),
    }
    VerdictFactory(comment=said["judged"], choice=VerdictChoice.PARTLY)
    delete_comment(comment=said["gone"])
    return said | {"tag": tag}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["early", "asked", "tagged", "judged", "gone"]),
        ({"kind": "question"}, ["asked"]),
        (
            {"kind": "nonsense", "tag": "x", "phase": "99"},
            ["early", "asked", "tagged", "judged", "gone"],
        ),
        ({"verdict": "waiting"}, ["asked", "tagged"]),
        ({"verdict": "partly"}, ["judged"]),
        ({"tag": "{tag}"}, ["tagged", "judged"]),
        ({"tag": "{tag}", "verdict": "waiting"}, ["tagged"]),
        ({"tag": "{tag}", "show": "waiting"}, ["tagged"]),
        ({"by": "{early}"}, ["early"]),
        ({"phase": "0"}, ["early"]),
        ({"phase": "1"}, ["asked"]),
        ({"phase": "2"}, ["tagged", "judged"]),
        ({"by": "0"}, []),
        ({"by": "9" * 30}, ["early", "asked", "tagged", "judged", "gone"]),
    ],
)
def test_facets_say_the_same_of_notes_and_of_the_database(take, said, asked, names):
    keys = {"tag": said["tag"].pk, "early": said["early"].author_id}
    asked = {name: value.format(**keys) for name, value in asked.items()}
    viewer = take.lesson.author
    facets = Facets.read(asked, taught_phases(take=take))
    wanted = [said[name].pk for name in names]
    notes = room_notes(take=take, viewer=viewer)
    assert [note["id"] for note in facets.pick(notes)] == wanted
    condition = facets.condition(take=take, viewer=viewer)
    found = room_comments(take=take, viewer=viewer).filter(condition).order_by("start_ms")
    assert list(found.values_list("pk", flat=True)) == wanted
