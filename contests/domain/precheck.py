"""“May I enter?” answered from a few facts, by the same rules as dossiers; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contests.domain.entry import entry_questions
from contests.domain.findings import find
from contests.domain.limits import age_limits, counting_day, is_minor, max_entries
from contests.domain.rule_facts import Facts, outcome_of
from contests.enums import ApplicantType, CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from contests.domain.rule_facts import CheckOutcome
    from contests.models import Contest, Division, RuleSet


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer of every rule, and of all together."""

    outcomes: list[CheckOutcome]

    @property
    def result(self) -> CheckResult:
        results = {outcome.result for outcome in self.outcomes}
        for result in (CheckResult.FAILED, CheckResult.UNCLEAR):
            if result in results:
                return result
        return CheckResult.PASSED


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which facts these rules need, so that nothing else is asked."""

    registration: bool
    oldest: bool
    youngest: bool
    entries: bool


def wanted(rules: RuleSet, divisions: Iterable[Division]) -> Wanted:
    """Return what to ask under ``rules`` and any of ``divisions``."""
    limits = [age_limits(rules, division) for division in [None, *divisions]]
    return Wanted(
        registration=ApplicantType.ENTERPRISE in rules.applicant_types
        and rules.max_company_years is not None,
        oldest=any(highest is not None for _lowest, highest in limits),
        youngest=bool(rules.guardian_below_age)
        or any(lowest is not None for lowest, _highest in limits),
        entries=max_entries(rules, ApplicantType.INDIVIDUAL) is not None
        or max_entries(rules, ApplicantType.GROUP) is not None,
    )


def judge_facts(contest: Contest, rules: RuleSet, answers: Mapping[str, Any]) -> Verdict:
    """Apply ``rules`` to what was typed on the page."""
    births = tuple(
        (label, answers[key])
        for key, label in (("youngest", _("the youngest")), ("oldest", _("the oldest")))
        if answers.get(key)
    )
    entries = answers.get("entries")
    facts = Facts(
        counted_on=counting_day(contest, rules),
        applicant_type=answers.get("applicant_type", ""),
        division=answers.get("division"),
        people=answers.get("people"),
        births=births,
        registered_on=answers.get("registered_on"),
        other_entries=None if entries is None else ("",) * entries,
        declared={
            question.key: answers.get(question.key, "") for question in entry_questions(rules)
        },
    )
    return Verdict(outcomes=[*find(rules, facts), *_guardian(rules, answers.get("youngest"))])


def _guardian(rules: RuleSet, youngest: date | None) -> list[CheckOutcome]:
    """Say whether a guardian has to agree; whether they did is seen in the dossier."""
    if youngest is None or not rules.guardian_below_age:
        return []
    age = {"age": rules.guardian_below_age}
    finding = (CheckResult.PASSED, _("Nobody in the team is below %(age)d") % age)
    if is_minor(youngest, rules):
        text = _("Somebody in the team is below %(age)d: prepare the consent of the guardian")
        finding = (CheckResult.UNCLEAR, text % age)
    return [outcome_of(rules, "guardian", _("Consent of the legal representative"), finding)]
