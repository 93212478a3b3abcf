"""Lists of any length: the first pages by number, those behind by keyset.

An OFFSET reads what it skips, and a count reads everything. So rows are counted up to
``NUMBERED`` pages, which are reached by ``?page=``; from the last of them on a page begins behind
the last row of the one before (``?sau=``) or ends before its first (``?truoc=``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.db.models import DateTimeField, F, Q, QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import ListView

if TYPE_CHECKING:
    from django.core.paginator import Page

# More pages than anybody turns one by one.
NUMBERED: Final = 100
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST: Final = 16  # digits of a number in an address


def _number(text: str) -> int:
    if len(text.lstrip("-")) > _LONGEST:
        raise ValueError(text)
    return int(text)


@dataclass(frozen=True)
class Place:
    """Where a page begins or ends, as it stands in an address, with the number of that page."""

    number: int
    moment: datetime
    pk: int

    def __str__(self) -> str:
        micros = (self.moment - _EPOCH) // timedelta(microseconds=1)
        return f"{self.number}.{micros}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> Place:
        """Return the place; 404 for what is none."""
        try:
            number, micros, pk = map(_number, text.split("."))
            return cls(max(number, 1), _EPOCH + timedelta(microseconds=micros), pk)
        except (ValueError, OverflowError) as error:
            raise Http404 from error


class CappedPaginator(Paginator):
    """Count no further than the numbered pages."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, NUMBERED * self.per_page)

    @cached_property
    def _counted(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        # In the order of the list, which is that of an index: only so many rows are read.
        return rows[: NUMBERED * self.per_page + 1].count()

    @property
    def is_endless(self) -> bool:
        """Whether there are rows behind the numbered pages."""
        return self._counted > self.count


@dataclass(kw_only=True)
class FarPage:
    """A page that is reached by its place; the templates use it as they use Django's."""

    object_list: list[Any]
    number: int
    paginator: CappedPaginator
    before: Place | None
    after: Place | None

    def __len__(self) -> int:
        return len(self.object_list)

    def __getitem__(self, index: int | slice) -> Any:
        return self.object_list[index]

    def has_other_pages(self) -> bool:
        return self.before is not None or self.after is not None


class EndlessListView(ListView):
    """Rows by a moment or a day, the newest first, and by key where two have the same."""

    paginator_class = CappedPaginator
    moment = "published_at"

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        """Go by number or by place, as the address says."""
        if after := self.request.GET.get("sau"):
            page = self._far(queryset, page_size, Place.read(after), is_back=False)
        elif before := self.request.GET.get("truoc"):
            page = self._far(queryset, page_size, Place.read(before), is_back=True)
        else:
            paginator, near, rows, is_paged = super().paginate_queryset(queryset, page_size)
            self._lead_on(near)
            return paginator, near, rows, is_paged
        return page.paginator, page, page.object_list, page.has_other_pages()

    def _lead_on(self, page: Page[Any]) -> None:
        """The last numbered page of an endless list leads on to the first that has none."""
        paginator: Any = page.paginator
        if not page.has_next() and paginator.is_endless:
            page.after = self._place(list(page.object_list)[-1], page.number + 1)  # type: ignore[attr-defined]  # as FarPage has

    def _place(self, row: Any, number: int) -> Place:
        value = getattr(row, self.moment)
        if not isinstance(value, datetime):
            value = datetime.combine(value, time.min, UTC)
        return Place(number, value, row.pk)

    def _value(self, queryset: QuerySet[Any], at: Place) -> date:
        """What the column is compared with: a column of days knows no hours."""
        column = queryset.model._meta.get_field(self.moment)
        return at.moment if isinstance(column, DateTimeField) else at.moment.date()

    def _far(self, queryset: QuerySet[Any], size: int, at: Place, *, is_back: bool) -> FarPage:
        # The first condition lets the index begin there.
        step, order = ("gt", F(self.moment).asc()) if is_back else ("lt", F(self.moment).desc())
        value = self._value(queryset, at)
        rows = queryset.filter(
            Q(**{f"{self.moment}__{step}e": value})
            & (Q(**{f"{self.moment}__{step}": value}) | Q(**{f"pk__{step}": at.pk}))
        ).order_by(order, "pk" if is_back else "-pk")
        found = list(rows[: size + 1])
        is_more = len(found) > size
        del found[size:]
        if is_back:
            found.reverse()
        if not found:
            raise Http404
        has_before, has_after = (is_more, True) if is_back else (True, is_more)
        return FarPage(
            object_list=found,
            number=at.number,
            paginator=CappedPaginator(found, size),
            before=self._place(found[0], at.number - 1) if has_before else None,
            after=self._place(found[-1], at.number + 1) if has_after else None,
        )
