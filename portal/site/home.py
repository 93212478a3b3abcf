"""What the home page reads: at most nine queries, the same however much there is to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain import phases
from contests.domain.history import EditionFigures, edition_figures, sum_of, with_counts
from contests.enums import ContestPhase, FigureKind, RoundKind, RoundState
from contests.models import Contest
from ecosystem.enums import KIND_PATHS, MISSING_KINDS, OrganizationKind
from ecosystem.models import Organization, PolicyDocument, Startup
from news.models import Article, Banner
from portal.numbers import format_number
from training.models import HistoricalAttendance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ARTICLES_SHOWN = 5
DOCUMENTS_SHOWN = 3
STARTUPS_SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class ContestCard:
    """The edition at the top of the page and where it stands."""

    contest: Contest
    phase: ContestPhase
    timeline: Sequence[phases.Step]
    has_results: bool

    @property
    def is_open(self) -> bool:
        return self.phase == ContestPhase.INTAKE


@dataclass(frozen=True, kw_only=True)
class KindCount:
    """A kind of actor with how many there are; a gap is a kind that the province misses."""

    label: str
    url: str
    count: int
    is_gap: bool


@dataclass(frozen=True, kw_only=True)
class HomeFigure:
    """One number with what it counts, when, and who says so."""

    value: str
    label: str
    period: str
    source: str


def public_contests() -> list[Contest]:
    """Every public edition of the contest, newest first, with its rounds and counts: two queries."""
    return list(
        with_counts(Contest.objects.contests().public().prefetch_related("rounds")).order_by(
            "-year"
        )
    )


def contest_card(contests: Sequence[Contest], now: datetime | None = None) -> ContestCard | None:
    """The edition that takes applications, or else the newest; real ones before examples."""
    now = now or timezone.now()
    ranked = sorted(
        contests,
        key=lambda contest: (not contest.accepts_submissions(now), contest.is_demo, -contest.year),
    )
    if not ranked:
        return None
    contest = ranked[0]
    return ContestCard(
        contest=contest,
        phase=phases.phase_of(contest, now),
        timeline=phases.timeline(contest, now),
        has_results=any(row.state == RoundState.PUBLISHED for row in contest.rounds.all()),
    )


def kind_counts() -> list[KindCount]:
    """The kinds of actors of today in the order of the directory, gaps last."""
    found = Organization.objects.public().existing().counts_by_kind()
    rows = [
        KindCount(
            label=str(OrganizationKind(kind).label),
            url=reverse("ecosystem:organization_list", args=[path]),
            count=found.get(kind, 0),
            is_gap=kind in MISSING_KINDS and not found.get(kind),
        )
        for kind, path in KIND_PATHS.items()
    ]
    return [row for row in rows if row.count or row.is_gap]


def figures(contests: Sequence[Contest]) -> list[HomeFigure]:
    """Applications, awards and editions of the contest, and attendances of training."""
    finished = [contest for contest in contests if _is_final_published(contest)]
    editions = [row for row in edition_figures(finished) if not row.is_demo]
    return [*_contest_figures(editions), *_training_figures()]


def common_source(shown: Sequence[HomeFigure]) -> str:
    """The source that all the figures share, to be said once; empty when they differ."""
    sources = {figure.source for figure in shown}
    return sources.pop() if len(sources) == 1 else ""


def _is_final_published(contest: Contest) -> bool:
    return any(
        row.kind == RoundKind.FINAL and row.state == RoundState.PUBLISHED
        for row in contest.rounds.all()
    )


def _contest_figures(editions: list[EditionFigures]) -> list[HomeFigure]:
    if not editions:
        return []
    first, last = editions[0].year, editions[-1].year
    period = str(first) if first == last else f"{first}–{last}"
    labels = {
        FigureKind.VALID: _("valid applications to the contest"),
        FigureKind.AWARDED: _("projects awarded"),
    }
    shown = [
        HomeFigure(
            value=format_number(total), label=label, period=period, source=_sources(editions, kind)
        )
        for kind, label in labels.items()
        if (total := sum_of(editions, kind)) is not None
    ]
    return [
        *shown,
        HomeFigure(
            value=format_number(len(editions)),
            label=_("editions of the contest"),
            period=period,
            source=_sources(editions, FigureKind.VALID),
        ),
    ]


def _sources(editions: list[EditionFigures], kind: str) -> str:
    """Who reported a count, each once; what was counted here says so."""
    texts = [
        _("counted on this portal") if edition.counted_here else edition.figures[kind].source
        for edition in editions
        if kind in edition.figures
    ]
    return "; ".join(dict.fromkeys(texts))


def _training_figures() -> list[HomeFigure]:
    """Attendances, never added to people; "over …" stays a lower bound."""
    rows = list(HistoricalAttendance.objects.filter(attendances__isnull=False))
    if not rows:
        return []
    total = format_number(sum(row.attendances or 0 for row in rows))
    if any(row.is_minimum for row in rows):
        total = _("over %(count)s") % {"count": total}
    return [
        HomeFigure(
            value=total,
            label=_("attendances of training"),
            period="",
            source="; ".join(dict.fromkeys(row.source for row in rows if row.source)),
        )
    ]


def context() -> dict[str, object]:
    """Everything that the template shows, read at once."""
    contests = public_contests()
    articles = list(Article.objects.published().for_list_page()[:ARTICLES_SHOWN])
    kinds = kind_counts()
    shown = figures(contests)
    return {
        "contest_card": contest_card(contests),
        "banners": list(Banner.objects.shown()),
        "top_article": articles[0] if articles else None,
        "articles": articles[1:],
        "documents": PolicyDocument.objects.without_text().order_by("-issued_on", "-pk")[
            :DOCUMENTS_SHOWN
        ],
        "figures": shown,
        "figures_source": common_source(shown),
        "startups": Startup.objects.public()
        .filter(is_featured=True)
        .for_list_page()[:STARTUPS_SHOWN],
        "kinds": [kind for kind in kinds if not kind.is_gap],
        "gaps": [kind for kind in kinds if kind.is_gap],
    }
