"""Domain events: how one app's act reaches another without importing it.

The acting app declares an event and emits it inside its transaction; ``portal.site``, which may
know every app, connects it to a domain function. An error in a receiver undoes the act.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events: frozen, keyword-only, named in the past tense."""


@dataclass(frozen=True, kw_only=True)
class RolesChanged(Event):
    """An account was given other roles, or was made with some."""

    user_id: int


E = TypeVar("E", bound=Event)
_receivers: dict[type[Event], list[Callable[[Any], object]]] = defaultdict(list)


def connect(event: type[E], receiver: Callable[[E], object]) -> None:
    """Call ``receiver`` at every emission of ``event``; connecting twice is once."""
    if receiver not in _receivers[event]:
        _receivers[event].append(receiver)


def emit(event: Event) -> None:
    """Call the receivers in the order they were connected, in the caller's transaction."""
    for receiver in _receivers[type(event)]:
        receiver(event)
