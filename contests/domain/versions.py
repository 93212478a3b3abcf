"""The submitted versions of a dossier: which two are compared, and which one was judged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from contests.domain.differences import Difference, changes, differences
from contests.domain.snapshots import snapshot_content
from contests.models import Application, ApplicationSnapshot, RoundEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

# Stands for what the dossier holds at the moment, submitted or not.
NOW = 0


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two versions and what differs, grouped by part; ``after`` None is the dossier as it is now."""

    before: ApplicationSnapshot
    after: ApplicationSnapshot | None
    parts: Sequence[tuple[str, list[Difference]]]


@dataclass(frozen=True, kw_only=True)
class Version:
    """A submitted version and the names of the rounds in which it was judged."""

    snapshot: ApplicationSnapshot
    judged_in: Sequence[str]


def versions_of(application: Application) -> list[Version]:
    """Return the submitted versions without their content, newest first."""
    rounds: dict[int, list[str]] = defaultdict(list)
    entries = RoundEntry.objects.filter(application=application, snapshot__isnull=False)
    for snapshot_id, name in entries.order_by("round__order").values_list(
        "snapshot", "round__name"
    ):
        rounds[snapshot_id].append(name)
    rows = application.snapshots.select_related("submitted_by").defer("content")
    return [Version(snapshot=row, judged_in=rounds[row.pk]) for row in rows]


def compare(
    application: Application, before: int, after: int, *, with_same: bool = False
) -> Comparison | None:
    """Compare two versions by their sequence numbers; None when there is no such version."""
    rows = application.snapshots.filter(sequence__in=[before, after])
    found = {snapshot.sequence: snapshot for snapshot in rows}
    if before not in found or (after != NOW and after not in found):
        return None
    newer = found.get(after)
    content = newer.content if newer else _content_now(application)
    compared = differences if with_same else changes
    return Comparison(
        before=found[before],
        after=newer,
        parts=_by_part(compared(found[before].content, content)),
    )


def _content_now(application: Application) -> dict[str, Any]:
    return snapshot_content(Application.objects.for_snapshot().get(pk=application.pk))


def _by_part(found: list[Difference]) -> list[tuple[str, list[Difference]]]:
    return [(part, list(group)) for part, group in groupby(found, key=lambda one: one.part)]
