"""What judges are told about their work, and the secretariat about conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from portal.dates import format_deadline
from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import ConflictDeclaration, JudgeInvitation, Round, ScoreSheet
    from portal.models import User


@in_vietnamese
def entries_assigned(
    round_: Round, judge: User, *, new: int, total: int, is_chair: bool = False
) -> Mail:
    """To a judge: dossiers to score, how many, until when, where; to a chair also the panel's page."""
    published = round_.assignments_published_at or timezone.now()
    return Mail(
        template="contests/judging_assigned",
        recipient=judge.email,
        context={
            "judge": str(judge),
            "round": round_.name,
            "contest": round_.contest.title,
            "new": new,
            "total": total,
            "due": _due(round_),
            "url": absolute_url(
                reverse("contests:judge_round", args=[round_.contest.key, round_.slug])
            ),
            "panel_url": _panel_url(round_) if is_chair else "",
        },
        about=f"{round_}",
        dedupe_key=f"judging_assigned:{round_.pk}:{judge.pk}:{published.isoformat()}",
    )


@in_vietnamese
def panel_at_work(round_: Round, chair: User) -> Mail:
    """To a chair without dossiers of their own: the panel begins. Once a round."""
    return Mail(
        template="contests/judging_chair",
        recipient=chair.email,
        context={
            "judge": str(chair),
            "round": round_.name,
            "contest": round_.contest.title,
            "due": _due(round_),
            "url": _panel_url(round_),
        },
        about=f"{round_}",
        dedupe_key=f"judging_chair:{round_.pk}:{chair.pk}",
    )


@in_vietnamese
def conflict_declared(conflict: ConflictDeclaration) -> Mail:
    """To the secretariat: somebody else has to score this dossier."""
    application = conflict.application
    return Mail(
        template="contests/judging_conflict",
        recipient=application.contest.contact_email,
        context={
            "judge": str(conflict.judge),
            "declared_by": str(conflict.declared_by),
            "reference": application.reference or application.public_id,
            "title": application.title,
            "reason": conflict.reason,
            "contest": application.contest.title,
        },
        about=application.reference or "",
        dedupe_key=f"judging_conflict:{conflict.pk}",
    )


@in_vietnamese
def sheet_unlocked(sheet: ScoreSheet, *, reason: str) -> Mail:
    """To a judge: a sheet may be corrected and has to be sent again."""
    entry = sheet.assignment.entry
    round_, application = entry.round, entry.application
    judge = sheet.assignment.judge
    return Mail(
        template="contests/judging_unlocked",
        recipient=judge.email,
        context={
            "judge": str(judge),
            "reference": application.reference or application.public_id,
            "title": application.title,
            "round": round_.name,
            "reason": reason,
            "due": _due(round_),
            "url": absolute_url(
                reverse(
                    "contests:judge_sheet",
                    args=[round_.contest.key, round_.slug, application.public_id],
                )
            ),
        },
        about=application.reference or "",
        dedupe_key=f"judging_unlocked:{sheet.pk}:{sheet.version}",
    )


@in_vietnamese
def judge_invited(invitation: JudgeInvitation, *, key: str) -> Mail:
    """To the invited person: what is asked, and the link that nobody else may use."""
    return _to_invited(
        invitation,
        "judge_invited",
        key=key,
        dedupe=invitation.nonce,
        terms=invitation.terms,
    )


@in_vietnamese
def judge_reminded(invitation: JudgeInvitation, *, key: str) -> Mail:
    """To the invited person: the answer is missing. One a day."""
    day = timezone.localdate()
    return _to_invited(invitation, "judge_reminded", key=key, dedupe=f"{invitation.nonce}:{day}")


@in_vietnamese
def judge_revoked(invitation: JudgeInvitation, *, reason: str) -> Mail:
    """To the invited person: the link holds no more."""
    context = _about_invitation(invitation) | {"reason": reason}
    return Mail(
        template="contests/judge_revoked",
        recipient=invitation.email,
        reply_to=invitation.panel.round.contest.contact_email,
        context=context,
        about=str(invitation.panel),
        dedupe_key=f"judge_revoked:{invitation.pk}:{invitation.nonce}",
    )


@in_vietnamese
def judge_answered(invitation: JudgeInvitation, *, accepts: bool) -> Mail:
    """To the secretariat: yes, or no with the reason."""
    context = _about_invitation(invitation) | {
        "accepts": accepts,
        "reason": invitation.decline_reason,
        "email": invitation.email,
    }
    return Mail(
        template="contests/judge_answered",
        recipient=invitation.panel.round.contest.contact_email,
        context=context,
        about=str(invitation.panel),
        dedupe_key=f"judge_answered:{invitation.pk}:{invitation.nonce}:{accepts}",
    )


def _to_invited(
    invitation: JudgeInvitation, template: str, *, key: str, dedupe: str, **values: object
) -> Mail:
    path = reverse("contests:judge_invitation", args=[key])
    context = _about_invitation(invitation) | values
    return Mail(
        template=f"contests/{template}",
        recipient=invitation.email,
        reply_to=invitation.panel.round.contest.contact_email,
        context=context
        | {"url": absolute_url(path), "expires": format_deadline(invitation.expires_at)},
        about=str(invitation.panel),
        dedupe_key=f"{template}:{invitation.pk}:{dedupe}",
        is_secret=True,
    )


def _about_invitation(invitation: JudgeInvitation) -> dict[str, Any]:
    round_ = invitation.panel.round
    return {
        "name": invitation.full_name,
        "panel": invitation.panel.name,
        "round": round_.name,
        "contest": round_.contest.title,
        "is_chair": invitation.is_chair,
    }


def _due(round_: Round) -> str:
    return format_deadline(round_.scoring_due_at) if round_.scoring_due_at else ""


def _panel_url(round_: Round) -> str:
    return absolute_url(reverse("contests:judge_panel", args=[round_.contest.key, round_.slug]))
