"""The numbers of a rule set applied: entries per person, age of a company, who is a minor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from contests.enums import RECEIVED_STATES, ApplicantType, ApplicationState
from contests.models import RuleSet
from portal.dates import age_on

if TYPE_CHECKING:
    from datetime import date

    from contests.models import Application, Contest, Division

# What counts against the limit: received and not withdrawn.
COUNTED_STATES = RECEIVED_STATES - {ApplicationState.WITHDRAWN}


def current_rules(contest: Contest) -> RuleSet:
    """Return the rules in force: the newest issued version.

    Before the edition is published the newest draft, and the defaults when none are entered yet.
    """
    newest_first = contest.rule_sets.order_by(F("issued_at").desc(nulls_last=True), "-version")
    return newest_first.first() or RuleSet(contest=contest, version=0)


def rules_of(application: Application) -> RuleSet:
    """Return the rules that an application is measured by: those it was filed under, else today's."""
    return application.rule_set or current_rules(application.contest)


def max_entries(rules: RuleSet, applicant_type: str) -> int | None:
    """Return how many entries one person or company may have, None for as many as they like.

    For an unknown kind of applicant the higher limit holds.
    """
    if applicant_type == ApplicantType.INDIVIDUAL:
        return rules.max_entries_individual
    if applicant_type:
        return rules.max_entries_organised
    limits = (rules.max_entries_individual, rules.max_entries_organised)
    return None if None in limits else max(limit for limit in limits if limit is not None)


def admitted_types(rules: RuleSet, division: Division | None) -> list[str]:
    """Return the kinds of applicant that the rules admit and the division does not shut out."""
    narrowed = division.applicant_types if division else []
    return [kind for kind in rules.applicant_types if not narrowed or kind in narrowed]


def team_limit(rules: RuleSet, division: Division | None) -> int:
    """Return how many people a team may have, the representative included."""
    narrowed = division.max_team_size if division else None
    return rules.max_team_size if narrowed is None else min(rules.max_team_size, narrowed)


def age_limits(rules: RuleSet, division: Division | None) -> tuple[int | None, int | None]:
    """Return the lowest and the highest age, the narrower of rules and division."""
    sources: list[RuleSet | Division] = [rules, division] if division else [rules]
    lowest = [source.min_age for source in sources if source.min_age is not None]
    highest = [source.max_age for source in sources if source.max_age is not None]
    return max(lowest, default=None), min(highest, default=None)


def reference_day(application: Application, rules: RuleSet) -> date:
    """Return the day on which ages count for a dossier."""
    return counting_day(application.contest, rules)


def counting_day(contest: Contest, rules: RuleSet) -> date:
    """Return the day on which ages count: set by the rules, else the day of the deadline."""
    if rules.company_reference_on:
        return rules.company_reference_on
    deadline = rules.deadline_at or contest.deadline_at
    return timezone.localdate(deadline) if deadline else timezone.localdate()


def anniversary(day: date, years: int) -> date:
    """Return ``day`` so many years later; 29 February falls on 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


def company_is_young(registered_on: date, *, years: int, on: date) -> bool:
    """Whether at most ``years`` years have passed since the first registration, that day included."""
    return on <= anniversary(registered_on, years)


def is_minor(birth_date: date | None, rules: RuleSet, *, on: date | None = None) -> bool:
    """Whether a person needs a guardian's consent ``on`` that day (today)."""
    if birth_date is None:
        return False
    return age_on(birth_date, on or timezone.localdate()) < rules.guardian_below_age
