"""Two submitted versions side by side: what was added, removed or changed, down to the word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contests.domain.dossier import MEMBERS
from contests.domain.papers import parts_of
from portal.differences import DifferenceKind, Segment, kind_of, segments
from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contests.domain.papers import PaperFile, Part


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


def _difference(old: _Line | None, new: _Line | None) -> Difference:
    line = new or old
    assert line is not None  # noqa: S101 -- a key comes from one of the two
    before, after = old.value if old else "", new.value if new else ""
    return Difference(
        part=line.part, label=line.label, before=before, after=after, kind=kind_of(before, after)
    )


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
