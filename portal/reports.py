"""Tables of a report: for the office as they are, for everybody without small counts of people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.suppression import LIMIT, suppressed

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class ReportTable:
    """A table of a report; ``counted`` are the columns of people or dossiers, from 1 on."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int | None]]
    note: str = ""
    counted: Sequence[int] = ()


def for_publication(table: ReportTable) -> ReportTable:
    """The table with its small counts replaced, and a line that says so."""
    if not table.counted:
        return table
    note = _("Counts from 1 to %(n)d are not told, nor what would tell them.") % {"n": LIMIT - 1}
    return replace(
        table,
        rows=suppressed(table.rows, table.counted),
        note=" ".join(filter(None, [table.note, note])),
    )
