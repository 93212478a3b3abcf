"""Versions of the rules: drafting an amendment, putting it in force, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.cloning import clone
from contests.domain.limits import COUNTED_STATES
from contests.enums import ApplicationState, ContestState
from contests.mails import rules as mails
from contests.models import Contest, RuleSet
from contests.workflow import CONTEST
from portal import audit
from portal.mail import queue
from portal.text import clean_text
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from contests.models import Application, OfficialDecision


class CannotIssueError(RefusedError):
    """The version may not come into force; ``field`` names the input that settles it."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class DeadlineChange:
    """A deadline that an amendment moved."""

    before: datetime
    after: datetime
    version: int
    decision: OfficialDecision | None


# --- drafting ----------------------------------------------------------------------------------


@transaction.atomic
def draft_amendment(contest: Contest, *, actor: Any) -> RuleSet:
    """Copy the version in force as the next one, not issued; an open draft is returned as it is."""
    require(actor, "contests.add_ruleset")
    locked: Contest = CONTEST.lock(contest)
    if locked.state != ContestState.PUBLISHED:
        raise RefusedError(
            _(
                "Only the rules of a published edition are amended. Before that, change them directly."
            )
        )
    draft = open_draft(locked)
    if draft is not None:
        return draft
    in_force = version_in_force(locked)
    if in_force is None:
        raise RefusedError(_("The edition has no rules in force yet."))
    newest = max(row.version for row in locked.rule_sets.all())
    draft = clone(
        in_force,
        version=newest + 1,
        decision=None,
        file="",
        issued_at=None,
        deadline_at=None,
        change_note="",
    )
    audit.record(locked, "draft_amendment", actor=actor, version=draft.version)
    return draft


def open_draft(contest: Contest) -> RuleSet | None:
    """Return the version that is being prepared, if any."""
    return contest.rule_sets.filter(issued_at=None).order_by("-version").first()


def version_in_force(contest: Contest) -> RuleSet | None:
    """Return the newest issued version."""
    issued = contest.rule_sets.filter(issued_at__isnull=False)
    return issued.select_related("decision").order_by("-issued_at", "-version").first()


# --- issuing -----------------------------------------------------------------------------------


@transaction.atomic
def issue_rules(rule_set: RuleSet, *, actor: Any) -> RuleSet:
    """Put an amendment in force.

    Moves the deadline when the version sets one (never the end of a seal forward), puts drafts that were never submitted under the
    new version – submitted dossiers keep theirs – and mails everybody with a draft or a dossier
    once. Raises CannotIssueError that names what is missing.
    """
    contest: Contest = CONTEST.lock(rule_set.contest)
    require(actor, "contests.issue_ruleset")
    locked = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    refuse_issue(locked, contest)
    before, now = contest.deadline_at, timezone.now()
    locked.issued_at = now
    locked.save(update_fields=["issued_at"])
    if locked.deadline_at is not None:
        _move_deadline(contest, locked.deadline_at)
    contest.applications.filter(number=None).update(rule_set=locked)
    told = tell_everybody(locked, contest, before=before)
    decision = locked.decision
    audit.record(
        contest,
        "issue_rules",
        actor=actor,
        reason=locked.change_note,
        version=locked.version,
        decision=decision.number if decision else "",
        deadline_before=_moment(before),
        deadline_after=_moment(contest.deadline_at),
        mailed=told,
    )
    return locked


def _move_deadline(contest: Contest, deadline: datetime) -> None:
    """Set the deadline; a standing seal does not end before the moment that applicants were promised."""
    if contest.has_standing_seal():
        contest.sealed_until = contest.seal_ends_at
    contest.deadline_at = deadline
    contest.save(update_fields=["deadline_at", "sealed_until"])


def refuse_issue(rule_set: RuleSet, contest: Contest) -> None:
    """Raise CannotIssueError unless ``rule_set`` may come into force now."""
    if rule_set.issued_at is not None:
        raise CannotIssueError(_("This version is in force already."))
    if contest.state != ContestState.PUBLISHED:
        raise CannotIssueError(
            _("The first version comes into force when the edition is published.")
        )
    decision = rule_set.decision
    if decision is None or not (decision.number and decision.signer):
        raise CannotIssueError(
            _("Name the decision that issues this version: number, date and signer"),
            field="decision",
        )
    if contest.rule_sets.filter(decision=decision, issued_at__isnull=False).exists():
        raise CannotIssueError(
            _("An earlier version was issued by this decision: name the amending one"),
            field="decision",
        )
    if not clean_text(rule_set.change_note).strip():
        raise CannotIssueError(
            _("Write what this version changes: it is published and mailed"), field="change_note"
        )
    _refuse_deadline(rule_set, contest)


def _refuse_deadline(rule_set: RuleSet, contest: Contest) -> None:
    deadline = rule_set.deadline_at
    if deadline is None:
        return
    if deadline <= timezone.now():
        raise CannotIssueError(
            _("The new deadline has passed: enter one that is still to come"), field="deadline_at"
        )
    if contest.opens_at is not None and deadline <= contest.opens_at:
        raise CannotIssueError(_("The deadline must be after the opening"), field="deadline_at")


def people_to_tell(contest: Contest) -> dict[str, Application]:
    """Return whom an amendment concerns: one dossier for each address with a draft or a received one."""
    concerned = contest.applications.filter(
        state__in=COUNTED_STATES - {ApplicationState.DISQUALIFIED} | {ApplicationState.DRAFT}
    )
    found: dict[str, Application] = {}
    for application in concerned.select_related("owner", "contest").order_by("pk"):
        address = application.notice_address.strip().lower()
        if address:
            found.setdefault(address, application)
    return found


def tell_everybody(rule_set: RuleSet, contest: Contest, *, before: datetime | None) -> int:
    """Mail everybody whom the version concerns, once each; return how many."""
    concerned = people_to_tell(contest)
    for address, application in concerned.items():
        queue(
            mails.rules_amended(
                rule_set, contest, application, address=address, deadline_before=before
            )
        )
    return len(concerned)


def _moment(value: datetime | None) -> str:
    return timezone.localtime(value).isoformat(timespec="minutes") if value else ""


# --- reading -----------------------------------------------------------------------------------


def public_versions(contest: Contest) -> list[RuleSet]:
    """Return the issued versions, newest first; those of ``contest`` may be prefetched."""
    issued = [row for row in contest.rule_sets.all() if row.issued_at is not None]
    return sorted(issued, key=lambda row: row.version, reverse=True)


def deadline_changes(versions: Iterable[RuleSet]) -> list[DeadlineChange]:
    """Return the deadlines that amendments moved, newest first."""
    found: list[DeadlineChange] = []
    current: datetime | None = None
    for row in sorted(versions, key=lambda row: row.version):
        if row.deadline_at is None:
            continue
        if current is not None and row.deadline_at != current:
            found.append(
                DeadlineChange(
                    before=current,
                    after=row.deadline_at,
                    version=row.version,
                    decision=row.decision,
                )
            )
        current = row.deadline_at
    return found[::-1]
