"""Somebody joins the organisers, the secretariat or the jury: are they in a team that entered?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from contests.domain.eligibility import store_one
from contests.domain.identities import teams_of
from contests.domain.inner_circle import matches
from contests.enums import ApplicationState, CheckResult, ContestState
from contests.models import Application, EligibilityCheck

if TYPE_CHECKING:
    from collections.abc import Collection

    from contests.querysets import ApplicationQuerySet
    from portal.models import User

RULE = "inner_circle"
# Still in the running: what was drafted is checked when it is submitted.
RUNNING_STATES = frozenset(
    {
        ApplicationState.SUBMITTED,
        ApplicationState.SUPPLEMENT_REQUESTED,
        ApplicationState.VALID,
        ApplicationState.IN_ROUND,
        ApplicationState.ADVANCED,
    }
)


def recheck_teams_of(users: Collection[User]) -> list[EligibilityCheck]:
    """Run the check of the inner circle again for every running dossier with one of ``users``.

    Call it inside the act that appoints them. Returns the checks that a person has to look at; the
    staff finds them on its first page. Two queries when nobody is concerned.
    """
    if not users:
        return []
    running = Application.objects.filter(
        state__in=RUNNING_STATES, contest__state=ContestState.PUBLISHED
    )
    found = []
    for application, team in teams_of(running):
        same, namesakes = matches(team, users)
        check = store_one(application, RULE) if same or namesakes else None
        if check is not None and check.is_open_finding:
            found.append(check)
    return found


def with_open_finding(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Return running dossiers whose validity is concluded, but with somebody of the inner circle.

    Those in the validity check are looked at anyway.
    """
    is_open = EligibilityCheck.objects.filter(
        ~Q(result=CheckResult.PASSED), application=OuterRef("pk"), rule=RULE, decided_at=None
    )
    return applications.filter(
        Exists(is_open),
        state__in=RUNNING_STATES
        - {ApplicationState.SUBMITTED, ApplicationState.SUPPLEMENT_REQUESTED},
    )
