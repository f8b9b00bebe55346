import uuid

import pytest
from django.urls import reverse

from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.accounts.enums import Role
from research.domain.round import set_round
from research.models import Observation, ObservationForm
from tests.factories.accounts import MembershipFactory
from tests.factories.research import CommentFactory, ObservationFactory, ObservationFormFactory
from tests.research.windows import base_in, shown_in

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


def at(take, name="observation"):
    return reverse(f"research:{name}", args=[take.pk])


def test_an_observer_chooses_a_form_and_hands_it_in(take, reviewer, reviewing):
    form = ObservationFormFactory(language="en", name="Everyday")
    ObservationFormFactory(is_offered=False, name="Retired", language="en")
    page = reviewer.get(at(take)).content.decode()
    assert ("Everyday" in page, "Retired" in page) == (True, False)
    assert reviewer.post(at(take), {}).status_code == 422
    assert reviewer.post(at(take), {"form": form.pk}).status_code == 302
    comment = CommentFactory(take=take, author=reviewing)
    sent = {"level_0": 4, "level_1": 2, "evidence_0": comment.pk, "answer_0": "朗读"}
    kept = reviewer.post(at(take), sent | {"words_0": "有话想说"}, headers=SCRIPT)
    assert "Kept at" in kept.content.decode()
    assert reviewer.post(at(take), {"level_0": 4, "hand-in": 1}).status_code == 422
    answer = reviewer.post(at(take), sent | {"hand-in": 1})
    assert answer["Location"] == at(take, "observations")
    page = reviewer.get(answer["Location"]).content.decode()
    for piece in ("64.0", "朗读", comment.body[:10], "Take my form back"):
        assert piece in page
    assert reviewer.get(at(take))["Location"] == at(take, "observations")


def test_the_form_of_the_round_is_begun_at_once(take, reviewer):
    form = ObservationFormFactory()
    set_round(take=take, by=take.lesson.author, form=form, questions=1)
    assert reviewer.get(at(take))["Location"] == at(take)
    page = reviewer.get(at(take)).content.decode()
    assert "questions, at least 1" in page
    assert "Use another form" not in page


def test_nonsense_loses_nothing_that_was_kept(take, reviewer, reviewing):
    observation = ObservationFactory(take=take, observer=reviewing)
    reviewer.post(at(take), {"level_0": 3, "words_0": "好"}, headers=SCRIPT)
    said = reviewer.post(at(take), {"level_0": 4, "words_0": "字" * 2000}, headers=SCRIPT)
    assert "2000 characters" in said.content.decode()
    score = observation.scores.first()
    assert (score.level, score.words) == (3, "好")
    own = CommentFactory(take=take, author=reviewing)
    sent = {"level_0": 9, "words_0": "很好", "evidence_0": ["x", "9" * 30, own.pk]}
    assert "Kept at" in reviewer.post(at(take), sent, headers=SCRIPT).content.decode()
    score = observation.scores.first()
    assert (score.level, score.words, list(score.evidence.all())) == (3, "很好", [own])


def test_words_of_full_length_are_kept_whatever_their_line_ends(take, reviewer, reviewing):
    observation = ObservationFactory(take=take, observer=reviewing)
    words = "\r\n".join(["字" * 499, "字" * 500])
    reviewer.post(at(take), {"answer_0": words}, headers=SCRIPT)
    observation.refresh_from_db()
    assert observation.answers == ["字" * 499 + "\n" + "字" * 500]


