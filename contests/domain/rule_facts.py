"""What the rules are applied to, and what one rule says: plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contests.enums import CheckResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from contests.models import Division, RuleSet

YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of those who enter; None and the empty string: not known."""

    counted_on: date
    applicant_type: str = ""
    division: Division | None = None
    people: int | None = None
    # (name, date of birth) of everybody in the team
    births: tuple[tuple[str, date | None], ...] = ()
    registered_on: date | None = None
    # Other entries of the same representative or company, and those of each person of the team.
    other_entries: tuple[str, ...] | None = None
    person_entries: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    # The applicant's own words, yes or no, by key of the entry questions.
    declared: Mapping[str, str] = field(default_factory=dict)
    # What the portal's own records say; None where nobody is named to look for.
    earlier_projects: tuple[str, ...] | None = None
    insiders: tuple[str, ...] | None = None
    namesakes: tuple[str, ...] = ()
    endorsement: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckOutcome:
    """What one rule says of one applicant; ``evidence`` is a sentence for people."""

    rule: str
    label: str
    clause: str
    result: CheckResult
    evidence: str


Finding = tuple[CheckResult, str]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of the table. A rule that is not ``asked`` by the rules in force is not listed."""

    key: str
    label: Any
    asked: Callable[[RuleSet, Facts], bool]
    find: Callable[[RuleSet, Facts], Finding]


def outcome_of(rules: RuleSet, key: str, label: str, finding: Finding) -> CheckOutcome:
    """Return a finding with the clause of the rules that it rests on."""
    result, evidence = finding
    clause = str(rules.clauses.get(key, ""))[:120]
    return CheckOutcome(rule=key, label=label, clause=clause, result=result, evidence=evidence)


def passed_if(condition: bool) -> CheckResult:
    """Return met or not met."""
    return CheckResult.PASSED if condition else CheckResult.FAILED
