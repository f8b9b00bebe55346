from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from lessons.domain.queries.homework import sheets_for, to_do
from moke.accounts.enums import Role
from moke.accounts.models import User
from research.domain.queries.today import Line, Urgency, waiting_for, work_of
from research.domain.queries.today_lessons import my_lessons, new_lessons
from research.domain.queries.today_student import continue_watching, released_by_subject
from research.domain.queries.today_way import WayLine, on_the_way
from research.domain.queries.topic import talked_about
from research.views.visitor import visitor

# Each with the hour at which it ends; for teachers, and for everybody else.
GREETINGS = {
    True: (
        (4, pgettext_lazy("to a teacher", "Good evening, %(name)s")),
        (11, pgettext_lazy("to a teacher", "Good morning, %(name)s")),
        (13, pgettext_lazy("to a teacher", "Good day, %(name)s")),
        (18, pgettext_lazy("to a teacher", "Good afternoon, %(name)s")),
        (24, pgettext_lazy("to a teacher", "Good evening, %(name)s")),
    ),
    False: (
        (4, pgettext_lazy("to anybody", "Good evening, %(name)s")),
        (11, pgettext_lazy("to anybody", "Good morning, %(name)s")),
        (13, pgettext_lazy("to anybody", "Good day, %(name)s")),
        (18, pgettext_lazy("to anybody", "Good afternoon, %(name)s")),
        (24, pgettext_lazy("to anybody", "Good evening, %(name)s")),
    ),
}


@never_cache
def today(request: HttpRequest) -> HttpResponse:
    """The front door: a quiet page for visitors, for everybody else what waits for them."""
    person = request.user
    if not person.is_authenticated:
        return visitor(request)
    if person.is_guest:
        return redirect("research:room", person.guest_take_id)
    if person.is_student:
        return student_today(request, person)
    work = work_of(person)
    lines: list[Line | WayLine] = [*waiting_for(person, work), *on_the_way(person)]
    lines.sort(key=lambda line: (line.urgency, line.since))
    context = {
        "greeting": greeting(person),
        "now": timezone.localtime(),
        "lines": lines,
        "to_do": sum(line.urgency != Urgency.AT_WORK for line in lines),
        "at_work": any(line.urgency == Urgency.AT_WORK for line in lines),
        "mine": my_lessons(person, work),
        "new": new_lessons(person),
        "talked_about": talked_about(person) if person.has_perm("research.read_topics") else (),
        "care": care(person),
        "may_prepare": person.has_perm("lessons.prepare_lesson"),
    }
    return render(request, "research/today.html", context)


def student_today(request: HttpRequest, student: User) -> HttpResponse:
    """A student's home: go on watching, what is new in each subject, what is to be done."""
    context = {
        "greeting": greeting(student),
        "now": timezone.localtime(),
        "positions": continue_watching(student),
        "subjects": released_by_subject(student),
        "to_do": to_do(student),
        "sheets": sheets_for(student),
    }
    return render(request, "research/today_student.html", context)


def care(person: User) -> str:
    """What the new lessons on the page are new in: district, school, subjects or library."""
    if person.is_curator:
        return "district"
    if person.schools_as(Role.SCHOOL_ADMIN):
        return "school"
    return "subjects" if person.subjects else "library"


def greeting(person: User) -> str:
    """Greet by the time of day; teachers as teachers, which Chinese says."""
    hour = timezone.localtime().hour
    words = next(words for end_h, words in GREETINGS[person.is_teacher] if hour < end_h)
    return words % {"name": person.get_short_name()}
