"""The profile of an expert: kept by the person, or by the office; listed only with consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.domain.profile_consents import given, on_paper, withdraw
from ecosystem.models import Expert
from portal import audit
from portal.workflow import require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portal.models import User

# What the person changes; name, kind and organisation stay with the office.
OWN_FIELDS: Final = ("summary", "description", "languages", "hours_a_month", "is_paused")
LISTING: Final = "expert"


def listing_text() -> str:
    """The words agreed to by who is listed as expert (Law 91/2025/QH15)."""
    return _(
        "I am 18 or older and agree that my full name, position and what I help with are shown "
        "in the public list of experts. My e-mail address and telephone number are not shown; "
        "the office passes requests on to me. I may withdraw this consent at any time on the "
        "page “Your consents”."
    )


@transaction.atomic
def save_own_profile(
    expert: Expert, values: Mapping[str, Any], *, actor: User, is_shown: bool
) -> Expert:
    """Store what the person wrote, and whether the person agrees to be listed.

    A consent is nobody else's to give, whatever the role: only the account of the expert may.
    """
    locked = Expert.objects.select_for_update().get(pk=expert.pk)
    if locked.user_id != actor.pk:
        raise PermissionDenied
    for name in OWN_FIELDS:
        setattr(locked, name, values[name])
    if is_shown and not _agreed_in_person(locked, actor):
        locked.listing_consent = given(locked, actor, LISTING, listing_text)
    if not is_shown:
        unlist(locked)
    locked.full_clean(exclude=["listing_consent"])
    locked.save()
    audit.record(locked, "keep_profile", actor=actor)
    return locked


def _agreed_in_person(expert: Expert, person: User) -> bool:
    return expert.is_listed and expert.listing_consent.user_id == person.pk  # type: ignore[union-attr]  # listed means a consent


def unlist(expert: Expert) -> None:
    """List the person no longer, and take the consent back; the row is not saved."""
    consent, expert.listing_consent = expert.listing_consent, None
    if consent is not None:
        withdraw(consent)


@transaction.atomic
def set_listing_on_paper(expert: Expert, *, is_listed: bool, actor: Any) -> None:
    """List somebody whose consent the office holds in writing, or list the person no longer."""
    require(actor, "ecosystem.change_expert", expert)
    if is_listed == expert.is_listed:
        return
    if is_listed:
        expert.listing_consent = on_paper(expert, LISTING, expert.name, listing_text, actor=actor)
    else:
        unlist(expert)
    expert.save(update_fields=["listing_consent"])
    audit.record(expert, "list_expert" if is_listed else "unlist_expert", actor=actor)
