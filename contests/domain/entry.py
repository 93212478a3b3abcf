"""The questions before the long form: who need not begin, and is told why in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contests.models import RuleSet

YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class EntryQuestion:
    """A yes-or-no question; any answer but ``expected`` stops, with ``refusal`` as the reason."""

    key: str
    text: str
    expected: str
    refusal: str
    clause: str


def entry_questions(rules: RuleSet) -> list[EntryQuestion]:
    """Return the questions of an edition, each with the clause of its rules."""
    clauses = rules.clauses
    return [
        EntryQuestion(
            key="in_province",
            text=_(
                "Is the project carried out, or planned to be carried out, in Lạng Sơn province?"
            ),
            expected=YES,
            refusal=_("The contest is for projects in Lạng Sơn province."),
            clause=str(clauses.get("in_province") or clauses.get("applicant_type", "")),
        ),
        EntryQuestion(
            key="past_winner",
            text=_("Has this project won a provincial or national startup contest before?"),
            expected=NO,
            refusal=_(
                "A project that has won a provincial or national startup contest cannot enter again."
            ),
            clause=str(clauses.get("past_winner", "")),
        ),
        EntryQuestion(
            key="inner_circle",
            text=_(
                "Is anybody in the team a member of the Organising Board, the secretariat or the jury "
                "of this contest?"
            ),
            expected=NO,
            refusal=_(
                "Members of the Organising Board, the secretariat and the jury cannot enter the contest."
            ),
            clause=str(clauses.get("inner_circle", "")),
        ),
    ]


def refusals(rules: RuleSet, answers: Mapping[str, str]) -> list[EntryQuestion]:
    """Return the questions whose answers keep this project from entering."""
    return [
        question
        for question in entry_questions(rules)
        if answers.get(question.key) != question.expected
    ]
