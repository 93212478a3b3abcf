"""Which app's act means what to which other app: the receivers of domain events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from news.domain.articles import draft_results_article

if TYPE_CHECKING:
    from contests.events import RoundPublished


def draft_article_on_results(event: RoundPublished) -> None:
    """Published results become a draft in the newsroom."""
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