def test_a_moment_is_marked_as_evidence_on_the_spot(take, reviewer, reviewing):
    observation = ObservationFactory(take=take, observer=reviewing)
    token = uuid.uuid4()
    sent = {"place": 1, "at": "0:02", "kind": "question", "body": "谁在举手？", "token": token}
    for _click in range(2):
        answer = reviewer.post(at(take, "observation_mark"), sent, headers=SCRIPT)
    (comment,) = take.comments.all()
    assert (comment.author, comment.start_ms, comment.kind) == (reviewing, 2000, "question")
    assert [list(score.evidence.all()) for score in observation.scores.order_by("position")] == [
        [],
        [comment],
    ]
    said = answer.content.decode()
    ticked = [
        f'name="evidence_{place}" value="{comment.pk}"{tick}'
        for place, tick in ((0, ">"), (1, " checked>"))
    ]
    assert [piece in said for piece in ticked] == [True, True]
    assert f'value="{token}"' not in said


def test_a_span_is_marked_as_evidence_too(take, reviewer, reviewing):
    ObservationFactory(take=take, observer=reviewing)
    span = {"place": 0, "at": "0:02", "until": "0:09.5", "kind": "highlight", "body": "轮流说。"}
    sent = span | {"token": uuid.uuid4()}
    answer = reviewer.post(at(take, "observation_mark"), sent, headers=SCRIPT)
    (comment,) = take.comments.all()
    assert (comment.start_ms, comment.end_ms) == (2000, 9500)
    assert "0:02–0:09" in answer.text


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"at": "99:59"}, "lies outside the recording"),
        ({"at": ""}, "Say at which moment."),
        ({"until": "0:01"}, "A span ends after it starts."),
        ({"at": "soon"}, "Write the moment as minutes and seconds"),
        ({"body": " "}, "Write something"),
        ({"place": 7}, "put aside meanwhile"),
        ({"place": "x" * 40, "kind": "?"}, "Select a valid choice"),
    ],
)
def test_a_mark_that_says_too_little_is_refused_with_its_words(
    take, reviewer, reviewing, wrong, why
):
    ObservationFactory(take=take, observer=reviewing)
    sent = {"place": 0, "at": "0:02", "kind": "highlight", "body": "好。", "token": uuid.uuid4()}
    answer = reviewer.post(at(take, "observation_mark"), sent | wrong, headers=SCRIPT)
    assert (answer.status_code, take.comments.count()) == (422, 0)
    assert why in answer.text
    assert (sent | wrong)["body"] in answer.text


def test_a_mark_waits_for_a_form_that_is_open(take, reviewer, reviewing):
    sent = {"place": 0, "at": "0:02", "kind": "highlight", "body": "好。", "token": uuid.uuid4()}
    assert "put aside meanwhile" in reviewer.post(at(take, "observation_mark"), sent).text
    ObservationFactory(take=take, observer=reviewing)
    Observation.objects.update(handed_in_at="2026-01-01T00:00Z")
    assert "This form was handed in" in reviewer.post(at(take, "observation_mark"), sent).text
    assert take.comments.count() == 0


def test_what_comes_after_the_handing_in_is_told_so(take, reviewer, reviewing):
    observation = ObservationFactory(take=take, observer=reviewing)
    Observation.objects.filter(pk=observation.pk).update(handed_in_at="2026-01-01T00:00Z")
    assert reviewer.post(at(take), {"level_0": 3})["Location"] == at(take, "observations")
    late = reviewer.post(at(take), {"level_0": 3}, headers=SCRIPT).content.decode()
    assert "This form was handed in" in late
    reviewer.post(at(take, "observation_restart"))
    assert Observation.objects.filter(pk=observation.pk).exists()
    reviewer.post(at(take, "observation_take_back"))
    assert reviewer.get(at(take)).status_code == 200
    reviewer.post(at(take, "observation_restart"))
    assert Observation.objects.count() == 0
    late = reviewer.post(at(take), {"level_0": 3}, headers=SCRIPT).content.decode()
    assert "put aside meanwhile" in late


def test_observers_see_others_only_after_their_own(take, reviewer, sign_in):
    other = ObservationFactory(take=take)
    Observation.objects.update(handed_in_at="2026-01-01T00:00Z")
    other.scores.update(level=5)
    assert "First your own eyes" in reviewer.get(at(take, "observations")).content.decode()
    page = sign_in(take.lesson.author).get(at(take, "observations")).content.decode()
    assert "100.0" in page
    assert str(other.observer) in page


