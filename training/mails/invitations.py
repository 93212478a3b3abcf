"""What people who are asked to register for a class are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from training.models import RunInvitation


@in_vietnamese
def run_invitation(invitation: RunInvitation) -> Mail:
    """Please register; nobody has a place yet. Once for each address and class."""
    run = invitation.run
    closes_at = run.last_moment
    return Mail(
        template="training/run_invitation",
        recipient=invitation.email,
        about=str(run),
        dedupe_key=f"run_invitation:{run.pk}:{invitation.email_key}",
        context={
            "name": invitation.full_name,
            "team": invitation.team,
            "class": str(run),
            "days": run.days,
            "place": run.place,
            "closes_at": closes_at,
            "url": absolute_url(run.get_absolute_url()),
        },
    )
