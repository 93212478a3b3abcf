"""The people of a project tell what it reached; the office confirms what it saw evidence of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Milestone, Startup
from portal import audit
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portal.models import User

# More than any project reaches; a bound, so that a page stays a page.
MAX_MILESTONES: Final = 60
TOLD: Final = ("kind", "year", "month", "title", "number", "giver", "evidence_url", "is_public")


def seen_mark(milestone: Milestone) -> str:
    """What the form carries, so that a change by somebody else meanwhile is noticed."""
    return milestone.updated_at.isoformat() if milestone.pk else ""


@transaction.atomic
def tell_milestone(startup: Startup, values: Mapping[str, Any], *, actor: User) -> Milestone:
    """Add what the people of a project tell; the same told twice is one.

    Raises RefusedError at MAX_MILESTONES, ValidationError where the values make no sense.
    """
    locked = Startup._base_manager.select_for_update().get(pk=startup.pk)
    require(actor, "ecosystem.keep_profile", locked)
    same = {name: values[name] for name in TOLD if name != "is_public"}
    twin = locked.milestones.filter(**same).first()
    if twin is not None:
        return twin
    if locked.milestones.count() >= MAX_MILESTONES:
        raise RefusedError(
            _("A project has at most %(count)s milestones: change or remove older ones")
            % {"count": MAX_MILESTONES}
        )
    milestone = Milestone(startup=locked, entered_by=actor)
    _write(milestone, values)
    audit.record(milestone, "tell_milestone", actor=actor)
    return milestone


@transaction.atomic
def change_milestone(
    milestone: Milestone, values: Mapping[str, Any], *, actor: User, seen: str
) -> Milestone:
    """Change what was told; what differs from what the office confirmed has to be confirmed anew.

    Raises RefusedError when ``seen`` is not what is stored now.
    """
    locked = _lock(milestone)
    require(actor, "ecosystem.keep_profile", locked.startup)
    if seen != seen_mark(locked):
        raise RefusedError(
            _(
                "Somebody else has changed this milestone meanwhile. Open the page again in another "
                "tab, compare, and enter your changes anew."
            )
        )
    if any(getattr(locked, name) != values[name] for name in TOLD if name != "is_public"):
        locked.confirmed_by = locked.confirmed_at = None
    _write(locked, values)
    audit.record(locked, "change_milestone", actor=actor)
    return locked


@transaction.atomic
def remove_milestone(milestone: Milestone, *, actor: User) -> bool:
    """Take back what was told; False when it is gone already."""
    require(actor, "ecosystem.keep_profile", milestone.startup)
    locked = Milestone._base_manager.select_for_update().filter(pk=milestone.pk).first()
    if locked is None:
        return False
    audit.record(
        locked.startup, "remove_milestone", actor=actor, milestone=f"{locked.when} {locked}"
    )
    locked.delete()
    return True


@transaction.atomic
def confirm_milestone(milestone: Milestone, *, actor: User) -> bool:
    """Say that the office saw the evidence; False when somebody said so already."""
    require(actor, "ecosystem.change_milestone", milestone)
    locked = _lock(milestone)
    if locked.confirmed_at:
        return False
    locked.confirmed_by, locked.confirmed_at = actor, timezone.now()
    locked.save(update_fields=["confirmed_by", "confirmed_at", "updated_at"])
    audit.record(locked, "confirm_milestone", actor=actor)
    return True


def _lock(milestone: Milestone) -> Milestone:
    rows = Milestone._base_manager.select_for_update(of=("self",)).select_related("startup")
    return rows.get(pk=milestone.pk)


def _write(milestone: Milestone, values: Mapping[str, Any]) -> None:
    for name in TOLD:
        setattr(milestone, name, values[name])
    milestone.full_clean()
    milestone.save()
