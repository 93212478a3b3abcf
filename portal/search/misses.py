"""Searches that found nothing: words, a day and a count, and nothing of who looked."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from django.db.models import F
from django.utils import timezone

from portal.models import MissedSearch
from portal.search.terms import Query

KEPT_DAYS: Final = 180
MAX_WORDS: Final = 8
MAX_LENGTH: Final = 80
# Telephone, identity, tax and account numbers, however they are grouped.
_LONG_NUMBER = re.compile(r"(?:\d[ ]?){8,}")


def may_be_kept(query: Query) -> bool:
    """Whether the words tell no address and no number of a person."""
    folded = _folded(query)
    return (
        0 < len(query.words) <= MAX_WORDS
        and len(folded) <= MAX_LENGTH
        and "@" not in query.typed
        and not _LONG_NUMBER.search(folded)
    )


def record(query: Query) -> None:
    """Count one search more for these words today."""
    if not may_be_kept(query):
        return
    words, day = _folded(query), timezone.localdate()
    MissedSearch.objects.bulk_create(
        [MissedSearch(words=words, day=day, count=0)], ignore_conflicts=True
    )
    MissedSearch.objects.filter(words=words, day=day).update(count=F("count") + 1)


def drop_old() -> int:
    """Delete what is older than staff need to see what is missing."""
    limit = timezone.localdate() - timedelta(days=KEPT_DAYS)
    return MissedSearch.objects.filter(day__lt=limit).delete()[0]


def _folded(query: Query) -> str:
    return " ".join(word.folded for word in query.words)
