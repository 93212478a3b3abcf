"""Keeping the index current: what is saved or deleted is looked at again after the commit."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from portal.models import PromotedAnswer, SearchSynonym
from portal.search import index, vocabulary
from portal.search.sources import Source, every_source

logger = logging.getLogger(__name__)

# What waits for the end of the transaction; a rollback leaves some, which harms nothing.
_WAITING = "search_entries_waiting"


def connect() -> None:
    """Listen to the rows of every source, to what they depend on, and to the words of staff."""
    for source in every_source():
        _listen(source.model, partial(_row_changed, source, _itself), post_save, post_delete)
        for model, rows in source.watches.items():
            _listen(model, partial(_row_changed, source, rows), post_save)
    for words in (SearchSynonym, PromotedAnswer):
        _listen(words, _words_of_staff_changed, post_save, post_delete)


def _listen(model: Any, receiver: Any, *signals: Any) -> None:
    for signal in signals:
        # The receivers are made here and held by nobody else.
        signal.connect(receiver, sender=model, weak=False)


def _itself(instance: Any) -> list[int]:
    return [instance.pk]


def _words_of_staff_changed(**_kwargs: Any) -> None:
    vocabulary.forget()
    transaction.on_commit(vocabulary.forget)


def _row_changed(source: Source, rows: Any, instance: Any, **_kwargs: Any) -> None:
    waiting = transaction.get_connection().__dict__.setdefault(_WAITING, [])
    # A row that is deleted loses its key.
    waiting.append((source, [instance.pk] if rows is _itself else partial(rows, instance)))
    transaction.on_commit(_catch_up, robust=True)


def _catch_up() -> None:
    waiting = transaction.get_connection().__dict__.pop(_WAITING, [])
    changed: dict[str, set[int]] = {}
    try:
        for source, rows in waiting:
            found = rows if isinstance(rows, list) else rows().values_list("pk", flat=True)
            changed.setdefault(source.key, set()).update(found)
        for source in every_source():
            index.refresh(source, sorted(changed.get(source.key, ())))
    except Exception:  # the act itself is done; the task that repairs comes by
        logger.exception("The index of the search was not brought up to date")
