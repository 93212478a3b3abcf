"""Recording the numbered document behind an act: minutes of the jury, notices, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.models import OfficialDecision
from contests.validators import validate_document_number
from portal.files import KIND_PDF, MEGABYTE, store_upload
from portal.text import clean_line
from portal.workflow import RefusedError

if TYPE_CHECKING:
    import datetime as dt

    from contests.models import Contest
    from portal.models import StoredFile


SCAN_KINDS = (KIND_PDF,)
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


def keep_scan(uploaded: Any, *, actor: Any) -> StoredFile:
    """Keep the scan of a document; raises ValidationError unless it is a PDF that may be kept."""
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
