"""Recording the numbered document behind an act: minutes of the jury, notices, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.attachments import delete_stored
from contests.models import OfficialDecision
from contests.validators import validate_document_number
from contests.workflow import ROUND
from portal import audit
from portal.files import KIND_IMAGE, KIND_PDF, MEGABYTE, store_upload
from portal.text import clean_line
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    import datetime as dt

    from contests.models import Contest, Round
    from portal.models import StoredFile

SCAN_KINDS = (KIND_PDF, KIND_IMAGE)
SCAN_MEGABYTES = 20


class DecisionRefusedError(RefusedError):
    """The document cannot be the one meant: its number, date or signer is wrong."""


def record_decision(
    contest: Contest,
    *,
    number: str,
    issued_on: dt.date,
    signer: str,
    issuer: str = "",
    subject: str = "",
) -> OfficialDecision:
    """Return the row of a numbered document, made if it is new; call inside the act's transaction.

    One document may stand behind several acts: the same number and day give the same row. Refuses
    a number that is not in official form, a day in the future or before the intake opened, a
    missing signer, and a document that is already recorded otherwise.
    """
    number, signer = clean_line(number), clean_line(signer)
    _check(contest, number=number, issued_on=issued_on, signer=signer)
    decision, is_new = OfficialDecision.objects.get_or_create(
        number=number,
        issued_on=issued_on,
        defaults={"contest": contest, "signer": signer, "issuer": issuer, "subject": subject},
    )
    if not is_new and (decision.contest_id not in {None, contest.pk} or decision.signer != signer):
        raise DecisionRefusedError(
            _("Document %(number)s of that day is already recorded, signed by %(signer)s.")
            % {"number": number, "signer": decision.signer}
        )
    return decision


def store_scan(uploaded: Any, *, actor: Any) -> StoredFile:
    """Store the scan of a document; raises ValidationError unless it may be kept."""
    return store_upload(
        uploaded, kinds=SCAN_KINDS, max_bytes=SCAN_MEGABYTES * MEGABYTE, uploaded_by=actor
    )


def _check(contest: Contest, *, number: str, issued_on: dt.date, signer: str) -> None:
    try:
        validate_document_number(number)
    except ValidationError as error:
        raise DecisionRefusedError(error.message) from error
    if not signer:
        raise DecisionRefusedError(_("Enter who signed the document"))
    if issued_on > timezone.localdate():
        raise DecisionRefusedError(_("The document’s date must not be in the future"))
    if contest.opens_at and issued_on < timezone.localdate(contest.opens_at):
        raise DecisionRefusedError(_("The document’s date must not be before the intake opened"))


@transaction.atomic
def keep_scan(
    round_: Round, *, actor: Any, is_public: bool, uploaded: Any = None
) -> OfficialDecision:
    """Keep the scan of the document that approves a round, and say whether the public reads it.

    ``uploaded`` takes the place of an earlier scan; without it only ``is_public`` changes. Raises
    ValidationError when the file may not be kept. Public means: beside the result, once that is
    published.
    """
    locked: Round = ROUND.lock(round_)
    require(actor, "contests.keep_scan", locked)
    if locked.decision is None:
        raise DecisionRefusedError(
            _("Record the approval first: the scan belongs to its document.")
        )
    decision = OfficialDecision.objects.select_for_update().get(pk=locked.decision.pk)
    if uploaded is None and decision.scan is None:
        raise DecisionRefusedError(_("Choose the file of the scan"))
    earlier = decision.scan if uploaded else None
    if uploaded:
        decision.scan = store_scan(uploaded, actor=actor)
    decision.is_scan_public = is_public
    decision.save(update_fields=["scan", "is_scan_public"])
    if earlier is not None:
        delete_stored(earlier)
    audit.record(
        locked,
        "keep_scan",
        actor=actor,
        number=decision.number,
        sha256=decision.scan.sha256 if decision.scan else "",
        is_public=is_public,
    )
    return decision


def public_scan(round_: Round) -> StoredFile | None:
    """The scan that everybody may read; None before publication and where the office keeps it."""
    decision = round_.decision
    if round_.published_at is None or decision is None or not decision.is_scan_public:
        return None
    return decision.scan
