"""Closing a question that is in use: not asked any more, while every stored answer stays."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from contests.models import Question
from portal import audit
from portal.workflow import require


@transaction.atomic
def close_question(question: Question, *, actor: Any) -> Question:
    """Ask ``question`` no more. Answers and submitted versions stay as they are."""
    return _set(question, actor=actor, closes=True)


@transaction.atomic
def reopen_question(question: Question, *, actor: Any) -> Question:
    """Ask ``question`` again; who answered it before finds the answer."""
    return _set(question, actor=actor, closes=False)


def _set(question: Question, *, actor: Any, closes: bool) -> Question:
    require(actor, "contests.change_question", question)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    # Pressed twice, or by two people: the first has done it.
    if (locked.closed_at is not None) is not closes:
        locked.closed_at = timezone.now() if closes else None
        locked.save(update_fields=["closed_at"])
        audit.record(locked, "close_question" if closes else "reopen_question", actor=actor)
    return locked
