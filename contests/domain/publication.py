"""A result becomes official, then public: the approving document, and the one act of publication."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain import editions, results
from contests.domain.award_lives import approve_awards
from contests.domain.awards import awards_by_family
from contests.domain.decisions import DecisionRefusedError, record_decision
from contests.domain.extras import extra_of
from contests.domain.limits import current_rules
from contests.domain.participation import ask_participation
from contests.domain.petition_windows import closes_at
from contests.enums import GONE_STATES, ApplicationState, ContestState, Outcome
from contests.events import RoundPublished
from contests.mails import results as mails
from contests.models import Application, Round, RoundResult
from contests.workflow import APPLICATION, ROUND
from portal import audit
from portal.events import emit
from portal.mail import queue
from portal.workflow import RefusedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from contests.domain.extras import Extra
    from contests.models import OfficialDecision

# What each outcome does to its application when the round is published.
STEP_OF_OUTCOME: Final = {
    Outcome.ADVANCE: "advance",
    Outcome.NOT_ADVANCE: "not_advance",
    # Not chosen as the result stands; calling up moves it on later.
    Outcome.RESERVE: "not_advance",
    Outcome.AWARD: "award",
    Outcome.NO_AWARD: "not_award",
}
_CHOSEN: Final = frozenset({Outcome.ADVANCE, Outcome.AWARD})


class ApprovalRefusedError(RefusedError):
    """The proposal cannot be approved as it stands."""


class PublisherRefusedError(RefusedError):
    """Whoever recorded the approval may not be the one who publishes."""


@transaction.atomic
def approve_round(
    round_: Round,
    *,
    actor: Any,
    number: str,
    issued_on: dt.date,
    signer: str,
    issuer: str = "",
    subject: str = "",
) -> Round:
    """Record the document that approves the proposed result; nothing becomes public yet.

    With a final its awards are approved.

    A round before the final stands on a notice of the Organising Board, the final on the
    approving decision. Refused when somebody chosen has left the contest since the proposal.
    """
    locked: Round = ROUND.lock(round_)
    if locked.is_final and "/QĐ-" not in number.upper():
        raise DecisionRefusedError(
            _("The final is approved by a decision: write its number, for example 05/QĐ-UBND")
        )
    decision = record_decision(
        locked.contest,
        number=number,
        issued_on=issued_on,
        signer=signer,
        issuer=issuer,
        subject=subject,
    )
    approved: Round = ROUND.apply(
        locked,
        "approve",
        actor=actor,
        changes={
            "decision": decision,
            "approved_by": None if actor is audit.SYSTEM else actor,
        },
        number=decision.number,
        issued_on=decision.issued_on,
        signer=decision.signer,
    )
    _check_nobody_left(approved)
    if approved.is_final:
        approve_awards(approved, decision, actor=actor)
    return approved


def _check_nobody_left(round_: Round) -> None:
    gone = RoundResult.objects.filter(
        entry__round=round_, outcome__in=_CHOSEN, entry__application__state__in=GONE_STATES
    ).values_list("entry__application__reference", flat=True)
    if gone:
        raise ApprovalRefusedError(
            _("%(entries)s has left the contest. Take the proposal back and propose again.")
            % {"entries": ", ".join(map(str, gone))}
        )


def mailed_count(round_: Round) -> int:
    """How many applicants the publication will write to."""
    return round_.entries.filter(application__state=ApplicationState.IN_ROUND).count()


@transaction.atomic
def publish_round(round_: Round, *, actor: Any, confirm_by: dt.datetime | None = None) -> Round:
    """Make the result public: in one transaction with the applications' states and the mails.

    With ``confirm_by`` those who advance are asked whether they take part, until then.

    Where the edition asks for two people, whoever recorded the approval is refused. Every applicant
    still in the round is told once. The final ends the edition. Two people who
    publish at once publish once: the second finds the round published.
    """
    published: Round = ROUND.apply(
        round_, "publish", actor=actor, changes={"published_at": timezone.now()}
    )
    # the engine's copy has no relations loaded; mails and event read both
    published = Round.objects.select_related("contest", "decision").get(pk=published.pk)
    _check_publisher(published, actor)
    rows = list(
        RoundResult.objects.filter(
            entry__round=published, entry__application__state=ApplicationState.IN_ROUND
        )
        .select_related("entry__application__owner", "entry__application__rule_set")
        .order_by("entry__application__pk")
    )
    feedback = results.feedback_of_round(published) if published.has_released_feedback else {}
    prizes = _prizes(published)
    rules = current_rules(published.contest)
    for row in rows:
        _give_result(row, published, actor=actor)
    extras = _extras(rows)
    for row in rows:
        application = row.entry.application
        queue(
            mails.round_result(
                application,
                round_=published,
                outcome=row.outcome,
                feedback=feedback.get(row.entry_id),
                prize=prizes.get(application.pk, ""),
                extra=extras.get(application.pk),
                petition_until=closes_at(
                    published.published_at or timezone.now(), application.rule_set or rules
                ),
                reserve_position=row.reserve_position,
            )
        )
    if confirm_by is not None and not published.is_final:
        ask_participation(published, due_at=confirm_by)
    _emit(published, advanced=sum(row.outcome == Outcome.ADVANCE for row in rows))
    if published.is_final and published.contest.state == ContestState.PUBLISHED:
        editions.finish_contest(published.contest, actor=actor)
    return published


def _check_publisher(round_: Round, actor: Any) -> None:
    """A result is public for good: a second person looks at it first, where the edition says so."""
    if (
        round_.contest.separates_publisher
        and actor is not audit.SYSTEM
        and round_.approved_by_id == actor.pk
    ):
        raise PublisherRefusedError(
            _(
                "You recorded the approval of this result. This edition asks for two people: let somebody else of the Organising Board check and publish it."
            )
        )


def _give_result(row: RoundResult, round_: Round, *, actor: Any) -> None:
    """Write the outcome into the application; ``row`` holds it as the mail reads it."""
    owner, rule_set = row.entry.application.owner, row.entry.application.rule_set
    application = APPLICATION.apply(
        row.entry.application,
        STEP_OF_OUTCOME[Outcome(row.outcome)],
        actor=actor,
        round=round_.name,
        number=_decision(round_).number,
    )
    application.owner, application.contest = owner, round_.contest
    application.rule_set = rule_set
    row.entry.application = application


def _extras(rows: Iterable[RoundResult]) -> dict[int, Extra]:
    """What the next round asks in addition of each application that advanced."""
    advanced = [row.entry.application_id for row in rows if row.outcome == Outcome.ADVANCE]
    loaded = Application.objects.for_snapshot().filter(pk__in=advanced)
    return {row.pk: extra for row in loaded if (extra := extra_of(row)) is not None}


def _prizes(round_: Round) -> dict[int, str]:
    if not round_.is_final:
        return {}
    won: dict[int, list[str]] = defaultdict(list)
    for awards in awards_by_family(round_.contest_id).values():
        for application, award in awards.items():
            won[application].append(award.prize.label)
    return {application: ", ".join(labels) for application, labels in won.items()}


def _decision(round_: Round) -> OfficialDecision:
    decision = round_.decision
    if decision is None:  # pragma: no cover -- a constraint of the table: approved has its decision
        raise RuntimeError("an approved round has its decision")
    return decision


def _emit(round_: Round, *, advanced: int) -> None:
    contest = round_.contest
    awards = results.award_table(contest) if round_.is_final else []
    with translation.override(settings.LANGUAGE_CODE):
        path = (
            reverse("contests:contest_results", args=[contest.key])
            if round_.is_final
            else reverse("contests:round_results", args=[contest.key, round_.slug])
        )
    emit(
        RoundPublished(
            round_id=round_.pk,
            contest_id=contest.pk,
            year=contest.year,
            contest_title=contest.title,
            round_name=round_.name,
            is_final=round_.is_final,
            results_path=path,
            decision_number=_decision(round_).number,
            awards=tuple((row.label, row.project, row.authors) for row in awards),
            advanced_count=advanced,
            is_challenge=contest.is_challenge,
        )
    )
