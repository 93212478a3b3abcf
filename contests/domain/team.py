"""The people of a dossier: adding, changing and removing members within the size of a team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from contests.domain.answers import lock_for_edit, touch
from contests.models import TeamMember
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contests.models import Application


@transaction.atomic
def save_member(
    application: Application,
    values: Mapping[str, Any],
    *,
    actor: Any,
    limit: int,
    member_id: int | None = None,
) -> TeamMember:
    """Add a person to the team or change one; refused when the team would have more than ``limit``."""
    locked = lock_for_edit(application, actor=actor)
    if member_id is None:
        if locked.members.count() + 2 > limit:
            raise RefusedError(_("A team has from 1 to %(limit)d people") % {"limit": limit})
        member = TeamMember(application=locked, order=locked.members.count() + 1)
    else:
        member = locked.members.select_for_update().get(pk=member_id)
    for name, value in values.items():
        setattr(member, name, value)
    member.save()
    touch(locked, actor=actor)
    return member


@transaction.atomic
def remove_member(application: Application, member_id: int, *, actor: Any) -> None:
    """Take a person out of the team; nothing happens when somebody did so before."""
    locked = lock_for_edit(application, actor=actor)
    locked.members.filter(pk=member_id).delete()
    touch(locked, actor=actor)
