"""Conditions on the tokens of an entry, said once for PostgreSQL (tsquery) and SQLite (FTS5).

A token is made of the letters a to z, digits and ``= @ ~ _ #`` alone: nothing in it needs escaping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SAFE = re.compile(r"[0-9a-z=@~_#]+")


@dataclass(frozen=True)
class Token:
    """A token, or all that begin with it."""

    text: str
    is_beginning: bool = False

    def __post_init__(self) -> None:
        if not _SAFE.fullmatch(self.text):
            raise ValueError(self.text)

    def as_tsquery(self) -> str:
        return f"'{self.text}'{':*' if self.is_beginning else ''}"

    def as_fts5(self) -> str:
        return f'"{self.text}"{" *" if self.is_beginning else ""}'


@dataclass(frozen=True)
class Every:
    parts: tuple[Condition, ...]

    def as_tsquery(self) -> str:
        return f"({' & '.join(part.as_tsquery() for part in self.parts)})"

    def as_fts5(self) -> str:
        return f"({' AND '.join(part.as_fts5() for part in self.parts)})"


@dataclass(frozen=True)
class OneOf:
    parts: tuple[Condition, ...]

    def as_tsquery(self) -> str:
        return f"({' | '.join(part.as_tsquery() for part in self.parts)})"

    def as_fts5(self) -> str:
        return f"({' OR '.join(part.as_fts5() for part in self.parts)})"


@dataclass(frozen=True)
class Without:
    part: Condition
    excluded: Condition

    def as_tsquery(self) -> str:
        return f"({self.part.as_tsquery()} & !{self.excluded.as_tsquery()})"

    def as_fts5(self) -> str:
        return f"({self.part.as_fts5()} NOT {self.excluded.as_fts5()})"


Condition = Token | Every | OneOf | Without
