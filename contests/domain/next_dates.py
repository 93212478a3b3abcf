"""What comes next for a dossier and when, said honestly: also that it is late, or that no date is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contests.enums import FINAL_STATES, ApplicationState, ContestState, RoundKind, RoundState
from contests.models import Application, Contest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from contests.models import Round, SupplementRequest

SCREENING, AWARDS = "screening", "awards"
_CONCLUSIONS = ("mark_valid", "mark_invalid")
_BEFORE_ROUNDS = frozenset(
    {
        ApplicationState.DRAFT,
        ApplicationState.SUBMITTED,
        ApplicationState.SUPPLEMENT_REQUESTED,
    }
)


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Something to come; ``when`` is a phrase, ``before`` says how long it took last time."""

    label: str
    when: str
    is_late: bool = False
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class _Milestone:
    key: str
    label: str
    day: date | None


def next_steps(
    application: Application,
    *,
    supplement: SupplementRequest | None = None,
    now: datetime | None = None,
    past: Mapping[str, int] | None = None,
) -> list[NextStep]:
    """Return what is still to come for a dossier, in order; empty when its contest is over.

    ``supplement`` is the request that waits for an answer, ``past`` what ``past_days`` returned.
    Reads the rounds of the edition. A day counts as passed from the next day on.
    """
    today = timezone.localdate(now)
    return [
        _said(milestone, today, (past or {}).get(milestone.key))
        for milestone in _milestones(application, supplement, today)
    ]


def next_steps_text(application: Application) -> str:
    """Return the steps as lines of a mail, in the office's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return "\n".join(f"- {step.label}: {step.when}" for step in next_steps(application))


def past_days(contest: Contest) -> dict[str, int]:
    """Return how many days after its deadline the last finished edition reached each step.

    Only what the portal recorded: the last conclusion of the validity check, and the publication
    of each round by its kind. Empty when no earlier edition ran here.
    """
    if contest.is_challenge:
        # How long the contest takes says nothing of an organisation's own problem.
        return {}
    last = (
        Contest.objects.contests()
        .filter(
            state=ContestState.FINISHED,
            year__lt=contest.year,
            is_demo=contest.is_demo,
            deadline_at__isnull=False,
        )
        .order_by("-year")
        .first()
    )
    if last is None:
        return {}
    reached: dict[str, datetime | None] = {SCREENING: _last_conclusion(last)}
    for round_ in last.rounds.order_by("order"):
        reached[str(round_.kind)] = round_.published_at
    deadline_on = timezone.localdate(last.deadline_at)
    days = {
        key: (timezone.localdate(moment) - deadline_on).days
        for key, moment in reached.items()
        if moment is not None
    }
    return {key: count for key, count in days.items() if count >= 0}


def _last_conclusion(contest: Contest) -> datetime | None:
    found: datetime | None = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Application),
        object_id__in=contest.applications.values("pk"),
        additional_data__verb__in=_CONCLUSIONS,
    ).aggregate(last=Max("timestamp"))["last"]
    return found


# --- what is to come ---------------------------------------------------------------------------


def _milestones(
    application: Application, supplement: SupplementRequest | None, today: date
) -> Iterator[_Milestone]:
    contest, state = application.contest, application.state
    if state in FINAL_STATES - {ApplicationState.AWARDED}:
        return
    if supplement is not None:
        day = timezone.localdate(supplement.due_at)
        yield _Milestone(key="", label=_("You send the supplement"), day=day)
    if state in _BEFORE_ROUNDS:
        label = _("Result of the validity check")
        yield _Milestone(key=SCREENING, label=label, day=contest.screening_until)
    rounds = sorted(contest.rounds.all(), key=lambda round_: round_.order)
    for round_ in rounds:
        if round_.state != RoundState.PUBLISHED:
            yield from _of_round(round_, application, today)
    is_held = contest.award_on is not None and contest.award_on < today
    final_is_out = any(
        round_.kind == RoundKind.FINAL and round_.state == RoundState.PUBLISHED for round_ in rounds
    )
    if not (is_held and final_is_out):
        yield _Milestone(key=AWARDS, label=_("Award ceremony"), day=contest.award_on)


def _of_round(round_: Round, application: Application, today: date) -> Iterator[_Milestone]:
    extra = round_.extra_due_at
    waits_for_extra = application.state in {ApplicationState.ADVANCED, ApplicationState.IN_ROUND}
    if extra and waits_for_extra and timezone.localdate(extra) >= today:
        label = _("Extra questions of the round “%(round)s”") % {"round": round_.name}
        yield _Milestone(key="", label=label, day=timezone.localdate(extra))
    due = timezone.localdate(round_.scoring_due_at) if round_.scoring_due_at else None
    label = _("Result of the round “%(round)s”") % {"round": round_.name}
    yield _Milestone(key=str(round_.kind), label=label, day=due)


def _said(milestone: _Milestone, today: date, days: int | None) -> NextStep:
    return NextStep(
        label=milestone.label,
        when=_when(milestone, today),
        is_late=milestone.day is not None and milestone.day < today,
        before=_before(days),
    )


def _when(milestone: _Milestone, today: date) -> str:
    if milestone.day is None:
        return _("no date set yet")
    values: dict[str, Any] = {"day": f"{milestone.day:%d/%m/%Y}"}
    if milestone.day < today:
        return _("expected %(day)s, running late") % values
    if milestone.key == AWARDS:
        return _("expected on %(day)s") % values
    if milestone.key in RoundKind.values:
        return _("after the scoring, which is due on %(day)s") % values
    return _("by %(day)s") % values


def _before(days: int | None) -> str:
    if days is None:
        return ""
    return ngettext(
        "last time: %(n)d day after the deadline",
        "last time: %(n)d days after the deadline",
        days,
    ) % {"n": days}
