"""What stays of a finished review when its invitation is withdrawn."""

from lessons.models import Invitation
from research.models import Credit


def keep_credit(invitation: Invitation) -> None:
    """Note that the person had finished. Runs in the transaction that withdraws the invitation."""
    if invitation.done_at:
        Credit.objects.update_or_create(
            take_id=invitation.take_id,
            person_id=invitation.person_id,
            defaults={"done_at": invitation.done_at},
        )
