"""The rules as a table over plain facts: one evaluation for dossiers and for the pre-check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.limits import (
    admitted_types,
    age_limits,
    company_is_young,
    max_entries,
    team_limit,
)
from contests.domain.rule_facts import NO, YES, Rule, outcome_of, passed_if
from contests.enums import ApplicantType, CheckResult, Endorsement, PastWinnerRule
from portal.dates import age_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from contests.domain.rule_facts import CheckOutcome, Facts, Finding
    from contests.models import RuleSet


def find(rules: RuleSet, facts: Facts) -> list[CheckOutcome]:
    """Apply every rule that ``rules`` ask for, in the order of the check form."""
    return [
        outcome_of(rules, rule.key, str(rule.label), rule.find(rules, facts))
        for rule in RULES
        if rule.asked(rules, facts)
    ]


# --- who enters --------------------------------------------------------------------------------


def _applicant_type(rules: RuleSet, facts: Facts) -> Finding:
    if not facts.applicant_type:
        return CheckResult.UNCLEAR, _("The kind of applicant is not chosen")
    label = str(ApplicantType(facts.applicant_type).label)
    if facts.applicant_type not in rules.applicant_types:
        return CheckResult.FAILED, _("%(kind)s: not admitted by the rules") % {"kind": label}
    if facts.applicant_type not in admitted_types(rules, facts.division):
        return CheckResult.FAILED, _("%(kind)s: not admitted in the division “%(division)s”") % {
            "kind": label,
            "division": facts.division,
        }
    return CheckResult.PASSED, label


def _team_size(rules: RuleSet, facts: Facts) -> Finding:
    if facts.people is None:
        return CheckResult.UNCLEAR, _("The number of people is not given")
    limit = team_limit(rules, facts.division)
    evidence = _("%(size)d people, at most %(limit)d") % {"size": facts.people, "limit": limit}
    return passed_if(facts.people <= limit), evidence


def _age(rules: RuleSet, facts: Facts) -> Finding:
    lowest, highest = age_limits(rules, facts.division)
    unknown = [name or "?" for name, birth in facts.births if birth is None]
    wrong = [
        _("%(name)s (%(age)d)") % {"name": name, "age": age_on(birth, facts.counted_on)}
        for name, birth in facts.births
        if birth and not _in_range(age_on(birth, facts.counted_on), lowest, highest)
    ]
    span = _age_span(lowest, highest, facts.counted_on)
    if wrong:
        return CheckResult.FAILED, _("%(span)s; outside of it: %(names)s") % {
            "span": span,
            "names": ", ".join(wrong),
        }
    if unknown or not facts.births:
        names = ", ".join(unknown)
        return CheckResult.UNCLEAR, _("%(span)s; date of birth not given: %(names)s") % {
            "span": span,
            "names": names or _("everybody"),
        }
    return CheckResult.PASSED, span


def _in_range(age: int, lowest: int | None, highest: int | None) -> bool:
    return (lowest is None or age >= lowest) and (highest is None or age <= highest)


def _age_span(lowest: int | None, highest: int | None, day: date) -> str:
    values = {"lowest": lowest, "highest": highest, "day": f"{day:%d/%m/%Y}"}
    if lowest is None:
        return _("Age at most %(highest)s on %(day)s") % values
    if highest is None:
        return _("Age at least %(lowest)s on %(day)s") % values
    return _("Age from %(lowest)s to %(highest)s on %(day)s") % values


def _company_age(rules: RuleSet, facts: Facts) -> Finding:
    if facts.applicant_type and facts.applicant_type != ApplicantType.ENTERPRISE:
        return CheckResult.PASSED, _("Not an enterprise: the rule does not apply")
    if facts.registered_on is None or rules.max_company_years is None:
        return CheckResult.UNCLEAR, _("The date of the first registration is not given")
    is_young = company_is_young(
        facts.registered_on, years=rules.max_company_years, on=facts.counted_on
    )
    evidence = _("First registered on %(first)s, counted on %(day)s, at most %(years)d years") % {
        "first": f"{facts.registered_on:%d/%m/%Y}",
        "day": f"{facts.counted_on:%d/%m/%Y}",
        "years": rules.max_company_years,
    }
    return passed_if(is_young), evidence


# --- how many entries --------------------------------------------------------------------------


def _entry_count(rules: RuleSet, facts: Facts) -> Finding:
    limit = max_entries(rules, facts.applicant_type)
    if facts.other_entries is None or limit is None:
        return CheckResult.UNCLEAR, _("Counted when the application is submitted")
    evidence = _("%(count)d applications with this one, at most %(limit)d") % {
        "count": len(facts.other_entries) + 1,
        "limit": limit,
    }
    return passed_if(len(facts.other_entries) < limit), _listing(evidence, facts.other_entries)


def _one_leadership(rules: RuleSet, facts: Facts) -> Finding:
    if facts.other_entries is None:
        return CheckResult.UNCLEAR, _("Counted when the application is submitted")
    if facts.other_entries:
        evidence = _("The representative already leads another application")
        return CheckResult.FAILED, _listing(evidence, facts.other_entries)
    return CheckResult.PASSED, _("The representative leads this application only")


def _person_count(rules: RuleSet, facts: Facts) -> Finding:
    limit = rules.max_entries_person or 0
    if facts.person_entries is None:
        return CheckResult.UNCLEAR, _("Counted when the application is submitted")
    too_many = [
        f"{name} ({', '.join(entries)})"
        for name, entries in facts.person_entries
        if len(entries) >= limit
    ]
    if too_many:
        evidence = _("More than %(limit)d applications with this one") % {"limit": limit}
        return CheckResult.FAILED, _listing(evidence, too_many)
    return CheckResult.PASSED, _("Nobody takes part in more than %(limit)d applications") % {
        "limit": limit
    }


def _listing(sentence: str, names: tuple[str, ...] | list[str]) -> str:
    named = [name for name in names if name]
    return f"{sentence}: {', '.join(named)}" if named else sentence


# --- what the applicant declares ---------------------------------------------------------------


def _past_winner(rules: RuleSet, facts: Facts) -> Finding:
    answer = facts.declared.get("past_winner", "")
    if answer == YES:
        return CheckResult.FAILED, _("Declared: an earlier contest or prize")
    if facts.earlier_projects:
        return CheckResult.UNCLEAR, _("Compare with earlier projects: %(projects)s") % {
            "projects": ", ".join(facts.earlier_projects)
        }
    if answer != NO:
        return CheckResult.UNCLEAR, _not_declared()
    if facts.earlier_projects is None:
        return CheckResult.PASSED, _("Declared: the condition is met")
    return CheckResult.PASSED, _(
        "Declared: none; no earlier project on the portal has this owner or this name"
    )


def _declaration(key: str, expected: str) -> Callable[[RuleSet, Facts], Finding]:
    """Return a rule that rests on the applicant's answer to one entry question."""

    def check(rules: RuleSet, facts: Facts) -> Finding:
        answer = facts.declared.get(key, "")
        if answer not in {YES, NO}:
            return CheckResult.UNCLEAR, _not_declared()
        if answer == expected:
            return CheckResult.PASSED, _("Declared: the condition is met")
        return CheckResult.FAILED, _("Declared: the condition is not met")

    return check


