"""Background jobs against the real thing: Celery workers in processes of their own.

Runs on the filesystem broker always, and on Redis where REDIS_URL is set.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from portal import jobruns, jobs, tasks
from portal.models import BackgroundJob
from portal.models.jobs import JobState
from tests.factories.portal import secretary
from tests.portal import slow_job
from tests.portal.office import BROKERS, Office, eventually

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=BROKERS)
def office(request, tmp_path):
    office = Office(request.param, tmp_path)
    yield office
    office.close()


def slow_one(tmp_path):
    return jobs.start(
        "test.slow", title="Chậm", params={"folder": str(tmp_path)}, actor=secretary()
    )


def starts(tmp_path):
    file = tmp_path / "starts"
    return file.read_text().split() if file.exists() else []


def finished(*rows):
    """Sweep as beat does until every job is done."""
    left = BackgroundJob.objects.filter(pk__in=[row.pk for row in rows])
    if not left.exclude(state=JobState.DONE).exists():
        return True
    left.update(created_at=timezone.now() - jobruns.QUEUED_TOO_LONG - timedelta(seconds=1))
    tasks.sweep_jobs()
    return False


def test_a_killed_worker_loses_no_job_the_sweep_gives_it_to_the_next(office, tmp_path):
    office.hire(include=slow_job.__name__)
    row = slow_one(tmp_path)
    eventually(lambda: starts(tmp_path) == [str(row.pk)])

    office.kill_workers()
    row.refresh_from_db()
    assert (row.state, row.result) == (JobState.RUNNING, None)
    (tmp_path / "go").touch()
    silent_since = timezone.now() - jobruns.SILENT_TOO_LONG - timedelta(seconds=1)
    BackgroundJob.objects.filter(pk=row.pk).update(seen_alive_at=silent_since)
    office.hire(include=slow_job.__name__)
    eventually(lambda: finished(row))

    row.refresh_from_db()
    assert (row.attempts, row.progress, row.total) == (2, 4, 4)
    assert (tmp_path / "private" / row.result.file.name).read_bytes() == b"xong"
    assert starts(tmp_path) == [str(row.pk)] * 2


def test_two_workers_do_every_job_once(office, tmp_path):
    (tmp_path / "go").touch()
    office.hire(2, include=slow_job.__name__)
    rows = [slow_one(tmp_path) for _number in range(5)]
    for row in rows:
        tasks.run_job.delay(row.pk)

    eventually(lambda: finished(*rows))

    assert sorted(starts(tmp_path)) == sorted(str(row.pk) for row in rows)


def test_of_many_claims_at_once_one_holds(tmp_path):
    row = BackgroundJob.objects.create(kind="test.slow", title="Chậm", requested_by=secretary())
    gate = threading.Barrier(8)

    def claim(_number):
        try:
            gate.wait()
            return jobruns.claim_job(row.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(claim, range(8)))

    assert sum(claim is not None for claim in claims) == 1
