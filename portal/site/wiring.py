"""Which app's act means what to which other app: the receivers of domain events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contests.domain.appointments import recheck_teams_of
from contests.domain.inner_circle import INNER_ROLES
from news.domain.drafts import draft_results_article
from portal.models import User
from portal.site.actuals import record_year

if TYPE_CHECKING:
    from contests.events import OutcomesReported, RoundPublished
    from portal.events import RolesChanged


def recheck_teams_on_roles(event: RolesChanged) -> None:
    """A new organiser, secretary or judge may be in a team that entered already."""
    recheck_teams_of(
        User.objects.filter(
            pk=event.user_id, is_active=True, groups__name__in=INNER_ROLES
        ).distinct()
    )


def draft_article_on_results(event: RoundPublished) -> None:
    """Published results of the contest become a draft in the newsroom."""
    if event.is_challenge:
        return
    draft_results_article(
        origin=f"contest-round:{event.round_id}",
        year=event.year,
        contest_title=event.contest_title,
        round_name=event.round_name,
        decision_number=event.decision_number,
        results_url=event.results_path,
        awards=event.awards,
        advanced_count=event.advanced_count,
    )


def feed_indicators_on_outcomes(event: OutcomesReported) -> None:
    """What teams report after the contest is what plans promised."""
    record_year(event.year)
