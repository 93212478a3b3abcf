"""The questions before the long form: who need not begin, and is told why in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.domain.rule_facts import NO, YES
from contests.enums import EDITION_WORDS, EditionKind, PastWinnerRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contests.models import RuleSet


@dataclass(frozen=True, kw_only=True)
class EntryQuestion:
    """A yes-or-no question; any answer but ``expected`` stops, with ``refusal`` as the reason."""

    key: str
    text: str
    expected: str
    refusal: str
    clause: str


def entry_questions(rules: RuleSet) -> list[EntryQuestion]:
    """Return the questions that these rules give rise to, each with its clause."""
    return [*_of_project(rules), *_of_people(rules)]


def refusals(rules: RuleSet, answers: Mapping[str, str]) -> list[EntryQuestion]:
    """Return the questions whose answers keep this project from entering."""
    return [
        question
        for question in entry_questions(rules)
        if answers.get(question.key) != question.expected
    ]


def _of_project(rules: RuleSet) -> Iterator[EntryQuestion]:
    clauses = rules.clauses
    if rules.must_be_in_province:
        yield EntryQuestion(
            key="in_province",
            text=_(
                "Is the project carried out, or planned to be carried out, in Lạng Sơn province?"
            ),
            expected=YES,
            refusal=_("The contest is for projects in Lạng Sơn province."),
            clause=str(clauses.get("in_province") or clauses.get("applicant_type", "")),
        )
    if rules.past_winner_rule != PastWinnerRule.ALLOWED:
        yield _past_winner(rules)
    if rules.forbids_parallel_entry:
        yield EntryQuestion(
            key="parallel_entry",
            text=_("Is this project entered in another contest at the moment?"),
            expected=NO,
            refusal=_("A project that is entered in another contest at the moment cannot enter."),
            clause=str(clauses.get("parallel_entry", "")),
        )


def _past_winner(rules: RuleSet) -> EntryQuestion:
    clause = str(rules.clauses.get("past_winner", ""))
    if rules.past_winner_rule == PastWinnerRule.ENTRANTS_OUT:
        return EntryQuestion(
            key="past_winner",
            text=_("Has this project been entered in any startup contest before?"),
            expected=NO,
            refusal=_(
                "A project that was entered in a startup contest before cannot enter this one."
            ),
            clause=clause,
        )
    return EntryQuestion(
        key="past_winner",
        text=_("Has this project won a provincial or national startup contest before?"),
        expected=NO,
        refusal=_(
            "A project that has won a provincial or national startup contest cannot enter again."
        ),
        clause=clause,
    )


def _of_people(rules: RuleSet) -> Iterator[EntryQuestion]:
    clauses = rules.clauses
    if rules.excludes_foreigners:
        yield EntryQuestion(
            key="citizenship",
            text=_("Is everybody in the team a Vietnamese citizen?"),
            expected=YES,
            refusal=_("The contest is for Vietnamese citizens."),
            clause=str(clauses.get("citizenship", "")),
        )
    if rules.excludes_inner_circle:
        # Rules that belong to no edition yet are those of a contest.
        words = rules.contest.words if rules.contest_id else EDITION_WORDS[EditionKind.CONTEST]
        yield EntryQuestion(
            key="inner_circle",
            text=str(words.insiders),
            expected=NO,
            refusal=str(words.insiders_refused),
            clause=str(clauses.get("inner_circle", "")),
        )
