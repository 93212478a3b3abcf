"""Where the secretariat of an edition reads its mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.models import User
from portal.roles import Role

if TYPE_CHECKING:
    from contests.models import Contest


def secretariat_of(contest: Contest) -> list[str]:
    """Return the edition's address, else the secretaries' own."""
    if contest.contact_email:
        return [contest.contact_email]
    secretaries = User.objects.filter(is_active=True, groups__name=Role.SECRETARY.value)
    return list(secretaries.order_by("pk").values_list("email", flat=True))
