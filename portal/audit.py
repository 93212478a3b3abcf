"""Writing the one audit trail (django-auditlog): verb, actor, reason, document."""

from typing import Any, Final

from auditlog.models import LogEntry
from django.conf import settings
from django.db import models
from django.utils import translation


class System:
    """The actor of scheduled work and of steps that follow from another step."""

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM: Final = System()

type_of_actor = models.Model | System


def record(
    obj: models.Model,
    verb: str,
    *,
    actor: Any,
    before: str | None = None,
    after: str | None = None,
    reason: str = "",
    **extra: object,
) -> LogEntry:
    """Write one line of the trail; ``extra`` holds plain values such as a decision's number."""
    changes = {} if before == after else {"state": [before, after]}
    # The trail is kept in the office's language, whatever page the actor had open.
    with translation.override(settings.LANGUAGE_CODE):
        data = {
            "verb": verb,
            **{key: str(value) for key, value in extra.items() if value not in (None, "")},
        }
        if reason:
            data["reason"] = reason
        return LogEntry.objects.log_create(
            obj,
            force_log=True,
            action=LogEntry.Action.UPDATE,
            changes=changes,
            additional_data=data,
            actor=None if isinstance(actor, System) else actor,
        )
