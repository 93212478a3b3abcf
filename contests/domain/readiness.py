"""May an edition open? Each thing that is missing, what to do about it, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from contests.enums import RoundKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from contests.models import Contest, Round


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something to settle before publication: the sentence, and the row and field that settle it.

    ``model`` and ``pk`` name the row (``pk`` None: none exists yet), ``field`` the input on its
    page. What is not blocking may be published as it is.
    """

    message: str
    model: str = "contest"
    pk: int | None = None
    field: str = ""
    is_blocking: bool = True


def readiness(contest: Contest, now: datetime | None = None) -> list[Problem]:
    """Return what stands between ``contest`` and its publication, blocking problems first."""
    rounds = list(contest.rounds.prefetch_related("criteria", "tie_rules").order_by("order"))
    found = [
        *_dates(contest, now or timezone.now()),
        *_problem(contest),
        *_rules(contest),
        *_questions(contest),
        *_rounds(rounds),
        *_catalogue(contest),
    ]
    return sorted(found, key=lambda problem: not problem.is_blocking)


def _dates(contest: Contest, now: datetime) -> Iterator[Problem]:
    if contest.opens_at is None:
        yield _of_contest(contest, "opens_at", _("Enter when the intake opens"))
    if contest.deadline_at is None:
        yield _of_contest(contest, "deadline_at", _("Enter the deadline, with its hour"))
        return
    if contest.opens_at is not None and contest.deadline_at <= contest.opens_at:
        yield _of_contest(contest, "deadline_at", _("The deadline must be after the opening"))
    if contest.deadline_at <= now:
        yield _of_contest(
            contest, "deadline_at", _("The deadline has passed: enter one that is still to come")
        )
    if contest.screening_until is None:
        yield _of_contest(
            contest,
            "screening_until",
            _("Enter by when applicants learn whether they are valid"),
            is_blocking=False,
        )
    elif contest.screening_until < timezone.localdate(contest.deadline_at):
        yield _of_contest(
            contest, "screening_until", _("The validity results must come after the deadline")
        )


def _problem(contest: Contest) -> Iterator[Problem]:
    """What an organisation has to say of its problem before startups are asked to solve it."""
    if not contest.is_challenge:
        return
    statement = contest.problem
    said = {
        "problem": _("Describe the problem"),
        "requirements": _("Say what a solution must do"),
        "reward": _("Say what the chosen answer gets"),
    }
    for name, message in said.items():
        if not getattr(statement, name):
            yield _of_contest(contest, f"problem-0-{name}", message)


def _rules(contest: Contest) -> Iterator[Problem]:
    rules = contest.rule_sets.order_by("-version").first()
    if rules is None:
        yield Problem(message=_("Enter the rules of the edition"), model="ruleset")
        return
    if rules.decision_id is None:
        yield Problem(
            message=_("Name the decision that issued the rules (number, date, signer)"),
            model="ruleset",
            pk=rules.pk,
            field="decision",
        )
    if not rules.text and not rules.file:
        yield Problem(
            message=_("Enter the text of the rules or attach their file"),
            model="ruleset",
            pk=rules.pk,
            field="text",
        )
    if not rules.applicant_types:
        yield Problem(
            message=_("Choose who may enter"), model="ruleset", pk=rules.pk, field="applicant_types"
        )


def _questions(contest: Contest) -> Iterator[Problem]:
    sections = list(contest.sections.prefetch_related("questions"))
    if not sections:
        yield Problem(
            message=_("Add the sections and questions that applicants answer"), model="section"
        )
    for section in sections:
        if not section.questions.all():
            yield Problem(
                message=_("Add questions to the section “%(section)s” or delete it")
                % {"section": section},
                model="section",
                pk=section.pk,
            )


def _rounds(rounds: Sequence[Round]) -> Iterator[Problem]:
    if not rounds:
        yield Problem(message=_("Add the rounds of judging with their criteria"), model="round")
        return
    finals = [round_ for round_ in rounds if round_.kind == RoundKind.FINAL]
    if len(finals) != 1 or rounds[-1].kind != RoundKind.FINAL:
        yield Problem(
            message=_("Exactly one round must be the final, and it must be the last one"),
            model="round",
            pk=rounds[-1].pk,
            field="kind",
        )
    for round_ in rounds:
        yield from _round(round_)


def _round(round_: Round) -> Iterator[Problem]:
    name = {"round": round_.name}
    if not round_.criteria.all():
        yield Problem(message=_("Add criteria to “%(round)s”") % name, model="round", pk=round_.pk)
    if not round_.tie_rules.all():
        yield Problem(
            message=_("Add tie rules to “%(round)s”: without them every tie needs a decision")
            % name,
            model="round",
            pk=round_.pk,
            is_blocking=False,
        )
    if round_.kind != RoundKind.FINAL and round_.advance_count is None:
        yield Problem(
            message=_("Enter how many go on from “%(round)s”") % name,
            model="round",
            pk=round_.pk,
            field="advance_count",
        )
    if round_.scoring_due_at is None:
        yield Problem(
            message=_("Enter when the score sheets of “%(round)s” are due") % name,
            model="round",
            pk=round_.pk,
            field="scoring_due_at_0",
            is_blocking=False,
        )


def _catalogue(contest: Contest) -> Iterator[Problem]:
    if not contest.fields.exists():
        yield _of_contest(contest, "fields", _("Choose the fields of the edition"))
    if not contest.prizes.exists():
        yield _of_contest(contest, "prizes", _("Add the prizes"))
    if not (contest.contact_name and (contest.contact_phone or contest.contact_email)):
        yield _of_contest(
            contest, "contact_name", _("Enter the contact and a phone number or an e-mail address")
        )
    if not contest.divisions.exists():
        yield _of_contest(
            contest,
            "divisions",
            _("No divisions: all applications compete together"),
            is_blocking=False,
        )


def _of_contest(contest: Contest, field: str, message: str, *, is_blocking: bool = True) -> Problem:
    return Problem(message=message, pk=contest.pk, field=field, is_blocking=is_blocking)
