"""What the chair of a panel sees and does: progress and recusals of its judges, never their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from contests.domain.judging.reading import progress
from contests.models import ConflictDeclaration, PanelMember
from portal import audit
from portal.workflow import require

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from contests.domain.judging.reading import JudgeProgress
    from contests.models import Round
    from portal.models import User


def panel_progress(round_: Round, *, chair: User) -> list[JudgeProgress]:
    """Return how far the judges of the chair's panels are: counts only, no scores.

    Before the assignments are published nobody has any.
    """
    if round_.assignments_published_at is None:
        return []
    mine = set(_judges_of(round_, chair))
    return [row for row in progress(round_) if row.judge.pk in mine]


def recusals_before(round_: Round, *, chair: User) -> QuerySet[ConflictDeclaration]:
    """Return what judges of the chair's panels declared in the round, open ones first.

    Without the dossiers that the chair declared a conflict with: these left the chair's eyes too.
    """
    kept_away = ConflictDeclaration.objects.filter(judge=chair).values("application")
    return (
        ConflictDeclaration.objects.filter(
            application__entries__round=round_, judge__in=_judges_of(round_, chair)
        )
        .exclude(application__in=kept_away)
        .select_related("application", "judge", "confirmed_by")
        .order_by("confirmed_at", "declared_at", "pk")
        .distinct()
    )


@transaction.atomic
def confirm_recusal(conflict: ConflictDeclaration, *, actor: Any) -> ConflictDeclaration:
    """Take note of a recusal; twice is once.

    The dossier left the judge at the declaration: this only says that the chair, or the Board, knows.
    """
    locked = ConflictDeclaration.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    require(actor, "contests.confirm_recusal", locked)
    done = ConflictDeclaration.objects.filter(pk=locked.pk, confirmed_at=None).update(
        confirmed_by=locked.judge if actor is audit.SYSTEM else actor, confirmed_at=timezone.now()
    )
    locked.refresh_from_db()
    if done:
        audit.record(locked, "confirm_recusal", actor=actor, judge=locked.judge)
    return locked


def _judges_of(round_: Round, chair: User) -> list[int]:
    panels = round_.panels.filter(members__judge=chair, members__is_chair=True)
    return list(
        PanelMember.objects.filter(panel__in=panels.values("pk")).values_list("judge_id", flat=True)
    )
