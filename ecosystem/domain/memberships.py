"""Who nominates for an organisation holds the role that opens the units' desk, and nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db import transaction

from ecosystem.models import Membership
from portal import audit
from portal.roles import Role

if TYPE_CHECKING:
    from portal.models import User


@transaction.atomic
def sync_role(user: User, *, actor: Any) -> bool:
    """Give or take the role by the nominating memberships of ``user``; return whether it is held.

    Roles of staff are the administrator's to give; this one follows from the list of the
    organisation's people, so that two lists need not be kept alike by hand.
    """
    acts = Membership.objects.nominating().filter(user=user).exists()
    group = Group.objects.get_or_create(name=Role.NOMINATOR.value)[0]
    holds = user.groups.filter(pk=group.pk).exists()
    if acts and not holds:
        user.groups.add(group)
    if holds and not acts:
        user.groups.remove(group)
    if acts != holds:
        audit.record(user, "nominator_role", actor=actor, held=acts)
    return acts
