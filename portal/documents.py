"""Issuing papers with numbers without gaps, checking them, revoking them.

An app registers each kind of paper with what the public check page may say of it; the kernel knows
nothing of contests or courses.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import audit
from portal.models import DocumentCounter, IssuedDocument, StoredFile
from portal.models.documents import CODE_LENGTH, PaperLanguage, random_code
from portal.qr import qr_rows
from portal.text import clean_line, slug
from portal.typesetting import typeset
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from django.db.models import Model

TEMPLATE: Final = Path(settings.BASE_DIR) / "templates" / "portal" / "papers" / "certificate.typ"
_HOLDER = 200
_REASON = 250


class DocumentRefusedError(RefusedError):
    """The paper cannot be issued or revoked."""


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """A kind of paper: its name, the letters in its number, and whom the public may read about.

    ``public_holder`` is asked at every look: a consent may be withdrawn after the paper was issued.
    ``public_details`` adds what a forger could change and a reader compares (words and value).
    Whoever holds ``permission`` reads and revokes papers of this kind beside the office;
    ``on_revoked`` is called in the transaction that revokes one.
    """

    label: Any
    prefix: str
    issuer: Any
    public_holder: Callable[[IssuedDocument], str]
    public_details: Callable[[IssuedDocument], Sequence[tuple[Any, str]]] = lambda _document: ()
    permission: str = ""
    on_revoked: Callable[[IssuedDocument], None] = lambda _document: None


KINDS: Final[dict[str, DocumentKind]] = {}


def register(key: str, kind: DocumentKind) -> None:
    """Make a kind of paper known; called once, when its app is loaded."""
    KINDS[key] = kind


@transaction.atomic
def issue(
    kind: str,
    *,
    subject: Model,
    year: int,
    holder: str,
    issued_on: dt.date,
    content: Mapping[str, Any],
    actor: Any,
    basis: str = "",
    language: str = PaperLanguage.VIETNAMESE,
) -> IssuedDocument:
    """Issue the paper of ``subject``: give it the next number, print it, keep the PDF.

    The caller has asked its own permission and holds the lock on ``subject``. Refused while a
    paper of this kind stands for the same subject, and without a holder. A number is given in the
    transaction that keeps the paper, so that none is lost.
    """
    holder = clean_line(holder)[:_HOLDER]
    if not holder:
        raise DocumentRefusedError(_("A paper needs the name of its holder."))
    if standing_document(kind, subject) is not None:
        raise DocumentRefusedError(
            _("This paper was issued already. Revoke it before issuing it again.")
        )
    serial = _next_serial(kind, year)
    number, code = f"{serial:03d}/{year}/{KINDS[kind].prefix}", random_code()
    document = IssuedDocument(
        kind=kind,
        year=year,
        serial=serial,
        number=number,
        code=code,
        holder=holder,
        subject=subject,
        content={**content, "holder": holder},
        language=language,
        issued_on=issued_on,
        basis=clean_line(basis)[:150],
        issued_by=None if actor is audit.SYSTEM else actor,
    )
    document.stored = _keep(document, _pdf(document))
    document.sha256 = document.stored.sha256
    document.save()
    audit.record(document, "issue_document", actor=actor, number=number, holder=holder)
    return document


def standing_document(kind: str, subject: Model) -> IssuedDocument | None:
    """The paper of this kind that stands for ``subject``."""
    return IssuedDocument.objects.filter(
        kind=kind,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        revoked_at=None,
    ).first()


def standing_documents(kind: str, model: type[Model], ids: list[int]) -> dict[int, IssuedDocument]:
    """The papers that stand, by the id of their subject. One query."""
    rows = IssuedDocument.objects.filter(
        kind=kind,
        subject_type=ContentType.objects.get_for_model(model),
        subject_id__in=ids,
        revoked_at=None,
    ).select_related("stored")
    return {row.subject_id: row for row in rows}


def is_replaced(document: IssuedDocument) -> bool:
    """Whether another paper was issued in place of a revoked one, and stands."""
    standing = IssuedDocument.objects.filter(
        kind=document.kind,
        subject_type=document.subject_type_id,
        subject_id=document.subject_id,
        revoked_at=None,
    )
    return not document.is_valid and standing.exists()


@transaction.atomic
def revoke(
    document: IssuedDocument, *, actor: Any, reason: str, is_replacing: bool = False
) -> IssuedDocument:
    """Declare a paper void; its number is not given again and the check page says so.

    With ``is_replacing`` the caller issues another one at once, and tells of both in one letter.
    """
    locked = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    require(actor, "portal.revoke_issueddocument", locked)
    if not reason.strip():
        raise ReasonMissingError(_("Enter the reason"))
    if locked.revoked_at is not None:
        raise DocumentRefusedError(_("This paper was revoked already."))
    locked.revoked_at = timezone.now()
    locked.revoked_reason = reason.strip()[:_REASON]
    locked.save(update_fields=["revoked_at", "revoked_reason"])
    audit.record(locked, "revoke_document", actor=actor, reason=reason, number=locked.number)
    kind = KINDS.get(locked.kind)
    if kind is not None and not is_replacing:
        kind.on_revoked(locked)
    return locked


def find_by_code(text: str) -> IssuedDocument | None:
    """The paper whose code was typed, with or without hyphens, in any case."""
    code = re.sub(r"[^A-Z0-9]", "", text.upper())
    if len(code) != CODE_LENGTH:
        return None
    return IssuedDocument.objects.filter(code=code).first()


# --- inside ------------------------------------------------------------------------------------


def _next_serial(kind: str, year: int) -> int:
    """The next number; the UPDATE holds the row until the caller's transaction ends."""
    DocumentCounter.objects.get_or_create(kind=kind, year=year)
    DocumentCounter.objects.filter(kind=kind, year=year).update(last=F("last") + 1)
    return DocumentCounter.objects.values_list("last", flat=True).get(kind=kind, year=year)


def _pdf(document: IssuedDocument) -> bytes:
    address = f"{settings.SITE_URL.rstrip('/')}{document.get_absolute_url()}"
    paper = {
        **document.content,
        "number": document.number,
        "code": document.printed_code,
        "address": address,
        "qr": qr_rows(address),
        "is_bilingual": document.language == PaperLanguage.BILINGUAL,
    }
    return typeset(TEMPLATE, paper, moment=timezone.now())


def _keep(document: IssuedDocument, pdf: bytes) -> StoredFile:
    name = f"{slug(document.number, max_length=60)}.pdf"
    return StoredFile.objects.create(
        file=ContentFile(pdf, name=name),
        original_name=name,
        content_type="application/pdf",
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        uploaded_by=document.issued_by,
    )
