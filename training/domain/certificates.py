"""Certificates of completion: who gets one, what is printed, revoking, printing a name anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ecosystem.enums import PLACE_STATES, RegistrationState
from portal import audit, documents
from portal.dates import format_long
from portal.documents import DocumentKind, DocumentRefusedError
from portal.mail import queue
from portal.models import IssuedDocument
from portal.models.documents import PaperLanguage
from portal.text import clean_line, name_sort_key
from portal.workflow import ReasonMissingError, require
from training.domain.presence import Share, share_of, shares_of
from training.enums import CAME
from training.mails import after as mails
from training.models import CourseRun, Registration
from training.workflow import REGISTRATION

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

KIND: Final = "training.completion"
PERMISSION: Final = "training.issue_certificate"


@dataclass(frozen=True, kw_only=True)
class PaperDetails:
    """What stands on the paper beside the person and the class."""

    issued_on: dt.date
    signer: str
    signer_position: str
    basis: str = ""
    language: str = PaperLanguage.VIETNAMESE


# --- the public check page ---------------------------------------------------------------------


def _public_holder(document: IssuedDocument) -> str:
    """Enough to compare with the paper in hand, not enough to tell who it is: N. V. Học."""
    *others, given = document.holder.split() or [""]
    return " ".join([*(f"{word[0]}." for word in others), given])


def _public_details(document: IssuedDocument) -> list[tuple[Any, str]]:
    """The course and its days, of a paper that stands."""
    registration = document.subject
    if not document.is_valid or not isinstance(registration, Registration):
        return []
    run = registration.run
    return [(_("Course"), run.course.name), (_("Days"), run.days)]


def _tell_revoked(document: IssuedDocument) -> None:
    registration = document.subject
    if isinstance(registration, Registration):
        queue(mails.certificate_revoked(registration, document))


documents.register(
    KIND,
    DocumentKind(
        label=gettext_lazy("Certificate of completion of a course"),
        prefix="GCN-ĐT",
        issuer=gettext_lazy("Department of Science and Technology of Lạng Sơn province"),
        public_holder=_public_holder,
        public_details=_public_details,
        permission=PERMISSION,
        on_revoked=_tell_revoked,
    ),
)


# --- who gets one ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody of a class: the share attended, how far off, the paper that stands or was revoked."""

    registration: Registration
    share: Share
    reaches: bool
    missing: int
    document: IssuedDocument | None = None
    revoked: IssuedDocument | None = None

    @property
    def is_open(self) -> bool:
        """Whether a certificate may be issued: at all, not only by a reason."""
        return self.document is None and self.share.came > 0


def candidates_of(run: CourseRun) -> list[Candidate]:
    """Those who had a place or came, in the order of a Vietnamese list; a fixed number of queries."""
    percent = run.course.min_attendance or 0
    rows = Registration.objects.standing().filter(run=run)
    had_place = Q(state__in={*PLACE_STATES, RegistrationState.ABSENT})
    rows = rows.filter(had_place | Q(attendances__mark__in=CAME)).select_related("group").distinct()
    found = sorted(rows, key=lambda row: name_sort_key(row.full_name))
    shares = shares_of(run)
    papers: dict[int, IssuedDocument] = {}
    voids: dict[int, IssuedDocument] = {}
    for paper in papers_of(run):
        (papers if paper.is_valid else voids)[paper.subject_id] = paper
    return [
        Candidate(
            registration=row,
            share=shares[row.pk],
            reaches=shares[row.pk].reaches(percent),
            missing=shares[row.pk].missing(percent),
            document=papers.get(row.pk),
            revoked=voids.get(row.pk),
        )
        for row in found
    ]


def papers_of(run: CourseRun) -> Sequence[IssuedDocument]:
    """Every paper of the class, revoked ones as well, by number."""
    people = Registration.objects.filter(run=run).values("pk")
    rows = IssuedDocument.objects.filter(kind=KIND, subject_id__in=people).select_related("stored")
    return list(rows.order_by("year", "serial"))


def certificate_of(registration: Registration) -> IssuedDocument | None:
    """The paper that stands for somebody: what the own page offers."""
    return documents.standing_document(KIND, registration)


def refuse_certificates(run: CourseRun) -> None:
    """Refuse for a class that gives none, or not yet."""
    if run.course.min_attendance is None:
        raise DocumentRefusedError(
            _(
                "This course gives no certificate. Enter the attendance that it needs, at the course."
            )
        )
    if not run.is_published or not run.is_over:
        raise DocumentRefusedError(_("Certificates are issued once the class is over."))


def refuse_day(run: CourseRun, issued_on: dt.date) -> None:
    """Refuse a day in the future, or before the last session."""
    if issued_on > timezone.localdate():
        raise DocumentRefusedError(_("The document’s date must not be in the future"))
    if run.ends_at and issued_on < timezone.localdate(run.ends_at):
        raise DocumentRefusedError(_("A certificate is not dated before the end of the class."))


# --- one ---------------------------------------------------------------------------------------


