"""Writing a draft: one page at a time, never over what somebody else saved in between."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.extras import refuse_extra
from contests.domain.supplements import is_overdue, open_requests
from contests.domain.tables import choices_of, rows_of, table_of
from contests.enums import ANSWERING_STATES, ApplicationState, QuestionKind
from contests.models import Answer, Application
from contests.workflow import APPLICATION
from portal.numbers import format_number
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from contests.models import Question


class StalePageError(RefusedError):
    """Somebody saved this page after it was opened. ``application`` holds what is stored now."""

    def __init__(self, application: Application) -> None:
        super().__init__(_("This page was saved in the meantime. Compare both versions."))
        self.application = application


class SupplementOverdueError(RefusedError):
    """The time for the supplement is over."""


@dataclass(frozen=True, kw_only=True)
class PageEdit:
    """What one page sends: fields of the dossier, answers by question, and "I have completed it".

    ``names`` and ``questions`` are all that the page holds, ``values`` and ``answers`` those that
    may be stored. ``is_complete`` None leaves the mark as it is.
    """

    path: str
    names: tuple[str, ...] = ()
    questions: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)
    is_complete: bool | None = None


@transaction.atomic
def save_page(application: Application, edit: PageEdit, *, actor: Any, seen: str) -> Application:
    """Store what one page sends and return the changed dossier.

    ``seen`` is the fingerprint of the page when it was opened; raises StalePageError when what is
    stored differs from it by now, unless it is what this edit wants anyway.
    """
    locked = _lock_page(application, edit, actor=actor)
    stored = stored_page(locked, edit.names, edit.questions)
    if fingerprint(stored) != seen and _differs(stored, edit):
        raise StalePageError(locked)
    for name, value in edit.values.items():
        setattr(locked, name, value)
    _write_answers(locked, edit.answers)
    _mark(locked, edit.path, is_complete=edit.is_complete)
    return _saved(locked, actor, [*edit.values, "completed_sections"])


def _lock_page(application: Application, edit: PageEdit, *, actor: Any) -> Application:
    """Lock for an edit of the draft, or of nothing but what a round asks in addition."""
    if edit.questions and not edit.names:
        return lock_for_answers(application, edit.questions, actor=actor)
    return lock_for_edit(application, actor=actor)


def lock_for_answers(
    application: Application, questions: Iterable[int], *, actor: Any
) -> Application:
    """Lock a dossier in which ``actor`` may answer ``questions`` now; refuses with the reason."""
    locked: Application = APPLICATION.lock(application)
    if locked.state not in ANSWERING_STATES:
        return lock_for_edit(application, actor=actor)
    require(actor, "contests.answer_extra", locked)
    refuse_extra(locked, questions)
    return locked


def _differs(stored: Mapping[str, str], edit: PageEdit) -> bool:
    """Whether the edit would change anything that is stored."""
    wanted = {name: plain(value) for name, value in edit.values.items()}
    wanted |= {str(key): value for key, value in edit.answers.items()}
    return any(stored[name] != value for name, value in wanted.items())


def lock_for_edit(application: Application, *, actor: Any) -> Application:
    """Lock a dossier that ``actor`` may edit now; refuses with the reason otherwise."""
    locked: Application = APPLICATION.lock(application)
    if not locked.is_editable_state:
        raise RefusedError(
            _("The application is submitted and cannot be changed now. Withdraw it to correct it.")
        )
    require(actor, "contests.edit_application", locked)
    refuse_overdue_supplement(locked)
    return locked


def refuse_overdue_supplement(application: Application, now: dt.datetime | None = None) -> None:
    """Raise SupplementOverdueError once the due time of the open request has passed."""
    if application.state != ApplicationState.SUPPLEMENT_REQUESTED:
        return
    request = open_requests(application).first()
    if request is None or is_overdue(request, now):
        raise SupplementOverdueError(
            _("The time for the supplement is over. The secretariat decides on what it has.")
        )


def touch(application: Application, *, actor: Any) -> Application:
    """Note that ``actor`` changed the locked ``application`` now."""
    return _saved(application, actor, [])


def can_edit(application: Application, user: Any) -> bool:
    """Whether the pages of ``application`` are open for ``user`` now."""
    if not user.has_perm("contests.edit_application", application):
        return False
    try:
        refuse_overdue_supplement(application)
    except SupplementOverdueError:
        return False
    return True


# --- fingerprints ------------------------------------------------------------------------------


def stored_page(
    application: Application, values: Iterable[str], answers: Iterable[int]
) -> dict[str, str]:
    """Return what is stored for a page's fields and questions, as plain text."""
    found = {name: plain(getattr(application, name)) for name in values}
    wanted = list(answers)
    rows = application.answers.filter(question__in=wanted) if wanted else ()
    texts = {row.question_id: row.value for row in rows}
    return found | {str(pk): texts.get(pk, "") for pk in wanted}


def fingerprint(stored: Mapping[str, str]) -> str:
    """Return a short mark of a page's content: equal exactly when the content is."""
    canonical = json.dumps(stored, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def plain(value: Any) -> str:
    """Return a field's value as text, related rows by their key."""
    if value is None:
        return ""
    return str(getattr(value, "pk", value))


# --- answers as text ---------------------------------------------------------------------------


def display_value(kind: str, value: str) -> str:
    """Return a stored answer as people read it, a table without its headings."""
    if not value:
        return ""
    return _DISPLAY.get(kind, str)(value)


def answer_text(question: Question, value: str) -> str:
    """Return a stored answer to ``question`` as people read it."""
    if question.kind == QuestionKind.TABLE:
        return table_of(question.column_list, value).text
    return display_value(question.kind, value)


def _number(value: str) -> str:
    return format_number(Decimal(value))


def _money(value: str) -> str:
    return f"{_number(value)} {_('đồng')}"


def _date(value: str) -> str:
    return f"{dt.date.fromisoformat(value):%d/%m/%Y}"


def _yes_no(value: str) -> str:
    return _("Yes") if value == "yes" else _("No")


def _choices(value: str) -> str:
    return "\n".join(choices_of(value))


def _rows(value: str) -> str:
    return "\n".join("; ".join(filter(None, row)) for row in rows_of(value))


_DISPLAY: dict[str, Callable[[str], str]] = {
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _money,
    QuestionKind.DATE: _date,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.MULTIPLE: _choices,
    QuestionKind.TABLE: _rows,
}


# --- writing -----------------------------------------------------------------------------------


def _write_answers(application: Application, answers: Mapping[int, str]) -> None:
    """Store what changed, in as many statements for many questions as for one."""
    rows = {row.question_id: row for row in application.answers.filter(question__in=answers)}
    changed = [rows[pk] for pk, value in answers.items() if pk in rows and rows[pk].value != value]
    for row in changed:
        row.value = answers[row.question_id]
    Answer.objects.bulk_update(changed, ["value"])
    Answer.objects.bulk_create(
        Answer(application=application, question_id=pk, value=value)
        for pk, value in answers.items()
        if pk not in rows
    )


def _mark(application: Application, path: str, *, is_complete: bool | None) -> None:
    marked = [other for other in application.completed_sections if other != path]
    if is_complete or (is_complete is None and path in application.completed_sections):
        marked.append(path)
    application.completed_sections = marked


def _saved(application: Application, actor: Any, fields: list[str]) -> Application:
    application.version += 1
    application.updated_by = actor
    application.edited_at = timezone.now()
    application.save(update_fields=[*fields, "version", "updated_by", "updated_at", "edited_at"])
    return application
