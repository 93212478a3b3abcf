"""What teams are asked after the contest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import FollowUp


@in_vietnamese
def follow_up_asked(follow_up: FollowUp, *, key: str) -> Mail:
    """The questions, behind a link that needs no sign-in."""
    return _to_team(follow_up, "follow_up_asked", key=key, dedupe="asked")


@in_vietnamese
def follow_up_reminder(follow_up: FollowUp, *, key: str, number: int) -> Mail:
    """The ``number``-th of two reminders."""
    return _to_team(follow_up, "follow_up_reminder", key=key, dedupe=f"reminder:{number}")


def _to_team(follow_up: FollowUp, template: str, *, key: str, dedupe: str) -> Mail:
    application = follow_up.application
    contest = application.contest
    contact = (contest.contact_name, contest.contact_phone, contest.contact_email)
    return Mail(
        template=f"contests/{template}",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=f"follow-up:{follow_up.pk}:{dedupe}",
        context={
            "name": application.addressee,
            "reference": application.reference or application.public_id,
            "title": application.mail_title,
            "months": follow_up.months,
            "contest": contest.title,
            "url": absolute_url(reverse("contests:follow_up", args=[key])),
            "contact": " · ".join(part for part in contact if part),
        },
    )
