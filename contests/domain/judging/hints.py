"""Possible conflicts that the machine points out, and what the secretariat concludes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from contests.domain.judging.facts import (
    JOINED,
    PREFETCHED,
    dossier_facts,
    judge_facts,
)
from contests.domain.judging.ties import bar_between, hints_between
from contests.models import Application, Assignment, HintDismissal
from portal import audit
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from contests.domain.judging.ties import DossierFacts, Hint, JudgeFacts
    from contests.enums import PlacementProblem
    from contests.models import Round
    from portal.models import User


class HintedPairError(RefusedError):
    """The machine sees a possible conflict, and nobody has said yet why it is none."""


class KnownTies:
    """Bars and open hints between judges and dossiers, read once for a whole round.

    A hint that the secretariat dismissed is not open any more.
    """

    def __init__(self, judges: Iterable[User], applications: Iterable[Application]) -> None:
        rows = list(applications)
        self._judges = judge_facts(judges)
        self._dossiers: dict[int, DossierFacts] = {row.pk: dossier_facts(row) for row in rows}
        self._dismissed = frozenset(
            HintDismissal.objects.filter(
                judge__in=list(self._judges), application__in=list(self._dossiers)
            ).values_list("application_id", "judge_id", "kind", "evidence")
        )

    def bar(self, application_id: int, judge_id: int) -> PlacementProblem | None:
        """Why the pair is refused for good; None when nothing bars it."""
        return bar_between(*self._pair(application_id, judge_id))

    def hints(self, application_id: int, judge_id: int) -> list[Hint]:
        """The hints that nobody has concluded."""
        return [
            hint
            for hint in hints_between(*self._pair(application_id, judge_id))
            if (application_id, judge_id, hint.kind, hint.evidence) not in self._dismissed
        ]

    def _pair(self, application_id: int, judge_id: int) -> tuple[JudgeFacts, DossierFacts]:
        return self._judges[judge_id], self._dossiers[application_id]


def ties_of(application: Application, judge: User) -> KnownTies:
    """Return what ties one judge to one dossier."""
    loaded = Application.objects.select_related(*JOINED).prefetch_related(*PREFETCHED)
    return KnownTies([judge], [loaded.get(pk=application.pk)])


def open_hints(application: Application, judge: User) -> list[Hint]:
    """Return the likenesses of the pair that nobody has concluded."""
    return ties_of(application, judge).hints(application.pk, judge.pk)


def questions_for(assignment: Assignment) -> list[str]:
    """What to ask the judge about the dossier on the table.

    A round that hides names must not give them away by a question: there it only asks whether the
    judge recognises who is behind it.
    """
    hints = open_hints(assignment.entry.application, assignment.judge)
    if hints and assignment.entry.round.hides_names:
        return [
            _("The records suggest that you may be close to the authors. Do you recognise them?")
        ]
    return [hint.question for hint in hints]


@transaction.atomic
def dismiss_hints(
    application: Application, judge: User, *, actor: Any, reason: str
) -> list[HintDismissal]:
    """Record that the open hints of the pair are no conflict, with the reason; twice is once.

    Other evidence that comes up later is shown again.
    """
    require(actor, "contests.dismiss_hint")
    if not reason.strip():
        raise ReasonMissingError(_("Enter the reason"))
    rows = []
    for hint in open_hints(application, judge):
        row, is_new = HintDismissal.objects.get_or_create(
            application=application,
            judge=judge,
            kind=hint.kind,
            evidence=hint.evidence,
            defaults={
                "reason": reason,
                "dismissed_by": judge if actor is audit.SYSTEM else actor,
            },
        )
        rows.append(row)
        if is_new:
            audit.record(row, "dismiss_hint", actor=actor, reason=reason, judge=judge)
    return rows


@dataclass(frozen=True, kw_only=True)
class DoubtfulAssignment:
    """An assignment with open hints, or one that should not exist any more."""

    assignment: Assignment
    hints: list[Hint]
    bar: PlacementProblem | None

    @property
    def sheet_label(self) -> str:
        """How far the judge's sheet is, in words."""
        sheet = getattr(self.assignment, "sheet", None)
        return sheet.get_state_display() if sheet else _("Not started")


def doubtful_assignments(round_: Round) -> list[DoubtfulAssignment]:
    """Return the standing assignments of the round that a person has to look at.

    A constant number of queries.
    """
    rows = list(
        Assignment.objects.filter(entry__round=round_)
        .standing()
        .select_related("judge", "sheet", *(f"entry__application__{name}" for name in JOINED))
        .prefetch_related(*(f"entry__application__{name}" for name in PREFETCHED))
        .order_by("entry__running_order", "entry__pk", "pk")
    )
    ties = KnownTies(
        {row.judge_id: row.judge for row in rows}.values(),
        {row.entry.application_id: row.entry.application for row in rows}.values(),
    )
    found = [
        DoubtfulAssignment(
            assignment=row,
            hints=ties.hints(row.entry.application_id, row.judge_id),
            bar=ties.bar(row.entry.application_id, row.judge_id),
        )
        for row in rows
    ]
    return [each for each in found if each.hints or each.bar]
