"""A person's teaching-research groups, and what their lead may lead."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moke.accounts.request import SignedInRequest
from research.domain.queries.group import groups_with_people, takes_to_lead
from research.views.access import signed_in


@signed_in
@require_safe
def groups(request: SignedInRequest) -> HttpResponse:
    """Show the groups, and to a lead the lessons of members whose rounds they may lead."""
    if not request.user.is_teacher:
        raise PermissionDenied
    found = list(groups_with_people(request.user))
    leads = any(group.lead_id == request.user.pk for group in found)
    context = {
        "groups": found,
        "leads": leads,
        "takes": takes_to_lead(request.user) if leads else [],
    }
    return render(request, "research/groups.html", context)
