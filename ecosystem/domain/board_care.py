"""What becomes of posts of the board by themselves: a word before the end, and the end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from ecosystem.domain.board import extended_day
from ecosystem.mails import board as mails
from ecosystem.models import BoardPost
from ecosystem.workflow import BOARD_POST
from portal import audit
from portal.mail import queue, queue_once
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from datetime import date

REMIND_BEFORE: Final = timedelta(days=7)


def keep_board(today: date | None = None) -> dict[str, int]:
    """End what is over, remind of what ends soon; safe to run twice. Returns how many of each."""
    day = today or timezone.localdate()
    return {"expired": _expire(day), "reminded": _remind(day)}


def _expire(day: date) -> int:
    """What waited for the office ends too: nobody is left with a post that cannot be shown."""
    rows = BoardPost.objects.open().filter(last_day__lt=day).select_related("author")
    return sum(_expire_one(post, day) for post in rows)


def _expire_one(post: BoardPost, day: date) -> bool:
    try:
        with transaction.atomic():
            locked: BoardPost = BOARD_POST.lock(post)
            if locked.last_day >= day:  # extended, or written anew, in the meantime
                return False
            queue(mails.post_expired(BOARD_POST.apply(locked, "expire", actor=audit.SYSTEM)))
    except RefusedError:  # ended in the meantime
        return False
    return True


def _remind(day: date) -> int:
    """A week before the last day, should the work have stood still a day late; one mail a term."""
    rows = BoardPost.objects.current().filter(
        last_day__lte=day + REMIND_BEFORE, last_day__gte=day, published_at__date__lt=day
    )
    return sum(
        queue_once(mails.post_expiring(post, can_extend=extended_day(post) is not None))
        for post in rows.select_related("author")
    )
