"""What judges are told about their work, and the secretariat about conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from portal.dates import format_deadline
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import ConflictDeclaration, Round, ScoreSheet
    from portal.models import User


def entries_assigned(round_: Round, judge: User, *, new: int, total: int) -> Mail:
    """To a judge: dossiers to score, how many, until when, where."""
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
                reverse("contests:judge_round", args=[round_.contest.year, round_.slug])
            ),
        },
        about=f"{round_}",
        dedupe_key=f"judging_assigned:{round_.pk}:{judge.pk}:{published.isoformat()}",
    )


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
                    args=[round_.contest.year, round_.slug, application.public_id],
                )
            ),
        },
        about=application.reference or "",
        dedupe_key=f"judging_unlocked:{sheet.pk}:{sheet.version}",
    )


def _due(round_: Round) -> str:
    return format_deadline(round_.scoring_due_at) if round_.scoring_due_at else ""
