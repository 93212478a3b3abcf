"""A small state machine that can be read as a table and tested as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal import audit

if TYPE_CHECKING:
    from collections.abc import Iterator


class RefusedError(Exception):
    """A rule of the office says no. ``message`` is for people: translated, says what to do."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


class TransitionNotAllowedError(RefusedError):
    """The object is not in a state from which this step can be taken."""


class ReasonMissingError(RefusedError):
    """The step needs a reason and none was given."""


def require(actor: Any, permission: str, obj: Any = None) -> None:
    """Raise PermissionDenied unless ``actor`` holds ``permission``; the system may do everything."""
    if actor is not audit.SYSTEM and not actor.has_perm(permission, obj):
        raise PermissionDenied(permission)


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One line of a workflow's table."""

    name: str
    label: Any
    sources: frozenset[str]
    target: str
    permission: str
    needs_reason: bool = False


class Workflow:
    """The life of one kind of object: its transitions, and the only door through which state changes."""

    def __init__(self, *transitions: Transition, states: Any) -> None:
        self._by_name = {t.name: t for t in transitions}
        self.states = states

    def __iter__(self) -> Iterator[Transition]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Transition:
        return self._by_name[name]

    def available(self, obj: Any, user: Any) -> list[Transition]:
        """Steps that ``user`` may take with ``obj`` now, in the order of the table."""
        return [t for t in self if obj.state in t.sources and user.has_perm(t.permission, obj)]

    def lock(self, obj: Any) -> Any:
        """Return a fresh copy of ``obj`` under a row lock; call inside a transaction.

        SQLite has no row locks: there every transaction is IMMEDIATE and holds the one write lock.
        """
        return type(obj)._base_manager.select_for_update().get(pk=obj.pk)

    @transaction.atomic
    def apply(
        self,
        obj: Any,
        name: str,
        *,
        actor: Any,
        reason: str = "",
        changes: dict[str, object] | None = None,
        **extra: object,
    ) -> Any:
        """Move ``obj`` one step under a row lock, save ``changes`` with it, write the audit line.

        Returns the locked, changed object. Raises TransitionNotAllowedError from a wrong state,
        PermissionDenied when ``actor`` may not, ReasonMissingError when a reason is due. ``extra``
        (plain values, e.g. a decision's number) goes into the audit line.
        """
        step = self._by_name[name]
        locked = self.lock(obj)
        if locked.state not in step.sources:
            raise TransitionNotAllowedError(_wrong_state(step, locked))
        require(actor, step.permission, locked)
        if step.needs_reason and not reason.strip():
            raise ReasonMissingError(_reason_missing())
        before, locked.state = locked.state, step.target
        for field, value in (changes or {}).items():
            setattr(locked, field, value)
        locked.save(update_fields=["state", *(changes or {})])
        audit.record(
            locked, name, actor=actor, before=before, after=step.target, reason=reason, **extra
        )
        return locked


def _wrong_state(step: Transition, obj: Any) -> str:
    return _("“%(step)s” is not possible while the state is “%(state)s”.") % {
        "step": step.label,
        "state": obj.get_state_display(),
    }


def _reason_missing() -> str:
    return _("Enter the reason")
