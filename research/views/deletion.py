from django.template.loader import render_to_string

from lessons.models import Take
from moke.accounts.request import SignedInRequest
from research.domain.queries.deletion import own_words


def kept_section(request: SignedInRequest, take: Take) -> str:
    """Show on the page of a deleted take what the person wrote, and the ways to what others did."""
    context = {
        "take": take,
        "words": own_words(take=take, person=request.user),
        "may_read": request.user.has_perm("research.read_findings", take),
    }
    return render_to_string("research/deleted_words.html", context, request)
