"""Sending what a round asked in addition: the version that its judges read from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.extras import refuse_extra
from contests.domain.snapshots import snapshot_content, take_snapshot
from contests.mails import applications as mails
from contests.models import Application
from contests.workflow import APPLICATION
from portal import audit
from portal.mail import queue
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from contests.domain.extras import Extra
    from contests.models import ApplicationSnapshot


class ExtraIncompleteError(RefusedError):
    """Answers that the round asks for are missing."""

    def __init__(self, extra: Extra) -> None:
        super().__init__(
            _("Complete these parts first: %(parts)s")
            % {"parts": "; ".join(task.title for task in extra.missing)}
        )


@transaction.atomic
def submit_extra(application: Application, *, actor: Any) -> ApplicationSnapshot:
    """Freeze the dossier with the additional answers; the judges of the round read this version.

    Versions submitted before stay, and so does the time of submission that breaks ties. Queues one
    receipt. Sent again without a change (a double click) it makes no second version.
    """
    locked: Application = APPLICATION.lock(application)
    # After the lock: who waited for it past the due time is late.
    now = timezone.now()
    require(actor, "contests.answer_extra", locked)
    extra = refuse_extra(locked, now=now)
    if extra.missing:
        raise ExtraIncompleteError(extra)
    loaded = Application.objects.for_snapshot().get(pk=locked.pk)
    last = locked.snapshots.order_by("-sequence").first()
    if last is not None and not differs(loaded, last):
        # Changed and changed back: the version holds everything.
        Application.objects.filter(pk=locked.pk).update(edited_at=None)
        return last
    snapshot = take_snapshot(locked, actor=actor, now=now)
    # Before the round starts there is no entry yet: its start takes the latest version.
    locked.entries.filter(round=extra.round).update(snapshot=snapshot)
    audit.record(locked, "submit_extra", actor=actor, round=extra.round.name)
    queue(mails.extra_submitted(loaded, snapshot, round_name=extra.round.name))
    return snapshot


def is_sent(application: Application, extra: Extra, snapshot: ApplicationSnapshot | None) -> bool:
    """Whether the judges' version holds everything that was answered to what the round asks.

    Queries nothing when ``application`` was loaded with ``for_snapshot``.
    """
    return extra.is_begun and snapshot is not None and not differs(application, snapshot)


def differs(application: Application, snapshot: ApplicationSnapshot) -> bool:
    """Whether ``application`` holds answers that ``snapshot`` does not.

    Queries nothing when ``application`` was loaded with ``for_snapshot``.
    """
    return _given(snapshot_content(application)) != _given(snapshot.content)


def _given(content: dict[str, Any]) -> dict[tuple[str, str], Any]:
    """Answers that were given, by section and key: wording may change without a new version."""
    return {
        (section["slug"], answer["key"]): answer["value"]
        for section in content.get("sections", ())
        for answer in section["answers"]
        if answer["value"]
    }
