"""The words inside a document's file: read by a background job, or typed by staff; for the search."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ecosystem.enums import TextState
from ecosystem.models import PolicyDocument
from portal import filetypes, jobs
from portal.filetypes import KIND_DOCX, KIND_PDF
from portal.jobs import Outcome, Report, job
from portal.text import clean_text
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.models import BackgroundJob

KIND: Final = "ecosystem.read_document"
PERMISSION: Final = "ecosystem.change_policydocument"
# A hundred dense pages; what stands beyond is found by number and subject only.
MAX_LETTERS: Final = 300_000
MAX_PAGES: Final = 500
# Scans carry a stamp or a page number at most; a typed page holds a thousand letters and more.
LETTERS_OF_A_PAGE: Final = 40

_LETTER = re.compile(r"[^\W\d_]")
_BLANK_LINES = re.compile(r"\n\s*\n+")


@transaction.atomic
def read_later(document: PolicyDocument, *, actor: Any) -> BackgroundJob:
    """Ask a worker for the words of the file; refused without a file, and where staff typed them."""
    require(actor, PERMISSION, document)
    row = PolicyDocument.objects.select_for_update().get(pk=document.pk)
    if not row.file:
        raise RefusedError(_("The document has no file"))
    if row.text_state == TextState.TYPED:
        raise RefusedError(_("Staff typed the words of this document: empty them first"))
    document.text_state = TextState.WAITING
    PolicyDocument.objects.filter(pk=row.pk).update(text_state=TextState.WAITING)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Words of %(document)s") % {"document": row}
    return jobs.start(
        KIND,
        title=title,
        params={"document": row.pk, "file": str(row.file.name)},
        actor=actor,
    )


@job(KIND, permission=PERMISSION, about=("ecosystem.PolicyDocument", "document"))
def read_document(row: BackgroundJob, report: Report) -> Outcome:
    """Read the file and keep its words, unless it was replaced or staff typed them meanwhile."""
    document = PolicyDocument.objects.filter(
        pk=row.params["document"], file=row.params["file"]
    ).first()
    if document is None:
        raise RefusedError(_("The document or its file is no longer there"))
    text, state = words_of(document, report)
    _keep(document, text, state)
    content = text or str(TextState(state).label)
    return Outcome(
        name=f"{document.slug}.txt",
        content_type="text/plain; charset=utf-8",
        content=content.encode(),
    )


def words_of(document: PolicyDocument, report: Report) -> tuple[str, TextState]:
    """What the file says, and whether it says anything: hostile and broken files are unreadable."""
    try:
        with document.file.open("rb") as stored:
            data = stored.read()
        found = filetypes.detect(data, {KIND_PDF, KIND_DOCX})
        pages = _pages_of_pdf(data) if found.kind is KIND_PDF else _pages_of_docx(data)
        texts = []
        for number, (page, total) in enumerate(pages, start=1):
            report(number, total)
            texts.append(page)
            if number >= MAX_PAGES or sum(map(len, texts)) > MAX_LETTERS:
                break
    except jobs.JobLostError:
        raise
    except Exception:  # noqa: BLE001 -- parsers of uploads raise whatever they meet; none may end the job
        return "", TextState.UNREADABLE
    text = _BLANK_LINES.sub("\n", clean_text("\n".join(texts))).strip()[:MAX_LETTERS]
    if len(_LETTER.findall(text)) < LETTERS_OF_A_PAGE * max(len(texts), 1):
        return text, TextState.SCANNED
    return text, TextState.READ


def _pages_of_pdf(data: bytes) -> Iterator[tuple[str, int]]:
    """Pages with their number; what only bars changes (an empty password opens it) is read."""
    import pypdf  # noqa: PLC0415 -- a large library, needed by this act only

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise filetypes.LockedError
    for page in reader.pages:
        yield page.extract_text() or "", len(reader.pages)


def _pages_of_docx(data: bytes) -> Iterator[tuple[str, int]]:
    """The whole text as one page: office files know no pages before they are printed."""
    from docx import Document  # noqa: PLC0415 -- a large library, needed by this act only

    KIND_DOCX.clean(data)
    body = Document(io.BytesIO(data)).element.body
    namespace = body.nsmap["w"]
    paragraphs = body.iter(f"{{{namespace}}}p")
    lines = ("".join(run.text or "" for run in p.iter(f"{{{namespace}}}t")) for p in paragraphs)
    yield "\n".join(lines), 1


@transaction.atomic
def _keep(document: PolicyDocument, text: str, state: TextState) -> None:
    """Write the words when the file is still this one and nobody typed."""
    row = PolicyDocument.objects.select_for_update().get(pk=document.pk)
    if row.file.name != document.file.name or row.text_state != TextState.WAITING:
        return
    row.full_text, row.text_state = text, state
    row.save(update_fields=["full_text", "text_state"])
