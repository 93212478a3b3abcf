"""What those who advanced are asked and told about their place in the next round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contests.enums import ParticipationState
from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import Participation, Round


@in_vietnamese
def participation_asked(
    participation: Participation, *, following: Round | None, path: str
) -> Mail:
    """The question, with the link that answers it."""
    return _about(participation, "participation_asked", "asked", path=path, round=_name(following))


@in_vietnamese
def participation_reminder(
    participation: Participation, *, days: int, following: Round | None, path: str
) -> Mail:
    """No answer yet, and the time runs out."""
    key = f"reminder:{days}:{participation.due_at:%Y%m%d%H%M}"
    return _about(participation, "participation_reminder", key, path=path, round=_name(following))


@in_vietnamese
def participation_answered(participation: Participation, *, path: str) -> Mail:
    """The answer was taken."""
    return _about(
        participation,
        "participation_answered",
        f"answered:{participation.state}",
        path=path,
        takes_part=participation.state == ParticipationState.CONFIRMED,
        reason=participation.reason,
    )


def _name(round_: Round | None) -> str:
    return round_.name if round_ else "vòng tiếp theo"


def _about(
    participation: Participation, template: str, key: str, *, path: str, **context: object
) -> Mail:
    application = participation.entry.application
    contest = application.contest
    parts = (contest.contact_name, contest.contact_phone, contest.contact_email)
    return Mail(
        template=f"contests/{template}",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=f"participation:{participation.pk}:{key}",
        context={
            "name": application.addressee,
            "reference": application.reference or application.public_id,
            "title": application.mail_title,
            "contest": contest.title,
            "due_at": participation.due_at,
            "url": absolute_url(path),
            "contact": " · ".join(part for part in parts if part),
            **context,
        },
    )