def _not_declared() -> str:
    return _("Not declared: to be asked, or looked up in the papers")


# --- what the portal and others know -----------------------------------------------------------


def _inner_circle(rules: RuleSet, facts: Facts) -> Finding:
    if facts.insiders:
        return CheckResult.FAILED, _(
            "Same account, e-mail address or telephone number as: %(names)s"
        ) % {"names": ", ".join(facts.insiders)}
    if facts.namesakes:
        return CheckResult.UNCLEAR, _("Same full name as: %(names)s") % {
            "names": ", ".join(facts.namesakes)
        }
    if facts.insiders is None or facts.declared.get("inner_circle") == YES:
        return _declaration("inner_circle", NO)(rules, facts)
    return CheckResult.PASSED, _("No match of accounts, e-mail addresses, telephone numbers, names")


def _endorsement(rules: RuleSet, facts: Facts) -> Finding:
    if not facts.endorsement:
        return CheckResult.UNCLEAR, _(
            "A nominating unit endorses the dossier once you name the unit"
        )
    state = Endorsement(facts.endorsement)
    results = {Endorsement.ENDORSED: CheckResult.PASSED, Endorsement.REQUESTED: CheckResult.UNCLEAR}
    return results.get(state, CheckResult.FAILED), str(state.label)


# --- the table ---------------------------------------------------------------------------------


def _admits_enterprises(rules: RuleSet, facts: Facts) -> bool:
    admitted = ApplicantType.ENTERPRISE in rules.applicant_types
    return admitted and rules.max_company_years is not None


RULES = (
    Rule(
        key="applicant_type",
        label=gettext_lazy("Kind of applicant"),
        asked=lambda rules, facts: True,
        find=_applicant_type,
    ),
    Rule(
        key="team_size",
        label=gettext_lazy("People in the team"),
        asked=lambda rules, facts: True,
        find=_team_size,
    ),
    Rule(
        key="age",
        label=gettext_lazy("Age of everybody in the team"),
        asked=lambda rules, facts: age_limits(rules, facts.division) != (None, None),
        find=_age,
    ),
    Rule(
        key="company_age",
        label=gettext_lazy("Age of the enterprise"),
        asked=_admits_enterprises,
        find=_company_age,
    ),
    Rule(
        key="entry_count",
        label=gettext_lazy("Applications per applicant"),
        asked=lambda rules, facts: max_entries(rules, facts.applicant_type) is not None,
        find=_entry_count,
    ),
    Rule(
        key="one_leadership",
        label=gettext_lazy("One application per representative"),
        asked=lambda rules, facts: rules.leads_one_only,
        find=_one_leadership,
    ),
    Rule(
        key="person_count",
        label=gettext_lazy("Applications per person"),
        asked=lambda rules, facts: rules.max_entries_person is not None,
        find=_person_count,
    ),
    Rule(
        key="past_winner",
        label=gettext_lazy("Earlier contests and prizes"),
        asked=lambda rules, facts: rules.past_winner_rule != PastWinnerRule.ALLOWED,
        find=_past_winner,
    ),
    Rule(
        key="parallel_entry",
        label=gettext_lazy("No other contest at the same time"),
        asked=lambda rules, facts: rules.forbids_parallel_entry,
        find=_declaration("parallel_entry", NO),
    ),
    Rule(
        key="citizenship",
        label=gettext_lazy("Vietnamese citizens"),
        asked=lambda rules, facts: rules.excludes_foreigners,
        find=_declaration("citizenship", YES),
    ),
    Rule(
        key="in_province",
        label=gettext_lazy("Carried out in the province"),
        asked=lambda rules, facts: rules.must_be_in_province,
        find=_declaration("in_province", YES),
    ),
    Rule(
        key="inner_circle",
        label=gettext_lazy("No organiser, secretary or judge in the team"),
        asked=lambda rules, facts: rules.excludes_inner_circle,
        find=_inner_circle,
    ),
    Rule(
        key="endorsement",
        label=gettext_lazy("Endorsement by a nominating unit"),
        asked=lambda rules, facts: rules.needs_endorsement,
        find=_endorsement,
    ),
)
