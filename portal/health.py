"""Is the portal ready to serve? Database, broker, beat and outbox, without any personal data."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from celery import current_app
from django.db import connection
from django.utils import timezone

from portal.models import Heartbeat, OutgoingMail
from portal.models.mail import MailState

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

BEAT = "beat"
# Beat signs every minute; a mail is due at once and swept every minute.
BEAT_SILENT_AFTER = timedelta(minutes=5)
MAIL_WAITS_AT_MOST = timedelta(minutes=30)


def record_beat() -> None:
    """Write that beat and a worker are alive now."""
    Heartbeat.objects.update_or_create(name=BEAT, defaults={"seen_at": timezone.now()})


def report() -> dict[str, dict[str, object]]:
    """Return each part's state: ``{"database": {"ok": True}, …}`` with ages in seconds."""
    checks: dict[str, Callable[[], dict[str, object]]] = {
        "database": _database,
        "broker": _broker,
        "beat": _beat,
        "mail": _mail,
    }
    return {name: _guarded(name, check) for name, check in checks.items()}


def _guarded(name: str, check: Callable[[], dict[str, object]]) -> dict[str, object]:
    """A check that fails is red, and its reason is for the log only."""
    try:
        return check()
    except Exception:  # a health page answers whatever breaks
        logger.warning("Health: %s failed", name, exc_info=True)
        return {"ok": False}


def _database() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


def _broker() -> dict[str, object]:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        # opening a channel asks the server, or the folder, in earnest
        broker.default_channel.close()
    return {"ok": True}


def _beat() -> dict[str, object]:
    seen = Heartbeat.objects.filter(name=BEAT).values_list("seen_at", flat=True).first()
    if seen is None:
        return {"ok": False, "age_seconds": None}
    age = timezone.now() - seen
    return {"ok": age < BEAT_SILENT_AFTER, "age_seconds": int(age.total_seconds())}


def _mail() -> dict[str, object]:
    """Age of the longest overdue mail; a retry that is not due yet is not late."""
    waiting = OutgoingMail.objects.filter(state__in=[MailState.QUEUED, MailState.SENDING])
    oldest = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    late = max(timezone.now() - oldest, timedelta()) if oldest else timedelta()
    return {"ok": late < MAIL_WAITS_AT_MOST, "oldest_seconds": int(late.total_seconds())}
