"""What an applicant is told about starting, submitting and withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from datetime import datetime

    from contests.models import Application, ApplicationSnapshot


@in_vietnamese
def application_submitted(
    application: Application,
    snapshot: ApplicationSnapshot,
    *,
    deadline_at: datetime | None,
    next_steps: str,
) -> Mail:
    """The receipt: one for each submitted version; ``next_steps`` are lines of what is to come."""
    return _to_owner(
        application,
        "application_submitted",
        url_name="application_submitted",
        dedupe_key=f"receipt:{application.public_id}:{snapshot.sequence}",
        submitted_at=snapshot.submitted_at,
        is_first=snapshot.sequence == 1,
        screening_until=application.contest.screening_until,
        deadline_at=deadline_at,
        fingerprint=snapshot.sha256,
        next_steps=next_steps,
    )


@in_vietnamese
def extra_submitted(
    application: Application, snapshot: ApplicationSnapshot, *, round_name: str
) -> Mail:
    """The receipt for what a round asked in addition: one for each version."""
    return _to_owner(
        application,
        "application_extra_submitted",
        dedupe_key=f"receipt:{application.public_id}:{snapshot.sequence}",
        submitted_at=snapshot.submitted_at,
        round_name=round_name,
        number=snapshot.sequence,
        fingerprint=snapshot.sha256,
    )


@in_vietnamese
def application_reopened(application: Application, *, deadline_at: datetime | None) -> Mail:
    """Withdrawn to be corrected: says that it is not submitted at the moment."""
    return _to_owner(application, "application_reopened", deadline_at=deadline_at)


@in_vietnamese
def application_withdrawn(application: Application) -> Mail:
    return _to_owner(application, "application_withdrawn", reason=application.state_reason)


@in_vietnamese
def draft_reminder(
    application: Application, *, days: int, threshold: int, deadline_at: datetime
) -> Mail:
    """One reminder per draft, deadline and threshold; ``days`` are left."""
    return _to_owner(
        application,
        "application_draft_reminder",
        dedupe_key=draft_reminder_key(application, deadline_at, threshold),
        days=days,
        deadline_at=deadline_at,
    )


@in_vietnamese
def draft_reminder_key(application: Application, deadline_at: datetime, threshold: int) -> str:
    """What makes a reminder one: a moved deadline is reminded of anew."""
    return f"draft:{application.public_id}:{deadline_at:%Y%m%d%H%M}:{threshold}"


def _to_owner(
    application: Application,
    template: str,
    *,
    url_name: str = "application_detail",
    dedupe_key: str | None = None,
    **values: object,
) -> Mail:
    contest = application.contest
    path = (
        application.people_path
        if application.is_for_someone
        else reverse(f"contests:{url_name}", args=[application.public_id])
    )
    contact = (contest.contact_name, contest.contact_phone, contest.contact_email)
    return Mail(
        template=f"contests/{template}",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=dedupe_key,
        context={
            "name": application.addressee,
            "reference": application.reference or "",
            "title": application.mail_title,
            "contest": contest.title,
            "url": absolute_url(path),
            "contact": " · ".join(part for part in contact if part),
            **values,
        },
    )
