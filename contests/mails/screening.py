"""What applicants are told during the validity check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import Application, SupplementRequest


def supplement_requested(request: SupplementRequest) -> Mail:
    return _to_applicant(
        request.application,
        "screening_supplement_requested",
        text=request.text,
        due_at=request.due_at,
    )


def marked_valid(application: Application) -> Mail:
    return _to_applicant(application, "screening_valid")


def marked_invalid(application: Application) -> Mail:
    return _to_applicant(application, "screening_invalid", reason=application.state_reason)


def check_reopened(application: Application, *, reason: str) -> Mail:
    return _to_applicant(application, "screening_reopened", reason=reason)


def disqualified(application: Application) -> Mail:
    return _to_applicant(application, "screening_disqualified", reason=application.state_reason)


def _to_applicant(application: Application, template: str, **values: object) -> Mail:
    contest = application.contest
    return Mail(
        template=f"contests/{template}",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
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
