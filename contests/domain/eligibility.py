"""Each rule of the edition applied to one application: what the machine finds, with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from contests.domain.dossier import missing_tasks
from contests.domain.findings import RULES, find
from contests.domain.identities import entries_per_person, identities_of
from contests.domain.identity import others_of_same_person
from contests.domain.inner_circle import insiders, matches
from contests.domain.limits import COUNTED_STATES, reference_day, rules_of
from contests.domain.people import lacks_of_guardian, minors_of
from contests.domain.rule_facts import CheckOutcome, Facts, outcome_of
from contests.enums import (
    OFFICE_CHANNELS,
    ApplicationState,
    AttachmentKind,
    CheckResult,
    CheckStage,
    EditionKind,
    PastWinnerRule,
)
from contests.models import Application, EligibilityCheck
from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    from contests.domain.identities import Identity
    from contests.domain.people import Person
    from contests.domain.rule_facts import Finding
    from contests.models import RuleSet

# What the machine knows for certain – counts, and days that the applicant gave – refuses a
# submission; everything else is left to the secretariat (docs/reference/eligibility.md).
REFUSING = frozenset(
    {
        "applicant_type",
        "team_size",
        "age",
        "company_age",
        "entry_count",
        "one_leadership",
        "person_count",
    }
)
# Not looked at when a draft begins: everything would be missing.
_LATER = frozenset({"guardian", "documents"})


def evaluate(application: Application) -> list[CheckOutcome]:
    """Apply every rule that is asked, in the order of the check form, in the office's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return _evaluate(application)


def _evaluate(application: Application) -> list[CheckOutcome]:
    rules = rules_of(application)
    return [
        *find(rules, facts_of(application)),
        outcome_of(rules, "guardian", _("Consent of the legal representative"), _guardian(application, rules)),
        outcome_of(rules, "documents", _("Completeness of the dossier"), _documents(application, rules)),
    ]  # fmt: skip


def store_checks(
    application: Application, *, stage: CheckStage = CheckStage.SUBMIT
) -> list[EligibilityCheck]:
    """Write what the rules find now, and drop checks that the rules do not ask for any more.

    A person's decision stands as long as the machine finds the same; otherwise it is due again.
    """
    existing = {check.rule: check for check in application.checks.all()}
    outcomes = [
        outcome
        for outcome in evaluate(application)
        if stage != CheckStage.START or outcome.rule not in _LATER
    ]
    kept = [_store(application, outcome, existing.get(outcome.rule), stage) for outcome in outcomes]
    application.checks.exclude(pk__in=[check.pk for check in kept]).delete()
    return kept


def store_one(
    application: Application, rule: str, *, stage: CheckStage = CheckStage.SCREENING
) -> EligibilityCheck | None:
    """Run one rule again; None when the rules do not ask for it."""
    for outcome in evaluate(application):
        if outcome.rule == rule:
            check = application.checks.filter(rule=rule).first()
            return _store(application, outcome, check, stage)
    return None


def _store(
    application: Application,
    outcome: CheckOutcome,
    check: EligibilityCheck | None,
    stage: CheckStage,
) -> EligibilityCheck:
    check = check or EligibilityCheck(application=application, rule=outcome.rule)
    is_decided = check.decided_at is not None and check.machine_result == outcome.result
    check.clause, check.evidence = outcome.clause, outcome.evidence
    check.machine_result, check.stage = outcome.result, stage
    if not is_decided:
        check.result, check.reason = outcome.result, ""
        check.decided_by, check.decided_at = None, None
    check.save()
    return check


def certain_failures(application: Application) -> list[CheckOutcome]:
    """Return what refuses a submission, in the active language.

    What a person decided to be met in spite of the finding refuses nothing. Of a dossier on paper
    or by e-mail the office records what came: beyond the number of entries nothing is refused.
    """
    on_paper = application.channel in OFFICE_CHANNELS
    refusing = REFUSING & {"entry_count"} if on_paper else REFUSING
    failed = [
        outcome
        for outcome in find(rules_of(application), facts_of(application))
        if outcome.rule in refusing and outcome.result == CheckResult.FAILED
    ]
    if not failed:
        return []
    overruled = application.checks.filter(
        decided_at__isnull=False, machine_result=CheckResult.FAILED, result=CheckResult.PASSED
    ).values_list("rule", flat=True)
    return [outcome for outcome in failed if outcome.rule not in set(overruled)]


