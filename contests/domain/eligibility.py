"""Each rule of the edition applied to one application: what the machine finds, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from contests.domain.dossier import missing_tasks
from contests.domain.identity import bare_phone, emails_of, others_of_same_person, phones_of
from contests.domain.limits import (
    COUNTED_STATES,
    company_is_young,
    max_entries,
    reference_day,
    rules_of,
)
from contests.domain.people import lacks_of_guardian, minors_of
from contests.enums import ApplicantType, ApplicationState, CheckResult
from contests.models import Application, EligibilityCheck
from portal.models import User
from portal.roles import Role
from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from contests.domain.people import Person
    from contests.models import RuleSet

INNER_ROLES = (Role.ADMINISTRATOR, Role.SECRETARY, Role.BOARD, Role.JUDGE)


@dataclass(frozen=True, kw_only=True)
class CheckOutcome:
    """What one rule says of one application; ``evidence`` is a sentence for the secretary."""

    rule: str
    label: str
    clause: str
    result: CheckResult
    evidence: str


_Finding = tuple[CheckResult, str]


def evaluate(application: Application) -> list[CheckOutcome]:
    """Apply every rule, in the order of the check form, in the office's language."""
    rules = rules_of(application)
    with translation.override(settings.LANGUAGE_CODE):
        found = []
        for rule, label, check in _checks():
            result, evidence = check(application, rules)
            found.append(
                CheckOutcome(
                    rule=rule,
                    label=label,
                    clause=str(rules.clauses.get(rule, ""))[:120],
                    result=result,
                    evidence=evidence,
                )
            )
        return found


def store_checks(application: Application) -> list[EligibilityCheck]:
    """Write what the rules find now.

    A person's decision stands as long as the machine finds the same; otherwise it is due again.
    """
    existing = {check.rule: check for check in application.checks.all()}
    return [
        _store(application, outcome, existing.get(outcome.rule))
        for outcome in evaluate(application)
    ]


def _store(
    application: Application, outcome: CheckOutcome, check: EligibilityCheck | None
) -> EligibilityCheck:
    check = check or EligibilityCheck(application=application, rule=outcome.rule)
    is_decided = check.decided_at is not None and check.machine_result == outcome.result
    check.clause, check.evidence = outcome.clause, outcome.evidence
    check.machine_result = outcome.result
    if not is_decided:
        check.result, check.reason = outcome.result, ""
        check.decided_by, check.decided_at = None, None
    check.save()
    return check


def rule_labels() -> dict[str, str]:
    """Return the name of every rule, in the active language."""
    return {rule: label for rule, label, _check in _checks()}


def _checks() -> list[tuple[str, str, Callable[[Application, RuleSet], _Finding]]]:
    return [
        ("applicant_type", _("Kind of applicant"), _applicant_type),
        ("team_size", _("People in the team"), _team_size),
        ("entry_count", _("Applications per person"), _entry_count),
        ("company_age", _("Age of the enterprise"), _company_age),
        ("inner_circle", _("No organiser, secretary or judge in the team"), _inner_circle),
        ("past_winner", _("Not awarded before"), _past_winner),
        ("guardian", _("Consent of the legal representative"), _guardian),
        ("documents", _("Completeness of the dossier"), _documents),
    ]


def _passed_if(condition: bool) -> CheckResult:
    return CheckResult.PASSED if condition else CheckResult.FAILED


def _applicant_type(application: Application, rules: RuleSet) -> _Finding:
    if not application.applicant_type:
        return CheckResult.UNCLEAR, _("The kind of applicant is not chosen")
    label = application.get_applicant_type_display()
    return _passed_if(application.applicant_type in rules.applicant_types), str(label)


def _team_size(application: Application, rules: RuleSet) -> _Finding:
    size = len(application.members.all()) + 1
    evidence = _("%(size)d people, at most %(limit)d") % {
        "size": size,
        "limit": rules.max_team_size,
    }
    return _passed_if(size <= rules.max_team_size), evidence


def _entry_count(application: Application, rules: RuleSet) -> _Finding:
    others = counted_others(application)
    limit = max_entries(rules, application.applicant_type)
    if limit is None:
        return CheckResult.PASSED, _("The rules set no limit")
    evidence = _("%(count)d applications with this one, at most %(limit)d") % {
        "count": len(others) + 1,
        "limit": limit,
    }
    if others:
        evidence = f"{evidence}: {', '.join(others)}"
    return _passed_if(len(others) < limit), evidence


