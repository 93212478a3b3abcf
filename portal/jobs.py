"""Work that takes longer than a request: ``start`` writes the job in the caller's transaction.

A module registers what it can do with ``@job(kind)``; ``portal.jobruns`` does it in a worker.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction

from portal import audit
from portal.jobruns import KINDS, JobLostError, Outcome, Report, job
from portal.models import BackgroundJob
from portal.tasks import run_job
from portal.text import clean_line
from portal.workflow import require

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["JobLostError", "Outcome", "Report", "asked_for", "job", "note_download", "start"]

logger = logging.getLogger(__name__)

_TITLE_LENGTH = 200


@transaction.atomic
def start(kind: str, *, title: str, params: Mapping[str, Any], actor: Any) -> BackgroundJob:
    """Write a job of ``kind`` and ask a worker for it after the commit.

    Refused to those who may not read what comes out. Never fails because the broker is away.
    """
    permission = KINDS[kind].permission
    if permission:
        require(actor, permission)
    row = BackgroundJob.objects.create(
        kind=kind,
        title=clean_line(title)[:_TITLE_LENGTH],
        params=dict(params),
        permission=permission,
        requested_by=actor,
    )
    audit.record(row, "start_job", actor=actor, kind=kind)
    transaction.on_commit(partial(_ask_worker, row.pk), robust=True)
    return row


def _ask_worker(job_id: int) -> None:
    """Hand the job to the broker; when that is away, the sweep finds the row later."""
    try:
        run_job.delay(job_id)
    except Exception as error:  # noqa: BLE001 -- each transport raises its own; none may reach the visitor
        logger.warning("The broker did not take job %s, the sweep will: %r", job_id, error)


def asked_for(row: BackgroundJob) -> models.Model | None:
    """The class, the round, the document that the job was started at; None when there is none."""
    kind = KINDS.get(row.kind)
    if kind is None or kind.about is None:
        return None
    model, param = kind.about
    found = apps.get_model(model)._default_manager.filter(pk=row.params.get(param))
    return found.first()


def note_download(row: BackgroundJob, *, actor: Any) -> None:
    """Record that ``actor`` takes the result out of the portal."""
    require(actor, "portal.download_backgroundjob", row)
    audit.record(row, "download_job", actor=actor)
