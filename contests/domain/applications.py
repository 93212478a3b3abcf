"""The life of a dossier in its owner's hands: start, submit, withdraw to correct, withdraw, discard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.answers import refuse_overdue_supplement
from contests.domain.attachments import delete_stored
from contests.domain.consents import missing_consents
from contests.domain.deadlines import (
    counted_moment,
    open_until,
    refuse_closed_intake,
    refuse_late,
)
from contests.domain.dossier import missing_tasks
from contests.domain.eligibility import certain_failures, store_checks
from contests.domain.limits import current_rules, max_entries
from contests.domain.next_dates import next_steps_text
from contests.domain.nominations import ask_unit
from contests.domain.references import reference_of
from contests.domain.snapshots import take_snapshot
from contests.domain.supplements import open_requests
from contests.enums import ApplicationState, CheckStage
from contests.mails import applications as mails
from contests.models import Application, Contest, RuleSet
from contests.rules import is_inner_circle
from contests.workflow import APPLICATION
from portal import audit
from portal.accounts import has_verified_email
from portal.mail import queue
from portal.models import User
from portal.text import clean_line, clean_text
from portal.workflow import RefusedError, TransitionNotAllowedError, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from contests.domain.consents import MissingConsent
    from contests.domain.dossier import Task


class UnverifiedEmailError(RefusedError):
    """The owner's address is not confirmed: the receipt and the results go there."""


class IncompleteError(RefusedError):
    """Pages of the dossier are not completed; ``tasks`` names them."""

    def __init__(self, tasks: list[Task]) -> None:
        super().__init__(
            _("Complete these parts first: %(parts)s")
            % {"parts": "; ".join(task.title for task in tasks)}
        )
        self.tasks = tasks


class ConsentMissingError(RefusedError):
    """Consents that the contest cannot do without were not given; ``missing`` names them."""

    def __init__(self, missing: list[MissingConsent]) -> None:
        super().__init__(
            _("These consents are missing: %(consents)s")
            % {"consents": "; ".join(consent.sentence for consent in missing)}
        )
        self.missing = missing


class QuotaReachedError(RefusedError):
    """The same person or company has as many applications as the rules allow."""


class IneligibleError(RefusedError):
    """A rule is not met, for certain: kind or size of the team, ages, number of entries."""


class InnerCircleError(RefusedError):
    """Organisers, secretaries and judges do not enter their own contest."""


# --- start -------------------------------------------------------------------------------------


@transaction.atomic
def start_application(
    contest: Contest,
    *,
    actor: User,
    title: str,
    eligibility_answers: Mapping[str, str],
    start_key: str | None = None,
) -> Application:
    """Make a draft, filled in with what the account knows; the same ``start_key`` makes one.

    Refused outside the intake, for the contest's own people, and beyond the number of entries.
    """
    actor = User.objects.select_for_update().get(pk=actor.pk)
    existing = start_key and Application.objects.filter(owner=actor, start_key=start_key).first()
    if existing:
        return existing
    refuse_inner_circle(actor)
    require(actor, "contests.start_application")
    refuse_closed_intake(contest)
    refuse_beyond_quota(contest, actor)
    latest = Application.objects.owned_by(actor).exclude(contact_phone="").first()
    application = Application.objects.create(
        contest=contest,
        rule_set=_stored(current_rules(contest)),
        owner=actor,
        updated_by=actor,
        start_key=start_key or None,
        title=clean_line(title),
        eligibility_answers=dict(eligibility_answers),
        contact_name=actor.full_name,
        contact_email=actor.email,
        contact_phone=latest.contact_phone if latest else actor.phone,
        contact_birth_date=latest.contact_birth_date if latest else None,
        locality=latest.locality if latest else None,
        contact_address=latest.contact_address if latest else "",
    )
    store_checks(application, stage=CheckStage.START)
    audit.record(application, "start", actor=actor)
    return application


def refuse_inner_circle(person: Any) -> None:
    """Raise InnerCircleError for organisers, secretaries, judges and administrators."""
    if is_inner_circle(person):
        raise InnerCircleError(
            _(
                "Members of the Organising Board, the secretariat and the jury do not enter the contest."
            )
        )


def refuse_beyond_quota(contest: Contest, actor: User) -> None:
    """Raise QuotaReachedError when ``actor`` has as many drafts and applications as the rules allow."""
    gone = {ApplicationState.WITHDRAWN, ApplicationState.DISQUALIFIED}
    count = (
        Application.objects.owned_by(actor).filter(contest=contest).exclude(state__in=gone).count()
    )
    limit = max_entries(current_rules(contest), "")
    if limit is not None and count >= limit:
        raise _quota_reached(limit)


# --- submit ------------------------------------------------------------------------------------