@transaction.atomic
def issue_certificate(
    registration: Registration, *, actor: Any, paper: PaperDetails, reason: str = ""
) -> IssuedDocument:
    """Issue the certificate of one person and tell them.

    Refused while an earlier one stands and to whoever never came; below the course's attendance it
    takes a reason, which stays in the audit trail.
    """
    locked = _lock(registration)
    require(actor, PERMISSION, locked)
    refuse_certificates(locked.run)
    share = share_of(locked)
    if share is None or not share.came:
        raise DocumentRefusedError(
            _("%(name)s did not come: no certificate.") % {"name": locked.full_name}
        )
    is_below = not share.reaches(locked.run.course.min_attendance or 0)
    if is_below and not reason.strip():
        raise ReasonMissingError(_("Enter the reason for those below the attendance needed"))
    document = _issue(locked, paper, actor=actor)
    if is_below:
        audit.record(
            document,
            "certify_below",
            actor=actor,
            reason=reason.strip(),
            attendance=f"{share.came}/{share.sessions}",
        )
    queue(mails.certificate_issued(locked, document))
    return document


@transaction.atomic
def revoke_certificate(registration: Registration, *, actor: Any, reason: str) -> IssuedDocument:
    """Declare the certificate void and tell the person why."""
    locked = _lock(registration)
    return documents.revoke(_standing(locked), actor=actor, reason=reason)


@transaction.atomic
def reissue_certificate(
    registration: Registration, *, actor: Any, full_name: str, reason: str, paper: PaperDetails
) -> IssuedDocument:
    """Correct the name and print the certificate anew; the old paper is void, one mail tells both."""
    locked = _lock(registration)
    require(actor, PERMISSION, locked)
    old, name = _standing(locked), clean_line(full_name)
    if not name:
        raise DocumentRefusedError(_("A paper needs the name of its holder."))
    documents.revoke(old, actor=actor, reason=reason, is_replacing=True)
    if name != locked.full_name:
        former, locked.full_name = locked.full_name, name
        locked.save(update_fields=["full_name"])
        audit.record(locked, "correct_name", actor=actor, reason=reason, former=former, name=name)
    document = _issue(locked, paper, actor=actor)
    queue(mails.certificate_reissued(locked, document, old))
    return document


def _lock(registration: Registration) -> Registration:
    REGISTRATION.lock(registration)
    rows = Registration.objects.select_related("run__course__organizer", "group")
    locked: Registration = rows.select_related("run__organizer", "run__locality").get(
        pk=registration.pk
    )
    return locked


def _standing(registration: Registration) -> IssuedDocument:
    document = certificate_of(registration)
    if document is None:
        raise DocumentRefusedError(_("No certificate stands for this person."))
    return document


def _issue(registration: Registration, paper: PaperDetails, *, actor: Any) -> IssuedDocument:
    refuse_day(registration.run, paper.issued_on)
    return documents.issue(
        KIND,
        subject=registration,
        year=paper.issued_on.year,
        holder=registration.full_name,
        issued_on=paper.issued_on,
        content=_content(registration.run, paper),
        basis=paper.basis,
        language=paper.language,
        actor=actor,
    )


# --- the words on the paper --------------------------------------------------------------------


def _content(run: CourseRun, paper: PaperDetails) -> dict[str, Any]:
    """It is a Vietnamese paper whoever prints it; English is added."""
    with override(settings.LANGUAGE_CODE):
        day = format_long(paper.issued_on)
    with override("en"):
        day_in_english = format_long(paper.issued_on)
    basis, held_by = clean_line(paper.basis), run.held_by
    length, length_in_english = _length(run)
    return {
        "parent": "Ủy ban nhân dân tỉnh Lạng Sơn",
        "issuer": "Sở Khoa học và Công nghệ",
        "nation": "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "heading": "Giấy chứng nhận",
        "heading_en": "Certificate of completion",
        "opening": "Sở Khoa học và Công nghệ tỉnh Lạng Sơn chứng nhận",
        "opening_en": "The Department of Science and Technology of Lạng Sơn certifies that",
        "lines": [
            _line("đã hoàn thành khóa đào tạo, tập huấn", "has completed the course"),
            _line(f"“{run.course.name}”", strong=True),
            *([_line(f"do {held_by} tổ chức")] if held_by and not _is_department(held_by) else []),
            _line(_where_and_when(run)),
            _line(length, length_in_english),
            *([_line(f"Theo {basis}")] if basis else []),
        ],
        "number_word": "Số:",
        "code_word": "Mã kiểm tra:",
        "check_word": "Kiểm tra tại:",
        "place_and_day": f"Lạng Sơn, {day}",
        "place_and_day_en": f"Lạng Sơn, {day_in_english}",
        "signer_position": clean_line(paper.signer_position),
        "signer": clean_line(paper.signer),
    }


def _line(text: str, english: str = "", *, strong: bool = False) -> dict[str, Any]:
    return {"text": text, "english": english, "strong": strong}


def _is_department(organization: Any) -> bool:
    return organization.slug == "so-khoa-hoc-va-cong-nghe"


def _where_and_when(run: CourseRun) -> str:
    first, *more = run.days.split("–")
    days = f"từ ngày {first} đến ngày {more[0]}" if more else f"ngày {first}"
    return f"tổ chức tại {run.place}, {days}" if run.place else f"tổ chức trực tuyến, {days}"


def _length(run: CourseRun) -> tuple[str, str]:
    """Sessions and hours: 4 buổi, 12 giờ."""
    sessions = list(run.sessions.all())  # type: ignore[attr-defined]  # the reverse side
    minutes = sum(
        int((session.ends_at - session.starts_at).total_seconds()) // 60 for session in sessions
    )
    hours = f"{minutes / 60:.1f}".removesuffix(".0")
    return (
        f"({len(sessions)} buổi, {hours.replace('.', ',')} giờ)",
        f"sessions: {len(sessions)}, hours: {hours}",
    )