def test_who_is_not_asked_to_observe_reads_at_once(take, sign_in):
    LessonPage.objects.filter(pk=take.lesson_id).update(visibility=Visibility.DISTRICT)
    curator = MembershipFactory(role=Role.CURATOR, school=None).person
    page = sign_in(curator).get(at(take, "observations")).content.decode()
    assert "No form is handed in yet" in page


def test_a_form_waits_while_its_recording_is_away(take, reviewer, reviewing):
    ObservationFactory(take=take, observer=reviewing)
    take.recording.published_attempt = ""
    take.recording.save()
    assert "not ready yet" in reviewer.get(at(take)).content.decode()
    assert Observation.objects.count() == 1


def test_an_empty_report_says_what_will_come(take, sign_in):
    page = sign_in(take.lesson.author).get(at(take, "observations")).content.decode()
    assert "No form is handed in yet" in page


def test_without_forms_or_recording_the_page_says_so(take, reviewer):
    assert "There is no form yet" in reviewer.get(at(take)).content.decode()
    take.recording.published_attempt = ""
    take.recording.save()
    ObservationFormFactory(language="en")
    assert "not ready yet" in reviewer.get(at(take)).content.decode()
    form = ObservationForm.objects.get()
    assert reviewer.post(at(take), {"form": form.pk}).status_code == 200
    assert Observation.objects.count() == 0


def test_two_windows_on_one_form_lose_nothing(take, reviewer, reviewing):
    observation = ObservationFactory(take=take, observer=reviewing)
    old = base_in(reviewer.get(at(take)))
    desk = {"before": old, "level_0": "5", "words_0": "桌上写的", "answer_0": ""}
    assert reviewer.post(at(take), desk, headers=SCRIPT).status_code == 200
    phone = {"before": old, "level_0": "", "words_0": "手机上写的", "words_1": "另一格"}
    clash = reviewer.post(at(take), phone, headers=SCRIPT)
    assert clash.status_code == 422
    for words in ("桌上写的", "手机上写的", "Put mine in its place"):
        assert words in clash.text
    scores = [(score.level, score.words) for score in observation.scores.order_by("position")]
    assert scores == [(5, "桌上写的"), (None, "另一格")]
    still = phone | {"before": base_in(clash), "level_0": "5", "words_1": "另一格，再写"}
    assert reviewer.post(at(take), still, headers=SCRIPT).status_code == 422
    chosen = still | {"over": shown_in(clash)}
    assert reviewer.post(at(take), chosen)["Location"] == at(take)
    scores = [(score.level, score.words) for score in observation.scores.order_by("position")]
    assert scores == [(5, "手机上写的"), (None, "另一格，再写")]


def test_the_same_sent_twice_is_kept(take, reviewer, reviewing):
    ObservationFactory(take=take, observer=reviewing)
    sent = {"before": base_in(reviewer.get(at(take))), "level_0": "4", "words_0": "好"}
    answers = [reviewer.post(at(take), sent, headers=SCRIPT).status_code for _ in range(2)]
    assert answers == [200, 200]
    nonsense = reviewer.post(at(take), sent | {"before": '[1, {"x"'}, headers=SCRIPT)
    assert nonsense.status_code == 200


def test_who_hands_in_an_older_window_is_shown_both_first(take, reviewer, reviewing):
    observation = ObservationFactory(take=take, observer=reviewing)
    old = base_in(reviewer.get(at(take)))
    reviewer.post(at(take), {"before": old, "words_0": "新"}, headers=SCRIPT)
    page = reviewer.post(at(take), {"before": old, "words_0": "旧窗口", "hand-in": 1})
    assert page.status_code == 422
    assert "As it stands now" in page.text
    assert "旧窗口</textarea>" in page.text
    observation.refresh_from_db()
    assert observation.handed_in_at is None
