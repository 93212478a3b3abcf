"""Certificates of awards: what is printed, whom the check page names, one by one or all at once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from pypdf import PdfWriter

from contests.domain.credit import public_credit
from contests.domain.limits import rules_of
from contests.domain.people import people_of
from contests.enums import (
    ORGANISED_TYPES,
    STANDING_AWARD_STATES,
    AwardState,
    EditionKind,
    RoundKind,
    RoundState,
)
from contests.models import Award, Contest, Round
from contests.workflow import AWARD
from portal import documents, jobs
from portal.dates import format_long
from portal.documents import DocumentKind, DocumentRefusedError
from portal.jobs import Outcome, Report, job
from portal.models import IssuedDocument
from portal.models.documents import PaperLanguage
from portal.text import clean_line
from portal.workflow import require

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from contests.models import Application
    from portal.models import BackgroundJob

KIND: Final = "contests.award"
JOB: Final = "contests.certificates"
PERMISSION: Final = "contests.issue_certificate"


def _public_holder(document: IssuedDocument) -> str:
    """The authors as the results name them now; empty where nobody may be named."""
    award = document.subject
    return public_credit(award.application).authors if isinstance(award, Award) else ""


documents.register(
    KIND,
    DocumentKind(
        label=gettext_lazy("Certificate of an award of the contest"),
        prefix="GCN",
        issuer=gettext_lazy("Organising Board of the contest, Lạng Sơn province"),
        public_holder=_public_holder,
    ),
)


def awards_to_certify(round_: Round) -> QuerySet[Award]:
    """The awards of a published final of the contest that stand, in the order of the catalogue."""
    awards: QuerySet[Award] = (
        Award.objects.standing()
        .filter(prize__contest=round_.contest_id, prize__contest__kind=EditionKind.CONTEST)
        .select_related("prize__family", "application__contest", "application__owner", "decision")
        .order_by("prize__family__order", "prize__order", "pk")
    )
    return awards if round_.state == RoundState.PUBLISHED else awards.none()


def certificates_of(awards: list[Award]) -> dict[int, IssuedDocument]:
    """The certificate of each award that has one. One query."""
    return documents.standing_documents(KIND, Award, [award.pk for award in awards])


@transaction.atomic
def issue_certificate(
    award: Award,
    *,
    actor: Any,
    issued_on: dt.date,
    signer: str,
    signer_position: str,
    language: str = PaperLanguage.VIETNAMESE,
) -> IssuedDocument:
    """Issue the certificate of an award that is public and stands; its number goes to the award.

    Refused before the publication, for a revoked award, for a day before its decision or in the
    future, and while an earlier certificate stands.
    """
    AWARD.lock(award)
    locked = (
        Award.objects.select_related("prize__family", "application__contest", "decision")
        .filter(pk=award.pk)
        .get()
    )
    require(actor, PERMISSION, locked)
    _check(locked, issued_on)
    decision, contest = locked.decision, locked.application.contest
    document = documents.issue(
        KIND,
        subject=locked,
        year=contest.year,
        holder=holder_of(locked.application),
        issued_on=issued_on,
        content=_content(
            locked,
            issued_on=issued_on,
            signer=clean_line(signer),
            signer_position=clean_line(signer_position),
        ),
        basis=str(decision),
        language=language,
        actor=actor,
    )
    Award.objects.filter(pk=locked.pk, paper_number="").update(paper_number=document.number)
    return document


def _check(award: Award, issued_on: dt.date) -> None:
    if award.application.contest.is_challenge:
        raise DocumentRefusedError(
            _("Certificates are for prizes of the contest. A problem statement has none.")
        )
    if award.state not in STANDING_AWARD_STATES or not _is_public(award):
        raise DocumentRefusedError(
            _("A certificate is issued for an award that is published and not revoked.")
        )
    if issued_on > timezone.localdate():
        raise DocumentRefusedError(_("The document’s date must not be in the future"))
    if award.decision and issued_on < award.decision.issued_on:
        raise DocumentRefusedError(_("A certificate is not dated before its decision."))


def _is_public(award: Award) -> bool:
    return Award.objects.standing().filter(pk=award.pk).exists()


def holder_of(application: Application) -> str:
    """Whose name is printed: the organisation, or the authors in the order of the dossier."""
    if application.applicant_type in ORGANISED_TYPES and application.organization_name:
        return application.organization_name
    people = people_of(application, rules_of(application))
    return ", ".join(dict.fromkeys(person.name for person in people if person.name))


def _content(
    award: Award, *, issued_on: dt.date, signer: str, signer_position: str
) -> dict[str, Any]:
    """The words on the paper. It is a Vietnamese paper whoever prints it; English is added."""
    contest, decision = award.application.contest, award.decision
    with override(settings.LANGUAGE_CODE):
        day = format_long(issued_on)
        by_decision = (
            f"(Quyết định số {decision.number} {format_long(decision.issued_on)})"
            if decision
            else ""
        )
    with override("en"):
        day_in_english = format_long(issued_on)
    return {
        "parent": "Ủy ban nhân dân tỉnh Lạng Sơn",
        "issuer": "Ban Tổ chức Cuộc thi Khởi nghiệp đổi mới sáng tạo",
        "nation": "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "heading": "Giấy chứng nhận",
        "heading_en": "Certificate",
        "opening": "Ban Tổ chức Cuộc thi chứng nhận",
        "opening_en": "The Organising Board of the contest certifies that",
        "lines": [
            _line(f"đạt {award.prize.name}", "has won the prize named above", strong=True),
            _line(f"với dự án “{award.application.title}”", "with the project named above"),
            _line(f"tại {contest.title}", f"at the innovation contest of Lạng Sơn, {contest.year}"),
            _line(by_decision),
        ],
        "number_word": "Số:",
        "code_word": "Mã kiểm tra:",
        "check_word": "Kiểm tra tại:",
        "place_and_day": f"Lạng Sơn, {day}",
        "place_and_day_en": f"Lạng Sơn, {day_in_english}",
        "signer_position": signer_position,
        "signer": signer,
    }


def _line(text: str, english: str = "", *, strong: bool = False) -> dict[str, Any]:
    return {"text": text, "english": english, "strong": strong}


def revoke_certificate(award: Award, *, actor: Any, reason: str) -> None:
    """Declare the certificate of a revoked award void; call inside the revocation."""
    document = documents.standing_document(KIND, award)
    if document is not None:
        documents.revoke(document, actor=actor, reason=reason)


# --- all at once -------------------------------------------------------------------------------


def start_certificates(
    round_: Round,
    *,
    actor: Any,
    issued_on: dt.date,
    signer: str,
    signer_position: str,
    language: str,
) -> BackgroundJob:
    """Ask for one PDF with the certificates of all awards, issuing those that are missing."""
    awards = list(awards_to_certify(round_))
    if not awards:
        raise DocumentRefusedError(_("No award of this edition is published."))
    for award in awards:
        _check(award, issued_on)
    contest = Contest.objects.get(pk=round_.contest_id)
    params = {
        "round": round_.pk,
        "issued_on": issued_on.isoformat(),
        "signer": signer,
        "signer_position": signer_position,
        "language": language,
    }
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Certificates of the contest of %(year)d (PDF)") % {"year": contest.year}
    return jobs.start(JOB, title=title, params=params, actor=actor)


@job(JOB, permission=PERMISSION, about=("contests.Round", "round"))
def build_certificates(row: BackgroundJob, report: Report) -> Outcome:
    """Issue what is missing, one transaction each, and bind all into one file for the printer."""
    actor, params = row.requested_by, row.params
    require(actor, PERMISSION)
    round_ = Round.objects.select_related("contest").get(pk=params["round"])
    issued_on = parse_date(params["issued_on"])
    if issued_on is None:  # pragma: no cover -- written by start_certificates
        raise ValueError(params["issued_on"])
    awards = list(awards_to_certify(round_))
    writer = PdfWriter()
    for done, award in enumerate(awards, start=1):
        document = documents.standing_document(KIND, award) or issue_certificate(
            award,
            actor=actor,
            issued_on=issued_on,
            signer=params["signer"],
            signer_position=params["signer_position"],
            language=params["language"],
        )
        with document.stored.file.open("rb") as source:
            writer.append(io.BytesIO(source.read()))
        report(done, len(awards))
    out = io.BytesIO()
    writer.write(out)
    name = f"giay-chung-nhan-{round_.contest.year}.pdf"
    return Outcome(name=name, content_type="application/pdf", content=out.getvalue())


# --- for the people of the dossier -------------------------------------------------------------


def own_awards(application: Application) -> list[tuple[Award, IssuedDocument | None]]:
    """The awards that the people of a dossier may know of, each with its certificate.

    Empty before the publication of the final; a revoked award stays in the list and says so.
    """
    rows = application.awards.filter(
        prize__contest__rounds__kind=RoundKind.FINAL,
        prize__contest__rounds__state=RoundState.PUBLISHED,
        state__in={*STANDING_AWARD_STATES, AwardState.REVOKED},
    )
    awards = list(
        rows.select_related("prize__family", "revoked_decision")
        .order_by("prize__order", "pk")
        .distinct()
    )
    found = certificates_of(awards) if awards else {}
    return [(award, found.get(award.pk)) for award in awards]


def own_certificate(application: Application, number: int) -> IssuedDocument | None:
    """One standing certificate of a dossier, by its id."""
    papers = (document for _award, document in own_awards(application))
    return next((paper for paper in papers if paper is not None and paper.pk == number), None)
