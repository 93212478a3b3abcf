"""What applicants are told when the result of a round is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from contests.enums import Outcome
from portal.dates import format_deadline
from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from datetime import datetime

    from contests.models import Application, Award, Contest, OfficialDecision, Round

_TEMPLATES: Final = {
    Outcome.ADVANCE: "result_advanced",
    Outcome.NOT_ADVANCE: "result_not_advanced",
    Outcome.RESERVE: "result_reserve",
    Outcome.AWARD: "result_awarded",
    Outcome.NO_AWARD: "result_not_awarded",
}


@in_vietnamese
def round_result(
    application: Application,
    *,
    round_: Round,
    outcome: str,
    feedback: Any,
    prize: str = "",
    extra: Any = None,
    petition_until: datetime | None = None,
    reserve_position: int | None = None,
) -> Mail:
    """The result of one application in one round.

    ``feedback`` is the applicant's own, None where the round releases it by a later act.
    ``extra`` is what the next round asks of those who advance, None where it asks nothing;
    ``petition_until`` is the last instant for a petition, None where none is taken.
    """
    contest = round_.contest
    decision: Any = round_.decision
    results = (
        reverse("contests:contest_results", args=[contest.key])
        if round_.is_final
        else reverse("contests:round_results", args=[contest.key, round_.slug])
    )
    return Mail(
        template=f"contests/{_TEMPLATES[Outcome(outcome)]}",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=f"round-result:{round_.pk}:{application.pk}",
        context={
            **_frame(application, contest),
            "round": round_.name,
            "round_lower": round_.name[:1].lower() + round_.name[1:],
            "prize": prize,
            "extra_parts": [task.title for task in extra.tasks] if extra else [],
            "extra_round": extra.round.name if extra else "",
            "extra_due": format_deadline(extra.due_at) if extra and extra.due_at else "",
            "decision_number": decision.number,
            "decision_date": decision.issued_on,
            **_feedback(feedback),
            "reserve_position": reserve_position,
            "petition_until": petition_until,
            "results_url": absolute_url(results),
        },
    )


@in_vietnamese
def called_up(
    application: Application,
    *,
    round_: Round,
    decision: OfficialDecision,
    due_at: datetime,
    answer_path: str,
) -> Mail:
    """An entry of the reserve list goes on after all, and is asked whether it takes part."""
    contest = round_.contest
    return Mail(
        template="contests/result_called_up",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=f"called-up:{round_.pk}:{application.pk}",
        context={
            **_frame(application, contest),
            "round_lower": round_.name[:1].lower() + round_.name[1:],
            "decision_number": decision.number,
            "decision_date": decision.issued_on,
            "due_at": due_at,
            "answer_url": absolute_url(answer_path),
        },
    )


@in_vietnamese
def feedback_released(application: Application, *, round_: Round, feedback: Any) -> Mail:
    """The feedback that was not sent with the result."""
    contest = round_.contest
    return Mail(
        template="contests/feedback_released",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=f"feedback:{round_.pk}:{application.pk}",
        context={
            **_frame(application, contest),
            "round": round_.name,
            "round_lower": round_.name[:1].lower() + round_.name[1:],
            **_feedback(feedback),
        },
    )


def _feedback(feedback: Any) -> dict[str, object]:
    """The values of the wording; empty where the round keeps something back."""
    has_mean = feedback is not None and feedback.mean is not None
    return {
        "mean": feedback.mean if feedback and has_mean else "",
        "highest": feedback.highest if feedback and has_mean else "",
        "sheets": feedback.sheet_count if feedback and has_mean else 0,
        "band": (feedback.band or "") if feedback else "",
        "criteria": [
            {"name": line.name, "mean": line.mean, "most": line.most}
            for line in (feedback.criteria if feedback else ())
        ],
        "rank": (feedback.rank or "") if feedback else "",
        "ranked": feedback.ranked if feedback and feedback.rank else "",
        "comments": list(feedback.comments) if feedback else [],
    }


@in_vietnamese
def award_revoked(award: Award) -> Mail:
    """An award of the reader's was taken back by a decision."""
    application = award.application
    contest = application.contest
    decision: Any = award.revoked_decision
    return Mail(
        template="contests/award_revoked",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=f"award-revoked:{award.pk}",
        context={
            **_frame(application, contest),
            "prize": award.prize.label,
            "reason": award.revoked_reason,
            "decision_number": decision.number,
            "decision_date": decision.issued_on,
        },
    )


def _frame(application: Application, contest: Contest) -> dict[str, str]:
    """What every mail about a result says: whose it is, of which contest, whom to ask."""
    return {
        "name": application.addressee,
        "reference": application.reference or application.public_id,
        "title": application.mail_title,
        "contest": contest.title,
        "url": absolute_url(application.people_path),
        "contact": contact_line(contest),
    }


@in_vietnamese
def contact_line(contest: Contest) -> str:
    """Whom to ask."""
    parts = (contest.contact_name, contest.contact_phone, contest.contact_email)
    return " · ".join(part for part in parts if part)