def rule_labels() -> dict[str, str]:
    """Return the name of every rule, in the active language."""
    return {rule.key: str(rule.label) for rule in RULES} | {
        "guardian": _("Consent of the legal representative"),
        "documents": _("Completeness of the dossier"),
    }


# --- the facts of a dossier --------------------------------------------------------------------


def facts_of(application: Application) -> Facts:
    """Gather what the rules need; the number of queries does not grow with the team."""
    rules = rules_of(application)
    people = identities_of(application, application.members.all())
    same, namesakes = _insiders_among(application, rules, people)
    return Facts(
        counted_on=reference_day(application, rules),
        applicant_type=application.applicant_type,
        division=application.division,
        people=len(people),
        births=tuple((someone.name, someone.birth_date) for someone in people),
        registered_on=application.registered_on,
        other_entries=tuple(counted_others(application)),
        person_entries=_entries_per_person(application, rules, people),
        declared=application.eligibility_answers,
        earlier_projects=_earlier_projects(application, rules),
        insiders=tuple(same),
        namesakes=tuple(namesakes),
        endorsement=application.endorsement,
    )


def counted_others(application: Application) -> list[str]:
    """Return the references of the same person's other applications that count against the limit."""
    others = others_of_same_person(application).filter(state__in=COUNTED_STATES)
    return [
        reference or public_id
        for reference, public_id in others.order_by("number").values_list("reference", "public_id")
    ]


def _entries_per_person(
    application: Application, rules: RuleSet, people: list[Identity]
) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    if rules.max_entries_person is None:
        return None
    found = entries_per_person(application, people)
    return tuple((someone.name, entries) for someone, entries in found)


def _insiders_among(
    application: Application, rules: RuleSet, people: list[Identity]
) -> tuple[list[str], list[str]]:
    if not rules.excludes_inner_circle:
        return [], []
    return matches(people, insiders(application.contest_id))


def _earlier_projects(application: Application, rules: RuleSet) -> tuple[str, ...]:
    """Return earlier projects of this owner or of this name that the rule is about.

    Answers to problem statements are none: the rule is about contests.
    """
    states: Collection[ApplicationState] = {
        PastWinnerRule.WINNERS_OUT: {ApplicationState.AWARDED},
        PastWinnerRule.ENTRANTS_OUT: COUNTED_STATES,
    }.get(PastWinnerRule(rules.past_winner_rule), frozenset())
    if not states:
        return ()
    title, owner = fold(application.title), application.owner_id
    # The folded column finds candidates; only the very same name counts.
    same = Q(folded__contains=title)
    if owner:
        same |= Q(owner=owner)
    earlier = (
        Application.objects.filter(same, state__in=states, contest__kind=EditionKind.CONTEST)
        .exclude(contest=application.contest_id)
        .select_related("contest")
    )
    return tuple(
        f"{project.title} ({project.contest.year})"
        for project in earlier
        if (owner and project.owner_id == owner) or fold(project.title) == title
    )


# --- rules about the dossier itself ------------------------------------------------------------


def _guardian(application: Application, rules: RuleSet) -> Finding:
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


def _documents(application: Application, rules: RuleSet) -> Finding:
    missing = [task.title for task in missing_tasks(application)]
    attached = {attachment.kind for attachment in application.attachments.all()}
    missing += [
        str(AttachmentKind(kind).label)
        for kind in rules.required_files
        # The page of the explanation says so itself.
        if kind not in attached and kind != AttachmentKind.EXPLANATION
    ]
    if missing:
        return CheckResult.FAILED, _("Missing: %(parts)s") % {"parts": "; ".join(missing)}
    return CheckResult.PASSED, _("All parts are completed")