def counted_others(application: Application) -> list[str]:
    """Return the references of the same person's other applications that count against the limit."""
    others = others_of_same_person(application).filter(state__in=COUNTED_STATES)
    return [
        reference or public_id
        for reference, public_id in others.order_by("number").values_list("reference", "public_id")
    ]


def _company_age(application: Application, rules: RuleSet) -> _Finding:
    if application.applicant_type != ApplicantType.ENTERPRISE:
        return CheckResult.PASSED, _("Not an enterprise: the rule does not apply")
    if rules.max_company_years is None:
        return CheckResult.PASSED, _("The rules set no limit")
    if application.registered_on is None:
        return CheckResult.UNCLEAR, _("The date of the first registration is not given")
    day = reference_day(application, rules)
    is_young = company_is_young(application.registered_on, years=rules.max_company_years, on=day)
    evidence = _("First registered on %(first)s, counted on %(day)s, at most %(years)d years") % {
        "first": f"{application.registered_on:%d/%m/%Y}",
        "day": f"{day:%d/%m/%Y}",
        "years": rules.max_company_years,
    }
    return _passed_if(is_young), evidence


def _inner_circle(application: Application, rules: RuleSet) -> _Finding:
    emails, phones = emails_of(application), phones_of(application)
    circle = User.objects.filter(is_active=True, groups__name__in=INNER_ROLES).distinct()
    found = [
        str(user)
        for user in circle
        if user.email in emails or (user.phone and bare_phone(user.phone) in phones)
    ]
    if found:
        return CheckResult.FAILED, _("Same e-mail address or telephone number as: %(names)s") % {
            "names": ", ".join(found)
        }
    return CheckResult.PASSED, _("No match of e-mail addresses or telephone numbers")


def _past_winner(application: Application, rules: RuleSet) -> _Finding:
    title, owner = fold(application.title), application.owner_id
    # The folded column finds candidates; only the very same name counts.
    same = Q(folded__contains=title)
    if owner:
        same |= Q(owner=owner)
    winners = (
        Application.objects.filter(same, state=ApplicationState.AWARDED)
        .exclude(contest=application.contest_id)
        .select_related("contest")
    )
    found = [
        f"{winner.title} ({winner.contest.year})"
        for winner in winners
        if (owner and winner.owner_id == owner) or fold(winner.title) == title
    ]
    if found:
        return CheckResult.UNCLEAR, _("Compare with earlier winners: %(projects)s") % {
            "projects": ", ".join(found)
        }
    return CheckResult.PASSED, _("No earlier winner of the portal has this owner or this name")


def _guardian(application: Application, rules: RuleSet) -> _Finding:
    """Per person: guardian named and form signed, then somebody looks at the signature."""
    minors = minors_of(application, rules)
    if not minors:
        return CheckResult.PASSED, _("Nobody in the team is below %(age)d") % {
            "age": rules.guardian_below_age
        }
    lacks = lacks_of_guardian(application)
    if lacks:
        return CheckResult.FAILED, "; ".join(_lack(*lack) for lack in lacks)
    guardians = ", ".join(f"{minor.name} – {minor.guardian.name}" for minor in minors)
    return CheckResult.UNCLEAR, _("Look at the signature on the consent forms: %(names)s") % {
        "names": guardians
    }


def _lack(person: Person, lacks_guardian: bool, lacks_form: bool) -> str:
    """What is missing of one person below the age, as a sentence with their name."""
    if lacks_guardian and lacks_form:
        text = _("%(name)s: guardian not named in full, no signed consent form")
    elif lacks_guardian:
        text = _("%(name)s: guardian not named in full")
    else:
        text = _("%(name)s: no signed consent form of the guardian")
    return text % {"name": person.name}


def _documents(application: Application, rules: RuleSet) -> _Finding:
    missing = [task.title for task in missing_tasks(application)]
    if missing:
        return CheckResult.FAILED, _("Missing: %(parts)s") % {"parts": "; ".join(missing)}
    return CheckResult.PASSED, _("All parts are completed")
