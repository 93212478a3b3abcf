"""Two texts as one: what stayed, what was added and what was removed, down to the word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import models
from django.utils.translation import gettext_lazy as _

# A word with the blanks before it, so that blanks are compared with their word.
_WORD = re.compile(r"\s*\S+|\s+$")
# Beyond so many pairs of words two texts are shown whole: marking them would take seconds.
_MOST_PAIRS = 4_000_000


class DifferenceKind(models.TextChoices):
    """What became of one line between two versions."""

    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Unchanged")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text that stayed, was added or was removed."""

    kind: DifferenceKind
    text: str


def segments(before: str, after: str) -> list[Segment]:
    """Return both texts as one, each stretch marked as kept, removed or added."""
    old, new = _words(before), _words(after)
    if len(old) * len(new) > _MOST_PAIRS:
        return _pair(before, after)
    found: list[Segment] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Segment(kind=DifferenceKind.SAME, text="".join(new[new_from:new_to])))
        else:
            found += _pair("".join(old[old_from:old_to]), "".join(new[new_from:new_to]))
    return _without_the_break(found)


def _words(text: str) -> list[str]:
    """The first line begins as all others do: it may be another line's place in the other text."""
    return _WORD.findall("\n" + text) if text else []


def _without_the_break(found: list[Segment]) -> list[Segment]:
    """Take back what ``_words`` put before the first word of each text."""
    return [
        Segment(kind=segment.kind, text=segment.text.removeprefix("\n"))
        if place == 0
        or (
            place == 1
            and found[0].kind == DifferenceKind.REMOVED != segment.kind != DifferenceKind.SAME
        )
        else segment
        for place, segment in enumerate(found)
    ]


def _pair(before: str, after: str) -> list[Segment]:
    pair = ((DifferenceKind.REMOVED, before), (DifferenceKind.ADDED, after))
    return [Segment(kind=kind, text=text) for kind, text in pair if text]


def kind_of(before: str, after: str) -> DifferenceKind:
    """What was left empty counts as not there: filling it in adds, emptying it removes."""
    if before == after:
        return DifferenceKind.SAME
    if not before:
        return DifferenceKind.ADDED
    return DifferenceKind.CHANGED if after else DifferenceKind.REMOVED
