"""Two submitted versions side by side: what was added, removed or changed, down to the word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from contests.domain.dossier import MEMBERS
from contests.domain.papers import parts_of
from contests.enums import DifferenceKind
from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contests.domain.papers import PaperFile, Part

# A word with the blanks before it, so that blanks are compared with their word.
_WORD = re.compile(r"\s*\S+|\s+$")
# Beyond so many pairs of words two texts are shown whole: marking them would take seconds.
_MOST_PAIRS = 4_000_000


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text that stayed, was added or was removed."""

    kind: DifferenceKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One line of the dossier in both versions; empty where a version does not have it."""

    part: str
    label: str
    before: str
    after: str
    kind: DifferenceKind

    @property
    def segments(self) -> list[Segment]:
        """The text with its changes marked word by word."""
        return segments(self.before, self.after)


@dataclass(frozen=True, kw_only=True)
class _Line:
    part: str
    label: str
    value: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Compare two contents of snapshots, line by line, in the order of the dossier's parts.

    Answers are matched by the key of their question (its wording may change), files by their
    SHA-256, members by their name; lines that only the older version has follow in their part.
    """
    old, new = _lines(before), _lines(after)
    gone = [key for key in old if key not in new]
    found: list[Difference] = []
    for path in _paths(old, new):
        keys = [key for key in new if key[0] == path] + [key for key in gone if key[0] == path]
        found += [_difference(old.get(key), new.get(key)) for key in keys]
    return found


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return only what differs."""
    return [found for found in differences(before, after) if found.kind is not DifferenceKind.SAME]


def segments(before: str, after: str) -> list[Segment]:
    """Return both texts as one, each stretch marked as kept, removed or added."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _MOST_PAIRS:
        return _pair(before, after)
    found: list[Segment] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Segment(kind=DifferenceKind.SAME, text="".join(new[new_from:new_to])))
        else:
            found += _pair("".join(old[old_from:old_to]), "".join(new[new_from:new_to]))
    return found


def _pair(before: str, after: str) -> list[Segment]:
    pair = ((DifferenceKind.REMOVED, before), (DifferenceKind.ADDED, after))
    return [Segment(kind=kind, text=text) for kind, text in pair if text]


def _difference(old: _Line | None, new: _Line | None) -> Difference:
    line = new or old
    assert line is not None  # noqa: S101 -- a key comes from one of the two
    before, after = old.value if old else "", new.value if new else ""
    return Difference(
        part=line.part, label=line.label, before=before, after=after, kind=_kind(before, after)
    )


def _kind(before: str, after: str) -> DifferenceKind:
    """What was left empty counts as not there: filling it in adds, emptying it removes."""
    if before == after:
        return DifferenceKind.SAME
    if not before:
        return DifferenceKind.ADDED
    return DifferenceKind.CHANGED if after else DifferenceKind.REMOVED


# --- lines of a version ------------------------------------------------------------------------

_Key = tuple[str, ...]


def _lines(content: Mapping[str, Any]) -> dict[_Key, _Line]:
    """Lines of a content by a key that is the same in both versions; the first item is the part."""
    sections = {section["slug"]: section for section in content["sections"]}
    seen: Counter[_Key] = Counter()
    found: dict[_Key, _Line] = {}
    for part in parts_of(dict(content)):
        section = sections.get(part.path)
        for key, line in _answers(section, part) if section else _rows(part):
            seen[key] += 1
            found[(*key, str(seen[key]))] = line
    return found


def _paths(old: Mapping[_Key, _Line], new: Mapping[_Key, _Line]) -> list[str]:
    return list(dict.fromkeys(key[0] for key in (*new, *old)))


def _answers(section: Mapping[str, Any], part: Part) -> Iterator[tuple[_Key, _Line]]:
    for answer in section["answers"]:
        line = _Line(part=part.title, label=answer["label"], value=answer["text"])
        yield (part.path, "answer", answer["key"]), line
    yield from _files(part)


def _rows(part: Part) -> Iterator[tuple[_Key, _Line]]:
    is_people = part.path == MEMBERS
    for row in part.rows:
        # A member is a line even when nothing but the name is known.
        value = ", ".join(filter(None, [row.label, row.value])) if is_people else row.value
        line = _Line(part=part.title, label=row.label, value=value)
        yield (part.path, "row", fold(row.label)), line
    yield from _files(part)


def _files(part: Part) -> Iterator[tuple[_Key, _Line]]:
    for file in part.files:
        line = _Line(part=part.title, label=file.kind, value=_file_text(file))
        yield (part.path, "file", file.sha256), line


def _file_text(file: PaperFile) -> str:
    return " – ".join(filter(None, [file.name, file.caption]))
