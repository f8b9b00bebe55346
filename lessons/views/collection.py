from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.domain.queries.collection import (
    find_collection,
    find_collections,
    teasers,
    view_collection,
    with_teasers,
)
from lessons.forms.collection import CollectionForm

COLLECTIONS_PER_PAGE = 24


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """List the collections that hold something for the person."""
    form = CollectionForm(request.GET)
    words = form.wished()
    found = with_teasers(find_collections(person=request.user, words=words), request.user)
    page = Paginator(found, COLLECTIONS_PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = teasers(list(page))
    context = {"form": form, "words": words, "page": page}
    return render(request, "lessons/collections.html", context)


@require_safe
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a collection, as much of it as the person may see; strangers may sign in first."""
    found = find_collection(person=request.user, pk=pk)
    if found is None:
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    view = view_collection(collection=found, person=request.user)
    return render(request, "lessons/collection.html", {"view": view, "collection": found})
