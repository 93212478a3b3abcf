"""What applicants are told during the validity check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from datetime import datetime

    from contests.models import Application, ApplicationSnapshot, SupplementRequest


@in_vietnamese
def supplement_requested(request: SupplementRequest) -> Mail:
    return _to_applicant(
        request.application,
        "screening_supplement_requested",
        text=request.text,
        due_at=request.due_at,
    )


@in_vietnamese
def supplement_reminder(request: SupplementRequest) -> Mail:
    """One for each request and due time."""
    return _to_applicant(
        request.application,
        "screening_supplement_reminder",
        dedupe_key=f"supplement:{request.pk}:{request.due_at:%Y%m%d%H%M}",
        text=request.text,
        due_at=request.due_at,
    )


@in_vietnamese
def supplement_closed(request: SupplementRequest, snapshot: ApplicationSnapshot | None) -> Mail:
    """The time is over; ``snapshot`` is the version that counts."""
    return _to_applicant(
        request.application,
        "screening_supplement_closed",
        due_at=request.due_at,
        sequence=snapshot.sequence if snapshot else None,
        submitted_at=snapshot.submitted_at if snapshot else None,
    )


@in_vietnamese
def marked_valid(application: Application) -> Mail:
    return _to_applicant(application, "screening_valid")


@in_vietnamese
def marked_invalid(application: Application, *, petition_until: datetime | None) -> Mail:
    """Not valid, and why; ``petition_until`` is the last instant for a petition, None without one."""
    return _to_applicant(
        application,
        "screening_invalid",
        reason=application.state_reason,
        petition_until=petition_until,
    )


@in_vietnamese
def check_reopened(application: Application, *, reason: str) -> Mail:
    return _to_applicant(application, "screening_reopened", reason=reason)


@in_vietnamese
def disqualified(application: Application) -> Mail:
    return _to_applicant(application, "screening_disqualified", reason=application.state_reason)


def _to_applicant(
    application: Application, template: str, *, dedupe_key: str | None = None, **values: object
) -> Mail:
    contest = application.contest
    return Mail(
        template=f"contests/{template}",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=dedupe_key,
        context={
            "name": application.addressee,
            "reference": application.reference or application.public_id,
            "title": application.mail_title,
            "contest": contest.title,
            "url": absolute_url(application.people_path),
            "contact": " · ".join(
                part
                for part in (contest.contact_name, contest.contact_phone, contest.contact_email)
                if part
            ),
            **values,
        },
    )
