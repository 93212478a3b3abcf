"""The unit that nominates a dossier: choosing it, asking it, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.answers import save_page
from contests.enums import SCREENING_STATES, Endorsement
from contests.mails import intake as mails
from contests.models import Application, Contest
from contests.workflow import APPLICATION
from ecosystem.enums import NOMINATING_KINDS
from ecosystem.models import Membership, Organization
from portal import audit
from portal.mail import queue
from portal.text import clean_text
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    from contests.domain.answers import PageEdit
    from contests.querysets import ApplicationQuerySet
    from ecosystem.querysets import OrganizationQuerySet

_WAITING_FIRST: Final = Case(When(endorsement=Endorsement.REQUESTED, then=0), default=1)
_NOT_ASKED: Final = {
    "endorsement": Endorsement.NONE,
    "endorsement_note": "",
    "endorsed_by": None,
    "endorsed_at": None,
}


def nominating_units(words: str = "") -> OrganizationQuerySet:
    """Return the units of today that may nominate, narrowed by words without regard to marks."""
    units: OrganizationQuerySet = (
        # One that did not confirm its profile in time still exists, and still nominates.
        Organization.objects.filter(is_public=True, kind__in=NOMINATING_KINDS)
        .existing()
        .search(words)
        .order_by("folded", "pk")
    )
    return units


def units_of(user: Any) -> OrganizationQuerySet:
    """Return the organisations that ``user`` nominates for now."""
    units: OrganizationQuerySet = Organization.objects.filter(
        pk__in=Membership.objects.nominating().filter(user=user).values("organization")
    ).order_by("folded")
    return units


@transaction.atomic
def save_unit(application: Application, edit: PageEdit, *, actor: Any, seen: str) -> Application:
    """Store the page that names the unit; another unit has not said anything yet."""
    before = APPLICATION.lock(application).nominating_unit_id
    saved = save_page(application, edit, actor=actor, seen=seen)
    if saved.nominating_unit_id != before:
        _write(saved, _NOT_ASKED)
    return saved


def ask_unit(application: Application, *, is_new: bool) -> None:
    """After a submission: the named unit is asked about this version, and its people are told.

    A unit that entered the dossier itself is asked too: to enter is not to endorse. A supplement
    (not ``is_new``) leaves what the unit said.
    """
    is_asked = application.endorsement != Endorsement.NONE
    if application.nominating_unit is None or (is_asked and not is_new):
        return
    _write(application, _NOT_ASKED | {"endorsement": Endorsement.REQUESTED})
    memberships = application.nominating_unit.memberships.nominating()
    for membership in memberships.filter(user__is_active=True).select_related("user"):
        queue(mails.endorsement_requested(application, membership.user))


@transaction.atomic
def answer_endorsement(
    application: Application, *, actor: Any, is_endorsed: bool, note: str = ""
) -> Application:
    """Record what the unit says; it may change its mind until the validity check is concluded."""
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.endorse_application", locked)
    if locked.state not in SCREENING_STATES:
        raise RefusedError(
            _("The validity check is concluded, or the application is being corrected now.")
        )
    note = clean_text(note).strip()
    if not is_endorsed and not note:
        raise ReasonMissingError(_("Enter why the unit does not endorse the application"))
    answer = Endorsement.ENDORSED if is_endorsed else Endorsement.DECLINED
    if (locked.endorsement, locked.endorsement_note) == (answer, note):
        return locked
    _write(
        locked,
        {
            "endorsement": answer,
            "endorsement_note": note,
            "endorsed_by": actor,
            "endorsed_at": timezone.now(),
        },
    )
    verb = "endorse" if is_endorsed else "decline_endorsement"
    audit.record(locked, verb, actor=actor, reason=note, unit=locked.nominating_unit)
    queue(mails.endorsement_answered(locked))
    return locked


def desk_rows(user: Any) -> ApplicationQuerySet:
    """Return what lies on the desk of ``user``'s units, those that wait for an answer first."""
    rows: ApplicationQuerySet = (
        Application.objects.nominated_by(user)
        .select_related("contest", "field", "nominating_unit")
        .order_by(_WAITING_FIRST, "-submitted_at", "-pk")
    )
    return rows


def desk_editions(user: Any) -> list[Contest]:
    """Return the editions that occur on the desk."""
    return list(
        Contest.objects.filter(pk__in=Application.objects.nominated_by(user).values("contest"))
    )


def _write(application: Application, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(application, name, value)
    application.save(update_fields=list(values))
