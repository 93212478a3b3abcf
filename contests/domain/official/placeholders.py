"""Which placeholders a template of a paper may use, and what each means."""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from contests.domain.official import values
from contests.enums import PaperKind

MODELS: Final[dict[str, type[values.Paper]]] = {
    PaperKind.VALID_LIST: values.ValidList,
    PaperKind.BLANK_SHEETS: values.ScoreSheets,
    PaperKind.FILLED_SHEETS: values.ScoreSheets,
    PaperKind.RUNNING_ORDER: values.RunningOrder,
    PaperKind.SCORE_TABLE: values.ScoreTable,
    PaperKind.MINUTES: values.CouncilMinutes,
    PaperKind.SUBMISSION: values.AwardPaper,
    PaperKind.DECISION: values.AwardPaper,
    PaperKind.ANNEX: values.AwardPaper,
    PaperKind.SCRIPT: values.Script,
}
# What the paper would be empty without.
REQUIRED: Final[dict[str, frozenset[str]]] = {
    PaperKind.VALID_LIST: frozenset({"rows"}),
    PaperKind.BLANK_SHEETS: frozenset({"sheets"}),
    PaperKind.FILLED_SHEETS: frozenset({"sheets"}),
    PaperKind.RUNNING_ORDER: frozenset({"rows"}),
    PaperKind.SCORE_TABLE: frozenset({"rows"}),
    PaperKind.MINUTES: frozenset({"members", "rows"}),
    PaperKind.SUBMISSION: frozenset({"rows"}),
    PaperKind.DECISION: frozenset({"total"}),
    PaperKind.ANNEX: frozenset({"rows"}),
    PaperKind.SCRIPT: frozenset({"prizes"}),
}
# A template that repeats the same by family holds it too.
ALSO_IN: Final[dict[str, str]] = {"rows": "groups", "prizes": "groups"}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a name stands for: a text, a list of something, or a group of named values."""

    meaning: Any = ""
    group: dict[str, Shape] | None = None
    items: Shape | None = None

    @property
    def is_text(self) -> bool:
        return self.group is None and self.items is None


@dataclass(frozen=True, kw_only=True)
class Placeholder:
    """One line of the page of placeholders, as it is typed into a template."""

    written: str
    meaning: Any
    depth: int


@cache
def shape_of(kind: str) -> Shape:
    """Return the names of a kind of paper."""
    return Shape(group=_group(MODELS[kind]))


def placeholders_of(kind: str) -> list[Placeholder]:
    """Return every placeholder of a kind of paper, each list followed by what its items have."""
    return list(_listed(shape_of(kind), "", 0))


def _group(model: type) -> dict[str, Shape]:
    hints = get_type_hints(model, include_extras=True)
    return {name: _shape(*get_args(hint)) for name, hint in hints.items()}


def _shape(kind: Any, meaning: Any = "") -> Shape:
    if get_origin(kind) is list:
        return Shape(meaning=meaning, items=_shape(get_args(kind)[0]))
    if is_dataclass(kind):
        return Shape(meaning=meaning, group=_group(kind))  # type: ignore[arg-type]  # a class, not an instance
    return Shape(meaning=meaning)


def _listed(shape: Shape, prefix: str, depth: int) -> Any:
    for name, inner in (shape.group or {}).items():
        path = f"{prefix}{name}"
        if inner.is_text:
            yield Placeholder(written=f"{{{{ {path} }}}}", meaning=inner.meaning, depth=depth)
        elif inner.items is None:
            yield from _listed(inner, f"{path}.", depth)
        else:
            item = name.removesuffix("s") if name.endswith("s") else f"one_{name}"
            loop = f"{{%tr for {item} in {path} %}} … {{%tr endfor %}}"
            yield Placeholder(written=loop, meaning=inner.meaning, depth=depth)
            if inner.items.is_text:
                yield Placeholder(
                    written=f"{{{{ {item} }}}}", meaning=inner.meaning, depth=depth + 1
                )
            yield from _listed(inner.items, f"{item}.", depth + 1)
