"""One reading of a paper sheet as plain values, and where two readings differ."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from contests.domain.judging.sheets import SheetEntry
from portal.numbers import format_number
from portal.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contests.models import Criterion, ScoreSheet

ABSTAINS: Final = "abstains"
_TEXTS: Final = ("comment_for_author", "note_for_council", "abstain_reason")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What somebody read on a paper sheet; without points where the judge abstains."""

    written: SheetEntry = field(default_factory=SheetEntry)
    abstains: bool = False
    abstain_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something that two readings disagree on; ``key`` names the box of the form."""

    key: str
    label: str
    typed: str
    checked: str
    settled: str = ""


def to_plain(reading: Reading) -> dict[str, Any]:
    """The reading as it is kept: keys and points as text."""
    written = reading.written
    return {
        "points": {str(pk): str(v) for pk, v in written.points.items() if v is not None},
        "comments": {str(pk): text for pk, text in written.comments.items() if text},
        "comment_for_author": written.comment_for_author,
        "note_for_council": written.note_for_council,
        ABSTAINS: reading.abstains,
        "abstain_reason": reading.abstain_reason,
    }


def from_plain(kept: Mapping[str, Any]) -> Reading:
    """The reading that was kept; an empty one for nothing."""
    return Reading(
        written=SheetEntry(
            points={int(pk): Decimal(value) for pk, value in kept.get("points", {}).items()},
            comments={int(pk): text for pk, text in kept.get("comments", {}).items()},
            comment_for_author=kept.get("comment_for_author", ""),
            note_for_council=kept.get("note_for_council", ""),
        ),
        abstains=bool(kept.get(ABSTAINS)),
        abstain_reason=kept.get("abstain_reason", ""),
    )


def without_marks(reading: Reading) -> Reading:
    """What the second reader may see of the first: the words, to be compared with the paper.

    Neither marks nor whether the judge abstains.
    """
    return Reading(written=replace(reading.written, points={}))


def draft_of(sheet: ScoreSheet) -> Reading | None:
    """What a judge had begun to write on the portal; None where nothing is written."""
    scores = list(sheet.scores.all())
    if not (scores or sheet.comment_for_author or sheet.note_for_council):
        return None
    return Reading(
        written=SheetEntry(
            points={score.criterion_id: score.points for score in scores},
            comments={score.criterion_id: score.comment for score in scores},
            comment_for_author=sheet.comment_for_author,
            note_for_council=sheet.note_for_council,
        )
    )


def differences(
    typed: Reading, checked: Reading, criteria: Sequence[Criterion]
) -> list[Difference]:
    """Where the readings differ, in the order of the sheet.

    Marks differ by value, words by more than their case and spaces. Where one reading has an
    abstention and the other has marks, every mark differs.
    """
    return [
        *_of_abstention(typed, checked),
        *_of_points(typed, checked, criteria),
        *_of_words(typed, checked, criteria),
    ]


def settled_reading(typed: Reading, values: Mapping[str, Any]) -> Reading:
    """The first reading with what was settled in the place of what differed."""
    points, comments = dict(typed.written.points), dict(typed.written.comments)
    for key, value in values.items():
        name, _sign, pk = key.rpartition("_")
        if name == "points":
            points[int(pk)] = value
        elif name == "comment":
            comments[int(pk)] = value
    written = replace(
        typed.written,
        points=points,
        comments=comments,
        **{key: values[key] for key in _TEXTS[:2] if key in values},
    )
    abstains = bool(values.get(ABSTAINS, typed.abstains))
    return Reading(
        written=replace(written, points={}) if abstains else written,
        abstains=abstains,
        abstain_reason=values.get("abstain_reason", typed.abstain_reason) if abstains else "",
    )


def plain_difference(difference: Difference, settled: Any = None) -> dict[str, str]:
    """A difference as it is kept, with what was settled."""
    return asdict(replace(difference, settled="" if settled is None else _shown(settled)))


def _of_abstention(typed: Reading, checked: Reading) -> Iterator[Difference]:
    if typed.abstains != checked.abstains:
        yield Difference(
            key=ABSTAINS,
            label=_("Abstention"),
            typed=_shown(typed.abstains),
            checked=_shown(checked.abstains),
        )
    # Typed blind by both, so that accents and punctuation make no difference here.
    if fold(typed.abstain_reason) != fold(checked.abstain_reason):
        yield Difference(
            key="abstain_reason",
            label=_("Reason of abstaining"),
            typed=typed.abstain_reason,
            checked=checked.abstain_reason,
        )


def _of_points(
    typed: Reading, checked: Reading, criteria: Sequence[Criterion]
) -> Iterator[Difference]:
    for criterion in criteria:
        first = typed.written.points.get(criterion.pk)
        second = checked.written.points.get(criterion.pk)
        if first != second:
            yield Difference(
                key=f"points_{criterion.pk}",
                label=criterion.name,
                typed=_shown(first),
                checked=_shown(second),
            )


def _of_words(
    typed: Reading, checked: Reading, criteria: Sequence[Criterion]
) -> Iterator[Difference]:
    first, second = typed.written, checked.written
    pairs = [
        (
            f"comment_{c.pk}",
            _("Comment on “%(criterion)s”") % {"criterion": c.name},
            first.comments.get(c.pk, ""),
            second.comments.get(c.pk, ""),
        )
        for c in criteria
    ]
    pairs += [
        (
            "comment_for_author",
            _("Comment for the authors"),
            first.comment_for_author,
            second.comment_for_author,
        ),
        (
            "note_for_council",
            _("Note for the council only"),
            first.note_for_council,
            second.note_for_council,
        ),
    ]
    for key, label, one, other in pairs:
        if clean_line(one).casefold() != clean_line(other).casefold():
            yield Difference(key=key, label=label, typed=one, checked=other)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("The judge abstains") if value else _("The judge gives points")
    if value in {None, ""}:
        return _("Nothing written")
    return value if isinstance(value, str) else format_number(value)
