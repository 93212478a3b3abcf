"""The running of background jobs: claim one, do it, keep its result; find what got lost.

The database row is the truth, a message on the broker only a hint. A claim is a conditional UPDATE,
so of two workers one does the work; ``attempts`` numbers the claims, and a worker that was given up
for lost finds that its number no longer holds as soon as it reports.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.models import BackgroundJob, StoredFile
from portal.models.jobs import JobState
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# A job that nobody took within this time was lost by the broker.
QUEUED_TOO_LONG = timedelta(minutes=1)
# A job that reported nothing for this long died with its worker.
SILENT_TOO_LONG = timedelta(minutes=10)
# Results hold personal data: they stay for one working week and no longer.
RESULTS_KEPT = timedelta(days=7)
LEFTOVERS_KEPT = timedelta(days=1)
SWEEP_BATCH = 100
REPORT_SECONDS = 2.0
_CHUNK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a job made: a file as bytes, or at a path inside the job's folder."""

    name: str
    content_type: str
    content: bytes | Path


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How one kind of job is done, and who may read what comes out."""

    work: Callable[[BackgroundJob, Report], Outcome]
    permission: str = ""
    about: tuple[str, str] | None = None


class JobLostError(Exception):
    """The claim no longer holds: another worker has the job."""


KINDS: dict[str, Kind] = {}


def job(
    kind: str, *, permission: str = "", about: tuple[str, str] | None = None
) -> Callable[[Callable], Callable]:
    """Register a function ``(job, report) -> Outcome`` as the way to do jobs of ``kind``.

    It is safe to run twice: a lost job starts anew. ``permission`` is asked of those who read the
    result. ``about`` is the model and the parameter that name what it was asked for.
    """

    def register(work: Callable[[BackgroundJob, Report], Outcome]) -> Callable:
        KINDS[kind] = Kind(work=work, permission=permission, about=about)
        return work

    return register


class Report:
    """The sign of life of a running job. ``folder`` is its own and vanishes with it."""

    def __init__(self, job_id: int, attempt: int, folder: Path) -> None:
        self.folder = folder
        self._claim = claim_of(job_id, attempt)
        self._written_at = float("-inf")

    def __call__(self, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` steps are done; raises JobLostError when out of claim.

        Most calls cost nothing: what is written is a moment old at most.
        """
        now = time.monotonic()
        if now - self._written_at < REPORT_SECONDS and done < total:
            return
        self._written_at = now
        if not self._claim.update(progress=done, total=total, seen_alive_at=timezone.now()):
            raise JobLostError


def claim_of(job_id: int, attempt: int) -> QuerySet[BackgroundJob]:
    """The row as long as this attempt is the one that runs it."""
    return BackgroundJob.objects.filter(pk=job_id, state=JobState.RUNNING, attempts=attempt)


# --- one job -----------------------------------------------------------------------------------


def run(job_id: int) -> str | None:
    """Do one waiting job; None when there is nothing to do (gone, done, or another worker has it)."""
    claimed = claim_job(job_id)
    if claimed is None:
        return None
    settings.JOB_DIR.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=f"job-{job_id}-", dir=settings.JOB_DIR) as folder,
        translation.override(settings.LANGUAGE_CODE),
    ):
        return _work(claimed, Path(folder))


def claim_job(job_id: int, now: datetime | None = None) -> BackgroundJob | None:
    """Take a waiting job, or None when it is not there to take."""
    now = now or timezone.now()
    claimed = BackgroundJob.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        progress=0,
        started_at=now,
        seen_alive_at=now,
    )
    if not claimed:
        return None
    return BackgroundJob.objects.select_related("requested_by").get(pk=job_id)


def _work(claimed: BackgroundJob, folder: Path) -> str | None:
    kind = KINDS.get(claimed.kind)
    if kind is None:
        logger.error("Job %s: no such kind: %s", claimed.pk, claimed.kind)
        return _record_failure(claimed, _internal_error())
    try:
        outcome = kind.work(claimed, Report(claimed.pk, claimed.attempts, folder))
        return _record_result(claimed, outcome)
    except JobLostError:
        logger.warning("Job %s, attempt %s: another worker has it", claimed.pk, claimed.attempts)
        return None
    except RefusedError as refused:
        return _record_failure(claimed, str(refused.message))
    except Exception:
        logger.exception("Job %s failed", claimed.pk)
        return _record_failure(claimed, _internal_error())


