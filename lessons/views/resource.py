from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lessons.domain.filetype import PDF, PICTURES, SOUNDS
from lessons.domain.queries.resource import find_resource
from lessons.domain.queries.resource import resources as resources_in_library
from lessons.domain.resource import change_resource, remove_resource
from lessons.forms.resource import ResourceForm, ResourceWishesForm
from lessons.models import CollectionPage, Resource
from lessons.views.door import give_file
from moke.accounts.anybody import Anybody
from moke.accounts.request import SignedInRequest

FILES_PER_PAGE = 24


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    """Browse the files of the library that the person may read."""
    form = ResourceWishesForm(request.GET)
    wishes = form.wishes()
    found = resources_in_library(person=request.user, wishes=wishes)
    context = {
        "form": form,
        "wishes": wishes,
        "filters": len(wishes.keys() - {"words"}),
        "page": Paginator(found, FILES_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "lessons/resources.html", context)


@require_safe
def resource(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what is said of a file, and the file itself where a browser can."""
    found = find_resource(person=request.user, key=key)
    if found is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    context = {
        "resource": found,
        "preview": preview_of(found),
        "may_edit": request.user.has_perm("lessons.edit_resource", found),
        "may_remove": request.user.has_perm("lessons.remove_resource", found),
        "collections": CollectionPage.objects.live().filter(placements__resource=found).distinct(),
    }
    return render(request, "lessons/resource.html", context)


def preview_of(resource: Resource) -> str:
    """How the page shows the file: as a pdf, picture or sound; empty where it cannot."""
    if resource.content_type == PDF:
        return "pdf"
    if resource.content_type in PICTURES:
        return "picture"
    return "sound" if resource.content_type in SOUNDS else ""


@require_safe
async def resource_file(request: HttpRequest, key: UUID, name: str) -> HttpResponseBase:
    """Give a file of the library to whoever may read it. The key finds it, not the name."""
    return await give_file(request, key, _find)


def _find(user: Anybody, key: UUID) -> Resource | None:
    return find_resource(person=user, key=key)


@login_required
def resource_edit(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Change what is said of one's own file."""
    found = _find_or_404(request, key)
    if not request.user.has_perm("lessons.edit_resource", found):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = ResourceForm(data, resource=found, person=request.user)
    if form.is_valid():
        change_resource(resource=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The details are saved."))
        return redirect("lessons:resource", key)
    status = 422 if form.is_bound else 200
    context = {"form": form, "resource": found}
    return render(request, "lessons/resource_edit.html", context, status=status)


@login_required
@require_POST
def resource_delete(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take a file out of the library."""
    found = _find_or_404(request, key)
    remove_resource(resource=found, by=request.user)
    messages.success(request, _("%(name)s was removed.") % {"name": found.title})
    return redirect("lessons:resources")


def _find_or_404(request: SignedInRequest, key: UUID) -> Resource:
    found = find_resource(person=request.user, key=key)
    if found is None:
        raise Http404
    return found
