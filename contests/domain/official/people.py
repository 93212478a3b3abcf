"""Texts that several papers share: authors, counts, scores, the day of a document."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from contests.domain.official.offices import BLANK
from contests.domain.scoring import shown
from contests.models import Application
from portal.dates import format_long
from portal.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from contests.models import OfficialDecision


def authors_of(application: Application) -> str:
    """The representative, then the members; load ``members`` and ``owner`` with it."""
    names = [application.addressee, *(member.full_name for member in application.members.all())]
    return ", ".join(dict.fromkeys(filter(None, names)))


def loaded(keys: Iterable[int]) -> dict[int, Application]:
    """Applications with all that a line of a paper says of them. Two queries."""
    rows = Application.objects.filter(pk__in=list(keys))
    return {
        row.pk: row
        for row in rows.select_related(
            "owner", "locality", "field", "contest", "rule_set"
        ).prefetch_related("members")
    }


def count_text(number: int) -> str:
    """A count as papers write it: a zero before the digits below ten."""
    return f"{number:02}" if 0 < number < 10 else format_number(Decimal(number))


def points_text(value: Decimal | str | None) -> str:
    """Points with two decimals at most, as score tables print them."""
    return "" if value is None or value == "" else format_number(shown(Decimal(value)))


def column_text(value: Decimal | str | None) -> str:
    """Points with both decimals: a column of scores is compared by its commas."""
    text = points_text(value)
    whole, _comma, rest = text.partition(",")
    return text and f"{whole},{rest:0<2}"


def moment_text(value: datetime | None, *, blank: str = BLANK) -> str:
    """``08 giờ 30, ngày 05 tháng 3 năm 2026``."""
    if value is None:
        return blank
    local = timezone.localtime(value)
    return f"{local:%H} giờ {local:%M}, {format_long(local)}"


def document_text(decision: OfficialDecision | None) -> str:
    """``12/QĐ-UBND ngày 05 tháng 3 năm 2026``, or room to write it."""
    if decision is None:
        return f"{BLANK} ngày {BLANK}"
    return f"{decision.number} {format_long(decision.issued_on)}"


def frame_of(contest: Any) -> dict[str, str]:
    """What every paper says of its edition."""
    return {"contest": contest.title, "year": str(contest.year)}
