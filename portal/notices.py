"""Which notice of the whole site stands above a page.

Every page asks, so the rows are kept in the cache; what time decides is decided when a page asks.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from portal.models.notices import NoticeAudience, NoticeTone, SiteNotice

if TYPE_CHECKING:
    from portal.models import User

logger = logging.getLogger(__name__)

KEY = "site-notices"
# Where processes share no cache, a change reaches the others after this long.
KEPT_SECONDS = 60
_PUBLIC = frozenset({NoticeAudience.EVERYBODY})
_SIGNED_IN = _PUBLIC | {NoticeAudience.SIGNED_IN}
_STAFF = frozenset({NoticeAudience.EVERYBODY, NoticeAudience.STAFF})


def standing_notice(user: User | None, *, in_administration: bool = False) -> SiteNotice | None:
    """The one notice for a page that ``user`` opens: a warning first, then the newest."""
    wanted = _SIGNED_IN if user is not None and user.is_authenticated else _PUBLIC
    if in_administration:
        wanted = _STAFF
    now = timezone.now()
    found = [row for row in _rows() if row.audience in wanted and row.stands(now)]
    order = list(NoticeTone.values)
    return min(
        found,
        key=lambda row: (order.index(row.tone), -row.starts_at.timestamp(), -row.pk),
        default=None,
    )


def _rows() -> list[SiteNotice]:
    """All that stand or are to stand; a cache that is away must not take the page with it."""
    try:
        rows = cache.get(KEY)
    except Exception:
        logger.exception("The cache is away: the page stands without a notice")
        return []
    if rows is None:
        rows = list(SiteNotice.objects.exclude(ends_at__lte=timezone.now()))
        cache.set(KEY, rows, KEPT_SECONDS)
    return rows


def forget(**_kwargs: Any) -> None:
    """Read the notices anew at the next page, once the change is in the database."""
    transaction.on_commit(lambda: cache.delete(KEY))


def watch() -> None:
    """Hear of every change, whatever door it comes through."""
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=SiteNotice, dispatch_uid=f"{KEY}-{id(signal)}")
