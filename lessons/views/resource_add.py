"""Several files go into the library: sent one by one by a script, or all at once by a form."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lessons.domain.arrival import MAX_BYTES
from lessons.domain.filetype import ACCEPTED
from lessons.domain.resource import add_resource
from lessons.forms.resource import ResourceAddForm
from lessons.models import Resource
from moke.accounts.request import SignedInRequest
from moke.media.bodies import takes_bodies


@dataclass(frozen=True)
class Outcome:
    """What became of one file: it is in the library, or what is wrong with it."""

    name: str
    resource: Resource | None = None
    problems: list[str] = field(default_factory=list)


@takes_bodies(up_to_bytes=MAX_BYTES)
def resource_add(request: SignedInRequest) -> HttpResponse:
    """Put files into the library, with what holds for all of them said once."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401) if _is_script(request) else _sign_in(request)
    if not request.user.has_perm("lessons.share_resource"):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, ResourceAddForm(person=request.user))
    form = ResourceAddForm(request.POST, request.FILES, person=request.user)
    outcomes = _add_each(request, form) if form.is_valid() else []
    if _is_script(request):
        return _tell_script(form, outcomes)
    if not outcomes or any(outcome.problems for outcome in outcomes):
        return _page(request, form, outcomes, status=422)
    for outcome in outcomes:
        messages.success(request, _("%(name)s is in the library.") % {"name": outcome.resource})
    return redirect("lessons:resources")


def _add_each(request: SignedInRequest, form: ResourceAddForm) -> list[Outcome]:
    """Add every file that can be added: one that is refused does not stop the others."""
    uploads = form.cleaned_data["uploads"]
    title = form.cleaned_data["title"] if len(uploads) == 1 else ""
    outcomes = []
    for upload in uploads:
        name = upload.name or ""
        try:
            added = add_resource(upload=upload, by=request.user, title=title, **form.particulars())
        except ValidationError as error:
            outcomes.append(Outcome(name, problems=error.messages))
        else:
            outcomes.append(Outcome(name, resource=added))
    return outcomes


def _tell_script(form: ResourceAddForm, outcomes: list[Outcome]) -> HttpResponse:
    added = [outcome.resource for outcome in outcomes if outcome.resource]
    if added:
        address = reverse("lessons:resource", args=[added[0].key])
        return JsonResponse({"title": added[0].title, "address": address}, status=201)
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    for name, errors in form.errors.items():
        label = str(form[name].label) if name in form.fields else ""
        problems += [_named(label, str(error)) for error in errors]
    return JsonResponse({"problems": problems}, status=422)


def _named(label: str, error: str) -> str:
    if not label:
        return error
    return _("%(field)s: %(problem)s") % {"field": label, "problem": error}


def _page(
    request: HttpRequest,
    form: ResourceAddForm,
    outcomes: list[Outcome] | None = None,
    status: int = 200,
) -> HttpResponse:
    endings = ACCEPTED.replace(".", "").replace(",", " ")
    context = {"form": form, "outcomes": outcomes, "most_bytes": MAX_BYTES, "endings": endings}
    return render(request, "lessons/resource_add.html", context, status=status)


def _is_script(request: HttpRequest) -> bool:
    return "X-Requested-With" in request.headers


def _sign_in(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path())