def _internal_error() -> str:
    return _("The work could not be finished because of an error in the portal. It is logged.")


def _record_failure(claimed: BackgroundJob, error: str) -> str:
    claim_of(claimed.pk, claimed.attempts).update(
        state=JobState.FAILED, error=error, finished_at=timezone.now()
    )
    return JobState.FAILED


def _record_result(claimed: BackgroundJob, outcome: Outcome) -> str:
    """Keep the file and mark the job as done, both or neither."""
    stored = None
    try:
        with transaction.atomic():
            stored = _keep(outcome, claimed)
            _mark_done(claimed, stored)
    except BaseException:
        if stored is not None:
            stored.file.storage.delete(str(stored.file.name))
        raise
    return JobState.DONE


def _mark_done(claimed: BackgroundJob, stored: StoredFile) -> None:
    done = claim_of(claimed.pk, claimed.attempts).update(
        state=JobState.DONE,
        result=stored,
        error="",
        progress=F("total"),
        finished_at=timezone.now(),
    )
    if not done:
        raise JobLostError


def _keep(outcome: Outcome, claimed: BackgroundJob) -> StoredFile:
    if isinstance(outcome.content, bytes):
        return _stored(ContentFile(outcome.content, name=outcome.name), outcome, claimed)
    with outcome.content.open("rb") as source:
        return _stored(File(source, name=outcome.name), outcome, claimed)


def _stored(file: File, outcome: Outcome, claimed: BackgroundJob) -> StoredFile:
    digest = hashlib.sha256()
    for chunk in file.chunks(_CHUNK):
        digest.update(chunk)
    file.seek(0)
    return StoredFile.objects.create(
        file=file,
        original_name=outcome.name,
        content_type=outcome.content_type,
        size=file.size,
        sha256=digest.hexdigest(),
        uploaded_by=claimed.requested_by,
    )


# --- the sweep ---------------------------------------------------------------------------------


def release_lost(now: datetime | None = None) -> int:
    """Take back jobs whose worker died; give up those that have used all attempts."""
    now = now or timezone.now()
    lost = BackgroundJob.objects.filter(
        state=JobState.RUNNING, seen_alive_at__lt=now - SILENT_TOO_LONG
    )
    with translation.override(settings.LANGUAGE_CODE):
        words = _(
            "The work was broken off several times. Start it again, or tell the administrator."
        )
    dead = lost.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED, error=words, finished_at=now
    )
    again = lost.filter(attempts__lt=MAX_ATTEMPTS).update(state=JobState.QUEUED)
    return dead + again


def waiting_job_ids(now: datetime | None = None) -> list[int]:
    """Return jobs that nobody took although they wait, the longest waiting first."""
    now = now or timezone.now()
    rows = BackgroundJob.objects.filter(state=JobState.QUEUED, created_at__lt=now - QUEUED_TOO_LONG)
    return list(rows.order_by("created_at", "pk").values_list("pk", flat=True)[:SWEEP_BATCH])


def drop_old_results(now: datetime | None = None) -> int:
    """Delete results that were kept long enough, and what a killed worker left in its folder."""
    now = now or timezone.now()
    old = BackgroundJob.objects.filter(finished_at__lt=now - RESULTS_KEPT, result__isnull=False)
    results = StoredFile.objects.filter(
        pk__in=list(old.values_list("result", flat=True)[:SWEEP_BATCH])
    )
    for stored in results:
        _drop(stored)
    _drop_leftovers(now)
    return len(results)


def _drop(stored: StoredFile) -> None:
    storage, name = stored.file.storage, str(stored.file.name)
    with transaction.atomic():
        stored.delete()
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def _drop_leftovers(now: datetime) -> None:
    oldest = (now - LEFTOVERS_KEPT).timestamp()
    for folder in settings.JOB_DIR.glob("job-*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
