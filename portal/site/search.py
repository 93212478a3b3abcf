"""One search over everything public: contests, news, actors, documents, projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contests.models import Contest
from ecosystem.models import (
    BoardPost,
    Event,
    Expert,
    Organization,
    PolicyDocument,
    Service,
    Startup,
    SupportOffer,
)
from news.models import Article
from portal.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model
    from django.utils.functional import _StrPromise

PER_PAGE = 20
MAX_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing that can be found: its public rows, what is shown of each."""

    key: str
    label: _StrPromise
    rows: Callable[[], QuerySet]
    title: str
    summary: str
    order: tuple[str, ...]


KINDS = (
    Kind(
        key="cuoc-thi",
        label=_("Contests"),
        rows=lambda: Contest.objects.contests().public(),
        title="title",
        summary="summary",
        order=("-year",),
    ),
    Kind(
        key="bai-toan",
        label=_("Problem statements"),
        rows=lambda: Contest.objects.challenges().public(),
        title="title",
        summary="summary",
        order=("-deadline_at", "-pk"),
    ),
    Kind(
        key="tin-tuc",
        label=_("News"),
        rows=lambda: Article.objects.published().select_related("category").defer("body"),
        title="title",
        summary="lead",
        order=("-published_at", "-pk"),
    ),
    Kind(
        key="he-sinh-thai",
        label=_("Actors"),
        rows=Organization.objects.public,
        title="name",
        summary="summary",
        order=("folded", "pk"),
    ),
    Kind(
        key="co-van",
        label=_("Mentors and experts"),
        rows=Expert.objects.public,
        title="name",
        summary="summary",
        order=("folded", "pk"),
    ),
    Kind(
        key="dich-vu",
        label=_("Support services"),
        rows=Service.objects.public,
        title="name",
        summary="summary",
        order=("folded", "pk"),
    ),
    Kind(
        key="su-kien",
        label=_("Events"),
        rows=Event.objects.public,
        title="title",
        summary="description",
        order=("-starts_at", "-year", "-pk"),
    ),
    Kind(
        key="van-ban",
        label=_("Documents"),
        rows=PolicyDocument.objects.without_text,
        title="number",
        summary="subject",
        order=("-issued_on", "-pk"),
    ),
    Kind(
        key="chinh-sach-ho-tro",
        label=_("Support policies"),
        rows=SupportOffer.objects.offered,
        title="name",
        summary="summary",
        order=("order", "pk"),
    ),
    Kind(
        key="du-an",
        label=_("Startup projects"),
        rows=Startup.objects.public,
        title="name",
        summary="summary",
        order=("folded", "pk"),
    ),
    Kind(
        key="nhu-cau",
        label=_("Needs and offers"),
        rows=BoardPost.objects.public,
        title="title",
        summary="summary",
        order=("-pk",),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Tab:
    kind: Kind
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    title: str
    summary: str
    url: str


class Search:
    """What ``words`` find: counts of every kind in one query, one page of one kind in another."""

    def __init__(self, words: str, *, kind: str = "", page: str | int = 1) -> None:
        self.words = clean_line(words)[:MAX_LENGTH]
        self.wanted = kind
        self.page_number = page

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: punctuation alone is nothing."""
        return not fold(self.words)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Number of hits by kind; one UNION instead of a query a kind."""
        if self.is_empty:
            return {}
        first, *others = [self._counted(kind) for kind in KINDS]
        return dict(first.union(*others, all=True))

    def _counted(self, kind: Kind) -> QuerySet[Model, tuple[str, int]]:
        # select_related and defer mean nothing once only the count is asked for
        rows = kind.rows().search(self.words).select_related(None).order_by()
        return (
            rows.annotate(kind_key=Value(kind.key))
            .values("kind_key")
            .annotate(n=Count("pk"))
            .values_list("kind_key", "n")
        )

    @cached_property
    def current(self) -> Kind:
        """The kind that was asked for, else the first with hits."""
        asked = (kind for kind in KINDS if kind.key == self.wanted)
        found = (kind for kind in KINDS if self.counts.get(kind.key))
        return next(asked, None) or next(found, KINDS[0])

    @property
    def tabs(self) -> list[Tab]:
        return [
            Tab(kind=kind, count=self.counts.get(kind.key, 0), is_current=kind == self.current)
            for kind in KINDS
        ]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def page(self) -> Page:
        """A page of the current kind; what is written exactly as asked, or begins so, comes first."""
        kind = self.current
        found = kind.rows().search(self.words)
        rows = found.nearest_first(self.words, kind.title, *kind.order)
        paginator = Paginator(rows, PER_PAGE)
        paginator.count = self.counts.get(kind.key, 0)
        return paginator.get_page(self.page_number)

    @property
    def hits(self) -> list[Hit]:
        if self.is_empty or not self.counts.get(self.current.key):
            return []
        return [
            Hit(
                title=getattr(row, self.current.title),
                summary=getattr(row, self.current.summary),
                url=row.get_absolute_url(),
            )
            for row in self.page
        ]
