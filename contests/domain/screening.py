"""The validity check: deciding rules, and the conclusion."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.eligibility import rule_labels, store_checks
from contests.domain.limits import rules_of
from contests.domain.petition_windows import closes_at
from contests.domain.supplements import open_requests
from contests.enums import SCREENING_STATES, CheckResult, CheckStage
from contests.mails import screening as mails
from contests.models import Application, EligibilityCheck
from contests.workflow import APPLICATION
from portal import audit
from portal.mail import queue
from portal.text import clean_text
from portal.workflow import ReasonMissingError, RefusedError, require


class UndecidedChecksError(RefusedError):
    """Some rules are not met, or nobody decided them yet."""


@transaction.atomic
def decide_check(
    check: EligibilityCheck, *, actor: Any, result: str, reason: str = ""
) -> EligibilityCheck:
    """Record a person's decision on one rule.

    A reason is due when the rule is not met, and when the decision overrules the system's
    "not met". Refused once the validity check of the application is concluded, but for what was
    found afterwards and nobody decided (contests.domain.appointments).
    """
    application = APPLICATION.lock(check.application)
    require(actor, "contests.screen_application", application)
    check = EligibilityCheck.objects.select_for_update().get(pk=check.pk)
    if application.state not in SCREENING_STATES and not check.is_open_finding:
        raise RefusedError(_("The validity check is concluded. Reopen it to change a decision."))
    if result not in {CheckResult.PASSED, CheckResult.FAILED}:
        raise RefusedError(_("Choose whether the rule is met"))
    reason = clean_text(reason).strip()
    if not reason and CheckResult.FAILED in {result, check.machine_result}:
        raise ReasonMissingError(_("Enter the reason: it is kept with the decision"))
    before = check.result
    check.result, check.reason = result, reason
    check.decided_by = None if actor is audit.SYSTEM else actor
    check.decided_at = timezone.now()
    check.save(update_fields=["result", "reason", "decided_by", "decided_at"])
    with translation.override(settings.LANGUAGE_CODE):
        label = rule_labels().get(check.rule, check.rule)
    audit.record(
        application,
        "decide_check",
        actor=actor,
        reason=reason,
        rule=check.rule,
        rule_label=label,
        result_before=before,
        result=result,
        result_label=CheckResult(check.result).label,
    )
    return check


@transaction.atomic
def run_checks_again(application: Application, *, actor: Any) -> list[EligibilityCheck]:
    """Apply the rules to the dossier as it is now; decisions stand where the finding is the same."""
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.screen_application", locked)
    if locked.state not in SCREENING_STATES:
        raise RefusedError(_("The validity check is concluded. Reopen it to check again."))
    checks = store_checks(locked, stage=CheckStage.SCREENING)
    audit.record(locked, "run_checks_again", actor=actor)
    return checks


@transaction.atomic
def mark_valid(application: Application, *, actor: Any) -> Application:
    """Conclude that the application is valid; refused while a rule is not met or not decided."""
    application = APPLICATION.lock(application)
    if application.state in APPLICATION["mark_valid"].sources:
        _refuse_open_checks(application)
    application = APPLICATION.apply(
        application, "mark_valid", actor=actor, changes={"state_reason": ""}
    )
    queue(mails.marked_valid(application))
    return application


@transaction.atomic
def mark_invalid(application: Application, *, actor: Any, reason: str) -> Application:
    """Conclude that the application is not valid, and tell the applicant why.

    A supplement that was asked for can no longer be answered.
    """
    application = _conclude(application, "mark_invalid", actor=actor, reason=reason)
    queue(
        mails.marked_invalid(
            application, petition_until=closes_at(timezone.now(), rules_of(application))
        )
    )
    return application


@transaction.atomic
def reopen_check(application: Application, *, actor: Any, reason: str) -> Application:
    """Take the conclusion back, so that rules can be decided again."""
    application = APPLICATION.apply(
        application, "reopen_check", actor=actor, reason=reason, changes={"state_reason": ""}
    )
    queue(mails.check_reopened(application, reason=reason))
    return application


@transaction.atomic
def disqualify_application(application: Application, *, actor: Any, reason: str) -> Application:
    """Put the application out of the contest, and tell the applicant why."""
    application = _conclude(application, "disqualify", actor=actor, reason=reason)
    queue(mails.disqualified(application))
    return application


def reasons_of_failed_checks(application: Application) -> str:
    """Return the reasons of the rules that are not met, one a line: a start for the conclusion."""
    failed = application.checks.filter(result=CheckResult.FAILED)
    return "\n".join(f"- {check.reason or check.evidence} ({check.clause})" for check in failed)


def _conclude(application: Application, step: str, *, actor: Any, reason: str) -> Application:
    reason = clean_text(reason).strip()
    application = APPLICATION.apply(
        application, step, actor=actor, reason=reason, changes={"state_reason": reason}
    )
    open_requests(application).update(closed_at=timezone.now())
    return application


def _refuse_open_checks(application: Application) -> None:
    results = set(application.checks.values_list("result", flat=True))
    if CheckResult.FAILED in results:
        raise UndecidedChecksError(
            _(
                "A rule is not met. Decide it with a reason, ask for a supplement, or mark as not valid."
            )
        )
    if CheckResult.UNCLEAR in results:
        raise UndecidedChecksError(
            _("A rule still has to be checked by a person. Decide it first.")
        )
