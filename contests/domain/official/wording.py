"""The small language of wordings: names, conditions and loops in doubled braces, nothing that acts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Template


def environment(*, autoescape: bool) -> ImmutableSandboxedEnvironment:
    """An environment without filters, tests and functions: a wording is text, not a program."""
    found = ImmutableSandboxedEnvironment(autoescape=autoescape, undefined=StrictUndefined)
    found.globals.clear()
    found.filters.clear()
    return found


_PLAIN = environment(autoescape=False)


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Return ``text`` with its placeholders filled in."""
    return _template(text).render(values)


def value_of(expression: str, values: Mapping[str, Any]) -> Any:
    """Return what ``expression`` names; raises UndefinedError for a name that is not there."""
    return _expression(expression)(**values)


@cache
def _template(text: str) -> Template:
    return _PLAIN.from_string(text)


@cache
def _expression(text: str) -> Callable[..., Any]:
    return _PLAIN.compile_expression(text, undefined_to_none=False)


def split_loop(loop: str) -> tuple[str, str]:
    """Return the name and the sequence of ``row in rows``."""
    name, _in, sequence = loop.partition(" in ")
    return name.strip(), sequence.strip()