@transaction.atomic
def submit_application(application: Application, *, actor: Any) -> Application:
    """Submit a draft, or send the supplement that was asked for.

    Locks the edition, then the dossier, so that numbers have no gaps and no twins. Freezes a
    snapshot, stores the rule checks, queues one receipt. Raises a RefusedError that says why not.
    """
    contest = Contest.objects.select_for_update(no_key=True).get(pk=application.contest_id)
    locked: Application = APPLICATION.lock(application)
    # After the locks: who waited for them past the deadline is late.
    now = counted_moment(locked, actor=actor, now=timezone.now())
    require(actor, "contests.submit_application", locked)
    step = _submit_step(locked)
    _refuse_late(locked, now)
    _refuse_unready(locked, actor)
    changes = _numbered(locked, contest, now)
    submitted = APPLICATION.apply(
        locked, step, actor=actor, changes=changes, reference=str(changes["reference"])
    )
    submitter = (submitted.owner or submitted.entered_by) if actor is audit.SYSTEM else actor
    snapshot = take_snapshot(submitted, actor=submitter, now=now)
    store_checks(submitted)
    open_requests(submitted).update(answered_at=now)
    ask_unit(submitted, is_new=step == "submit")
    queue(
        mails.application_submitted(
            submitted,
            snapshot,
            deadline_at=open_until(submitted),
            next_steps=next_steps_text(submitted),
        )
    )
    return submitted


def _submit_step(application: Application) -> str:
    if application.state == ApplicationState.SUPPLEMENT_REQUESTED:
        return "answer_supplement"
    if application.state != ApplicationState.DRAFT:
        raise TransitionNotAllowedError(_("The application is submitted already."))
    return "submit"


def _refuse_late(application: Application, now: datetime) -> None:
    if application.state == ApplicationState.SUPPLEMENT_REQUESTED:
        refuse_overdue_supplement(application, now)
    else:
        refuse_late(application, now)


def _refuse_unready(application: Application, actor: Any) -> None:
    owner = application.owner
    refuse_inner_circle(owner or _account_of(application.contact_email))
    # Who sent paper has no account; the receipt goes where the letter says, if anywhere.
    if actor is not audit.SYSTEM and owner is not None and not has_verified_email(owner):
        raise UnverifiedEmailError(
            _("Confirm your e-mail address first: the receipt and the results are sent to it.")
        )
    loaded = Application.objects.for_snapshot().get(pk=application.pk)
    missing = missing_tasks(loaded)
    if missing:
        raise IncompleteError(missing)
    lacking = missing_consents(loaded)
    if lacking:
        raise ConsentMissingError(lacking)
    _refuse_ineligible(application)


def _account_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first() if email else None


def _refuse_ineligible(application: Application) -> None:
    failed = certain_failures(application)
    if not failed:
        return
    reasons = [
        f"{outcome.label}: {outcome.evidence}" + (f" ({outcome.clause})" if outcome.clause else "")
        for outcome in failed
    ]
    error = QuotaReachedError if failed[0].rule == "entry_count" else IneligibleError
    raise error(
        _("The rules of the contest are not met. %(reasons)s.") % {"reasons": "; ".join(reasons)}
    )


def _quota_reached(limit: int) -> QuotaReachedError:
    return QuotaReachedError(
        _(
            "The rules allow one person or company %(limit)d applications; you have reached this number."
        )
        % {"limit": limit}
    )


def _numbered(application: Application, contest: Contest, now: datetime) -> dict[str, Any]:
    """Return what a submission writes; the first one takes the next number of the edition."""
    if application.number is not None:
        return {"reference": application.reference, "submitted_at": now, "state_reason": ""}
    Contest.objects.filter(pk=contest.pk).update(last_number=F("last_number") + 1)
    number = Contest.objects.values_list("last_number", flat=True).get(pk=contest.pk)
    return {
        "number": number,
        "reference": reference_of(contest, number),
        "rule_set": _stored(current_rules(contest)),
        "first_submitted_at": now,
        "submitted_at": now,
        "state_reason": "",
    }


def _stored(rules: RuleSet) -> RuleSet | None:
    return rules if rules.pk else None


# --- afterwards --------------------------------------------------------------------------------


@transaction.atomic
def withdraw_to_correct(application: Application, *, actor: Any) -> Application:
    """Open a submitted dossier for corrections until the deadline; number and snapshots stay."""
    refuse_late(APPLICATION.lock(application), timezone.now())
    application = APPLICATION.apply(application, "withdraw_to_correct", actor=actor)
    queue(mails.application_reopened(application, deadline_at=open_until(application)))
    return application


@transaction.atomic
def withdraw_application(application: Application, *, actor: Any, reason: str) -> Application:
    """Take a dossier out of the contest for good, with the reason; its snapshots stay."""
    reason = clean_text(reason).strip()
    application = APPLICATION.apply(
        application, "withdraw", actor=actor, reason=reason, changes={"state_reason": reason}
    )
    open_requests(application).update(closed_at=timezone.now())
    queue(mails.application_withdrawn(application))
    return application


@transaction.atomic
def discard_draft(application: Application, *, actor: Any) -> None:
    """Delete a draft that was never submitted, with its files.

    What the office received does not vanish without a line in the trail of its edition.
    """
    locked: Application = APPLICATION.lock(application)
    if locked.state != ApplicationState.DRAFT or locked.number is not None:
        raise RefusedError(_("Only a draft that was never submitted can be deleted."))
    require(actor, "contests.discard_application", locked)
    stored = [attachment.stored for attachment in locked.attachments.select_related("stored")]
    if locked.received_at is not None:
        received = timezone.localtime(locked.received_at).isoformat(timespec="minutes")
        audit.record(
            locked.contest,
            "discard_received",
            actor=actor,
            title=locked.title,
            received_at=received,
        )
    locked.delete()
    for file in stored:
        delete_stored(file)
