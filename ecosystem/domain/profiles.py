"""Those who keep a profile change what the public reads of it; staff see what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ecosystem.domain import freshness
from ecosystem.domain.profile_consents import drop_contact, name_contact, publish, unpublish
from ecosystem.models import Organization, ProfileChange, Startup
from portal import audit
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ecosystem.models import Expert
    from portal.models import User

ORGANIZATION_FIELDS = (
    "summary",
    "description",
    "support_offered",
    "supports",
    "fields",
    "stages",
    "locality",
    "address",
    "phone",
    "email",
    "website",
)
STARTUP_FIELDS = ("summary", "description", "stage", "field", "locality")
# Relations with many rows; they are set once the row itself is saved.
_MANY = ("supports", "fields")


class ProfileMovedError(RefusedError):
    """Somebody else saved the profile since the form was opened."""


def seen_mark(profile: Organization | Startup) -> str:
    """What the form carries, so that a change by somebody else meanwhile is noticed."""
    return profile.updated_at.isoformat()


@transaction.atomic
def save_profile(
    profile: Organization | Startup,
    values: Mapping[str, Any],
    *,
    actor: User,
    seen: str,
    is_contact: bool,
    position: str = "",
    is_shown: bool | None = None,
) -> ProfileChange | None:
    """Store what a keeper typed, note what differs for staff, and count it as confirmed today.

    ``is_contact``: the keeper agrees to be named. ``is_shown``: the owner of a project agrees to
    show it, or takes it back. Returns the note, or None when nothing differs.
    Raises ProfileMovedError when ``seen`` is not what is stored now.
    """
    locked = type(profile)._base_manager.select_for_update().get(pk=profile.pk)
    require(actor, "ecosystem.keep_profile", locked)
    if seen != seen_mark(locked):
        raise ProfileMovedError(
            _(
                "Somebody else has changed this profile meanwhile. Open the page again in another "
                "tab, compare, and enter your changes anew."
            )
        )
    before = _texts(locked)
    for name, value in values.items():
        if name not in (*_MANY, "stages"):
            setattr(locked, name, value)
    _set_contact(locked, actor, is_contact=is_contact, position=position)
    _set_shown(locked, actor, is_shown)
    freshness.confirm(locked)
    locked.full_clean(exclude=["contact_consent", "publication_consent"])
    locked.save()
    if isinstance(locked, Organization):
        for name in _MANY:
            getattr(locked, name).set(values[name])
        set_stages(locked, values["stages"])
    audit.record(locked, "keep_profile", actor=actor)
    return _note(type(locked)._base_manager.get(pk=locked.pk), before, actor)


def _set_contact(
    profile: Organization | Startup, actor: User, *, is_contact: bool, position: str
) -> None:
    """Name the keeper, or take the keeper's own name off; a colleague's name stays."""
    consent = profile.contact_consent
    if is_contact:
        name_contact(profile, actor, position=position)
    elif consent is not None and consent.user_id == actor.pk:
        drop_contact(profile, by=actor)


def _set_shown(profile: Organization | Startup, actor: User, is_shown: bool | None) -> None:
    """Show a project to everybody or not, where its owner was asked.

    A consent is nobody else's to give or take, whoever else keeps the profile.
    """
    if is_shown is None or not isinstance(profile, Startup):
        return
    if profile.owner_id != actor.pk:
        raise PermissionDenied
    if is_shown:
        publish(profile, owner=actor)
    else:
        unpublish(profile)


def set_stages(helper: Organization | Expert, stages: Iterable[str]) -> None:
    """Store the stages in which an organisation or an expert helps."""
    wanted = set(stages)
    rows: Any = helper.served_stages
    rows.exclude(stage__in=wanted).delete()
    there = set(rows.values_list("stage", flat=True))
    rows.bulk_create(
        rows.model(**{rows.field.name: helper}, stage=stage) for stage in sorted(wanted - there)
    )


@transaction.atomic
def read_change(change: ProfileChange, *, actor: User) -> bool:
    """Tick a change off; False when somebody else did already."""
    require(actor, "ecosystem.read_profilechange", change)
    rows = ProfileChange.objects.filter(pk=change.pk, seen_at=None)
    return bool(rows.update(seen_by=actor, seen_at=timezone.now()))


# --- what differs ------------------------------------------------------------------------------


def _note(
    profile: Organization | Startup, before: Mapping[str, str], actor: User
) -> ProfileChange | None:
    after = _texts(profile)
    changes = [
        [label, before[label], after[label]] for label in after if before[label] != after[label]
    ]
    if not changes:
        return None
    return ProfileChange.objects.create(
        made_by=actor, changes=changes, **ProfileChange.about(profile)
    )


def _texts(profile: Organization | Startup) -> dict[str, str]:
    """What the public reads of a profile, by the Vietnamese label of each part."""
    names = ORGANIZATION_FIELDS if isinstance(profile, Organization) else STARTUP_FIELDS
    with translation.override(settings.LANGUAGE_CODE):
        found = {_label(profile, name): _text(profile, name) for name in names}
        found[_("Contact person")] = (
            f"{profile.contact_name}, {profile.contact_position}".strip(", ")
            if profile.has_public_contact
            else ""
        )
        if isinstance(profile, Startup):
            found[_("Shown to everybody")] = _("Yes") if profile.is_public else _("No")
    return found


def _label(profile: Organization | Startup, name: str) -> str:
    if name == "stages":
        return _("Stages of projects you help in")
    label = str(profile._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of our own
    return label[:1].upper() + label[1:]


def _text(profile: Organization | Startup, name: str) -> str:
    if name in _MANY:
        return "; ".join(str(row) for row in getattr(profile, name).all())
    if name == "stages":
        rows = profile.served_stages.order_by("pk")  # type: ignore[union-attr]  # organisations only
        return "; ".join(sorted(str(row.get_stage_display()) for row in rows))
    if name == "stage":
        return str(profile.get_stage_display())  # type: ignore[union-attr]  # projects only
    # Forms strip blanks at the end: that alone is no change.
    return str(getattr(profile, name) or "").strip()
