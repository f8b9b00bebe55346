"""Guests from outside: whom those who lead a review ask, and the door through which they come."""

from http import HTTPStatus

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lessons.models import Take
from lessons.views.take import find_led_take
from moke.accounts.enums import Role
from moke.accounts.request import SignedInRequest
from research.domain.guest import (
    address_of,
    admit_guest,
    find_guest_link,
    make_guest_link,
    revoke_guest_link,
    usual_last_day,
    write_to_guest,
)
from research.forms.guest import GuestForm
from research.models import GuestLink, GuestVisit
from research.views.access import GUEST_BACKEND, signed_in

STAY_S = 12 * 3600
"""So long after coming in a guest's link is asked for again: each visit is noted."""


def guests_section(request: HttpRequest, take: Take) -> str:
    """Show who leads the review the guests of a take, when they came, and how to ask another."""
    visits = Prefetch("visits", GuestVisit.objects.order_by("-at"))
    links = take.guest_links.select_related("guest", "made_by").prefetch_related(visits)
    found = getattr(take, "round", None)
    context = {
        "take": take,
        "links": links.annotate(came=Count("visits"), last_came_at=Max("visits__at")),
        "is_closed": bool(found and found.closed_at),
        "guest_form": GuestForm(last_day=usual_last_day(take=take)),
    }
    return render_to_string("research/guests.html", context, request)


@signed_in
@require_POST
@never_cache
def guest_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a link for a guest and show it, this once, in full."""
    take = find_led_take(request.user, pk)
    form = GuestForm(request.POST, last_day=usual_last_day(take=take))
    if form.is_valid():
        try:
            link, secret = make_guest_link(take=take, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            is_mailed = bool(link.email) and write_to_guest(link=link, secret=secret)
            context = {
                "take": take,
                "link": link,
                "address": address_of(secret=secret),
                "is_mailed": is_mailed,
            }
            return render(request, "research/guest_new.html", context)
    context = {"take": take, "guest_form": form}
    return render(request, "research/guest_new.html", context, status=422)


@signed_in
@require_POST
def guest_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a link back."""
    links = GuestLink.objects.select_related("guest", "take__lesson")
    link = get_object_or_404(links, pk=pk)
    if not request.user.has_perm("research.revoke_guest", link):
        raise Http404
    revoke_guest_link(link=link)
    message = _("The link of %(name)s opens nothing any more.") % {"name": link.guest}
    messages.success(request, message)
    is_author = link.take.lesson.author_id == request.user.pk
    if is_author or request.user.has_perm("lessons.invite_reviewer", link.take):
        return redirect("lessons:take", link.take_id)
    return redirect("research:school_guests")


@signed_in
@require_safe
def school_guests(request: SignedInRequest) -> HttpResponse:
    """Show who runs a school the guests whose links open its lessons."""
    if not request.user.has_perm("research.see_guests_of_school"):
        raise PermissionDenied
    schools = request.user.schools_as(Role.SCHOOL_ADMIN)
    links = GuestLink.objects.live().filter(take__lesson__school__in=schools)
    links = links.select_related("guest", "made_by", "take__lesson__author")
    context = {"links": links.annotate(last_came_at=Max("visits__at"))}
    return render(request, "research/school_guests.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_door(request: HttpRequest, secret: str) -> HttpResponse:
    """Say what a guest is asked to; let them in when they ask to, and note the visit.

    What only looks at a link, such as the previews of messengers, does not enter.
    """
    link = find_guest_link(secret=secret)
    if link is None:
        return _no_such_link(request)
    if not link.is_live:
        return _shut(request, link.why_shut, HTTPStatus.GONE)
    if request.method == "POST":
        login(request, admit_guest(link=link), backend=GUEST_BACKEND)
        request.session.set_expiry(STAY_S)
        return redirect("research:room", link.take_id)
    found = getattr(link.take, "round", None)
    context = {
        "link": link,
        "take": link.take,
        "lesson": link.take.lesson,
        "is_closed": bool(found and found.closed_at),
    }
    return _private(render(request, "research/guest_door.html", context))


def _no_such_link(request: HttpRequest) -> HttpResponse:
    if ratelimit.consume(request, app="allauth.account", action="guest_link", limit_get=True):
        return _shut(request, "unknown", HTTPStatus.NOT_FOUND)
    return _shut(request, "too-often", HTTPStatus.TOO_MANY_REQUESTS)


def _shut(request: HttpRequest, why: str, status: HTTPStatus) -> HttpResponse:
    return _private(render(request, "research/guest_shut.html", {"why": why}, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret, which no search engine is to learn."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
