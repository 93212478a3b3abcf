"""A sealed intake: staff count what arrives and read nothing of it before the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.consents import with_consent_scope
from contests.enums import ApplicationState, AttachmentKind
from contests.models import Application, Contest
from contests.rules import is_nominator_of, is_team_member
from contests.workflow import CONTEST
from portal.text import clean_text
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from contests.models import ApplicationSnapshot, Attachment


@dataclass(frozen=True, kw_only=True)
class IntakeCounts:
    """What may be known of a sealed intake: numbers only."""

    contest: Contest
    total: int
    by_state: Sequence[tuple[str, int]]
    by_field: Sequence[tuple[str, int]]
    by_day: Sequence[tuple[date, int]]


def sealed_scopes() -> Any:
    """Return the scopes of consents (``consent_scope``) for dossiers that staff may not read yet."""
    return with_consent_scope(Application.objects.under_seal()).values_list("scope", flat=True)


@transaction.atomic
def open_seal(contest: Contest, *, actor: Any, reason: str) -> Contest:
    """Let staff read the dossiers before the deadline; the edition's page says who and why."""
    locked: Contest = CONTEST.lock(contest)
    if not locked.has_standing_seal():
        raise RefusedError(_("The intake of this edition is not sealed, or is open already."))
    reason = clean_text(reason).strip()
    return CONTEST.apply(
        locked,
        "open_seal",
        actor=actor,
        reason=reason,
        changes={
            "seal_opened_at": timezone.now(),
            "seal_opened_by": actor,
            "seal_reason": reason,
        },
    )


def may_read_part(user: Any, part: ApplicationSnapshot | Attachment) -> bool:
    """Whether ``user`` reads a submitted version or a file: in the team, for the unit, or as staff.

    A seal holds for superusers too, who have every permission. The scan of a dossier on paper is
    the office's own record: its people hold the paper.
    """
    application = part.application
    if application.owner_id == user.pk or is_team_member(user, application):
        return getattr(part, "kind", "") != AttachmentKind.SCAN
    if application.is_under_seal and not is_nominator_of(user, application):
        return False
    return bool(user.has_perm(f"contests.view_{part._meta.model_name}", part))


def intake_counts(contest: Contest) -> IntakeCounts:
    """Count the dossiers of an edition by state, by field and by day of submission."""
    rows = contest.applications.order_by()
    by_state = dict(rows.values_list("state").annotate(n=Count("pk")))
    by_field = rows.values_list("field__name").annotate(n=Count("pk")).order_by("-n", "field__name")
    by_day = (
        rows.filter(submitted_at__isnull=False)
        .annotate(day=TruncDate("submitted_at"))
        .values_list("day")
        .annotate(n=Count("pk"))
        .order_by("day")
    )
    return IntakeCounts(
        contest=contest,
        total=sum(by_state.values()),
        by_state=[
            (str(state.label), by_state[state]) for state in ApplicationState if state in by_state
        ],
        by_field=[(name or _("Not chosen yet"), n) for name, n in by_field],
        by_day=list(by_day),
    )


def sealed_intakes() -> list[IntakeCounts]:
    """Return the numbers of every public edition whose seal stands."""
    return [intake_counts(contest) for contest in Contest.objects.public().sealed()]
