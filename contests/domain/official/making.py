"""Making a paper: permission, readiness, the file, the line that says who made it."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from contests.domain.official import council, entries, prizes, scores
from contests.domain.official.pdf import paper_pdf
from contests.domain.official.ready import OF_A_JUDGE, OF_A_RESULT, hindrance_of
from contests.domain.official.word import paper_docx, shipped_template
from contests.enums import PaperFormat, PaperIssuer, PaperKind
from contests.models import MadePaper, PaperTemplate
from portal import audit
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Callable

    from contests.domain.official.values import Paper
    from contests.models import Contest, Round
    from portal.models import User

logger = logging.getLogger(__name__)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTENT_TYPES = {PaperFormat.DOCX: DOCX, PaperFormat.PDF: "application/pdf"}
# File names as the office calls these papers.
_NAMES = {
    PaperKind.VALID_LIST: "danh-sach-ho-so-hop-le",
    PaperKind.BLANK_SHEETS: "phieu-cham-trang",
    PaperKind.FILLED_SHEETS: "phieu-cham",
    PaperKind.RUNNING_ORDER: "thu-tu-thuyet-trinh",
    PaperKind.SCORE_TABLE: "bang-tong-hop-diem",
    PaperKind.MINUTES: "bien-ban-hop-hoi-dong",
    PaperKind.SUBMISSION: "to-trinh",
    PaperKind.DECISION: "du-thao-quyet-dinh",
    PaperKind.ANNEX: "phu-luc-quyet-dinh",
    PaperKind.SCRIPT: "loi-dan-cong-bo",
}
_OF_A_ROUND: dict[str, Callable[[Round], Paper]] = {
    PaperKind.RUNNING_ORDER: entries.running_order,
    PaperKind.SCORE_TABLE: scores.score_table,
    PaperKind.MINUTES: council.council_minutes,
    PaperKind.SUBMISSION: partial(prizes.award_paper, issuer=PaperIssuer.DEPARTMENT),
    PaperKind.DECISION: partial(prizes.award_paper, issuer=PaperIssuer.PROVINCE),
    PaperKind.ANNEX: partial(prizes.award_paper, issuer=PaperIssuer.PROVINCE),
    PaperKind.SCRIPT: prizes.script,
}


class PaperNotReadyError(RefusedError):
    """What the paper says does not exist yet."""


@dataclass(frozen=True, kw_only=True)
class PaperFile:
    """A made paper, ready to be handed out."""

    name: str
    content_type: str
    content: bytes


def make_paper(
    contest: Contest,
    kind: PaperKind,
    form: PaperFormat,
    *,
    actor: Any,
    round_: Round | None = None,
    judge: User | None = None,
) -> PaperFile:
    """Make a paper from the data as they are now, and record who made it.

    Raises PaperNotReadyError when it cannot be made yet; papers about a result need the permission
    to see it before its publication.
    """
    require(actor, "contests.make_paper", contest)
    if kind in OF_A_RESULT:
        require(actor, "contests.view_pending_result", round_)
    if reason := hindrance_of(kind, contest, round_):
        raise PaperNotReadyError(reason)
    with translation.override(settings.LANGUAGE_CODE):
        values = asdict(paper_values(kind, contest, round_, judge))
        if kind in OF_A_JUDGE and not values["sheets"]:
            raise PaperNotReadyError(_("This judge has no such score sheet in the round."))
        content, template = _rendered(kind, form, values)
    _record(contest, kind, form, actor, round_, judge, content, template)
    return PaperFile(
        name=_file_name(kind, form, contest, round_),
        content_type=_CONTENT_TYPES[form],
        content=content,
    )


def paper_values(
    kind: PaperKind, contest: Contest, round_: Round | None, judge: User | None
) -> Paper:
    """What the paper says, read from the database in a constant number of queries."""
    if kind == PaperKind.VALID_LIST:
        return entries.valid_list(contest)
    if round_ is None:
        raise PaperNotReadyError(_("This paper is made for a round: choose one."))
    if kind not in OF_A_JUDGE:
        return _OF_A_ROUND[kind](round_)
    if judge is None:
        raise PaperNotReadyError(_("Choose the judge whose sheets are printed."))
    return scores.score_sheets(round_, judge, is_blank=kind == PaperKind.BLANK_SHEETS)


def _rendered(
    kind: PaperKind, form: PaperFormat, values: dict[str, Any]
) -> tuple[bytes, PaperTemplate | None]:
    """The file, and the office's own template where one was used."""
    if form == PaperFormat.PDF:
        return paper_pdf(kind, values), None
    own = PaperTemplate.objects.filter(kind=kind, is_active=True).select_related("stored").first()
    if own is not None:
        try:
            with own.stored.file.open("rb") as file:
                return paper_docx(file.read(), values), own
        except Exception:
            # It was proved when it was uploaded; a paper on the day of the ceremony comes first.
            logger.exception("Template %s of %s cannot be filled in", own.pk, kind)
    return paper_docx(shipped_template(kind), values), None


@transaction.atomic
def _record(
    contest: Contest,
    kind: PaperKind,
    form: PaperFormat,
    actor: Any,
    round_: Round | None,
    judge: User | None,
    content: bytes,
    template: PaperTemplate | None,
) -> None:
    fingerprint = hashlib.sha256(content).hexdigest()
    MadePaper.objects.create(
        contest=contest,
        round=round_,
        judge=judge,
        kind=kind,
        format=form,
        template=template,
        sha256=fingerprint,
        made_by=actor,
    )
    audit.record(
        round_ or contest,
        "make_paper",
        actor=actor,
        paper=kind.label,
        format=form.label,
        judge=judge,
        sha256=fingerprint,
    )


def _file_name(kind: PaperKind, form: PaperFormat, contest: Contest, round_: Round | None) -> str:
    parts = [_NAMES[kind], round_.slug if round_ is not None else "", str(contest.year)]
    return f"{'-'.join(filter(None, parts))}.{form}"
