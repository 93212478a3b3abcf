import io
import os
import zipfile
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal import jobruns, jobs, tasks
from portal.jobs import Outcome
from portal.models import BackgroundJob, StoredFile
from portal.models.jobs import JobState
from portal.workflow import RefusedError
from tests.factories.jobs import BackgroundJobFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db

KIND = "test.once"


@pytest.fixture
def work(monkeypatch):
    """Say what jobs of the test's kind do."""

    def does(function, permission=""):
        monkeypatch.setitem(jobruns.KINDS, KIND, jobruns.Kind(work=function, permission=permission))

    does(lambda row, report: Outcome(name="a.txt", content_type="text/plain", content=b"abc"))
    return does


def waiting(**kwargs):
    return BackgroundJobFactory(**{"kind": KIND, "permission": "", **kwargs})


def running(**kwargs):
    now = timezone.now()
    return waiting(state=JobState.RUNNING, attempts=1, seen_alive_at=now, **kwargs)


def test_a_job_started_is_done_after_the_commit(work, django_capture_on_commit_callbacks):
    person = secretary()

    with django_capture_on_commit_callbacks(execute=True):
        row = jobs.start(KIND, title="Xuất  danh sách", params={"a": 1}, actor=person)
        assert row.state == JobState.QUEUED

    row.refresh_from_db()
    assert (row.state, row.title, row.params) == (JobState.DONE, "Xuất danh sách", {"a": 1})
    assert row.result.file.read() == b"abc"
    assert row.result.sha256.startswith("ba7816bf")
    assert row.result.uploaded_by == person
    line = LogEntry.objects.get_for_object(row).get()
    assert (line.actor, line.additional_data["verb"]) == (person, "start_job")


def test_a_job_is_refused_to_those_who_may_not_read_its_result(work):
    work(lambda row, report: None, permission="contests.export_application")

    with pytest.raises(PermissionDenied):
        jobs.start(KIND, title="x", params={}, actor=UserFactory())

    assert not BackgroundJob.objects.exists()


def test_a_broker_that_is_away_leaves_the_job_to_the_sweep(
    work, monkeypatch, django_capture_on_commit_callbacks
):
    def away(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(tasks.run_job, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        row = jobs.start(KIND, title="x", params={}, actor=secretary())
    assert jobruns.waiting_job_ids() == []

    late = timezone.now() + jobruns.QUEUED_TOO_LONG + timedelta(seconds=1)
    assert jobruns.waiting_job_ids(late) == [row.pk]


def test_a_file_made_in_the_jobs_folder_is_kept_and_the_folder_is_gone(work, settings):
    folders = []

    def zip_up(row, report):
        folders.append(report.folder)
        path = report.folder / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "abc")
        return Outcome(name="a.zip", content_type="application/zip", content=path)

    work(zip_up)
    row = waiting()

    assert jobruns.run(row.pk) == JobState.DONE

    row.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(row.result.file.read())) as archive:
        assert archive.namelist() == ["a.zip".replace("zip", "txt")]
    assert folders[0].parent == settings.JOB_DIR
    assert not folders[0].exists()


def test_an_error_is_told_in_vietnamese_and_logged(work, caplog):
    def breaks(row, report):
        raise ValueError("secret detail")

    work(breaks)
    row = waiting()

    assert jobruns.run(row.pk) == JobState.FAILED

    row.refresh_from_db()
    assert row.error == (
        "Không hoàn thành được việc này vì có lỗi trong hệ thống. Lỗi đã được ghi lại."
    )
    assert "secret detail" in caplog.text


def test_a_refusal_is_told_in_its_own_words(work):
    def refuses(row, report):
        raise RefusedError("Không có hồ sơ nào.")

    work(refuses)
    row = waiting()
    jobruns.run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.error) == (JobState.FAILED, "Không có hồ sơ nào.")


def test_a_job_of_a_kind_that_is_gone_fails(work):
    row = waiting(kind="test.gone")

    assert jobruns.run(row.pk) == JobState.FAILED


@pytest.mark.parametrize("state", set(JobState) - {JobState.QUEUED})
def test_only_a_waiting_job_is_claimed(work, state):
    assert jobruns.run(waiting(state=state).pk) is None


def test_progress_is_written_now_and_then_and_at_the_end(work, django_assert_num_queries):
    row = running()
    report = jobruns.Report(row.pk, 1, None)

    with django_assert_num_queries(2):
        for done in range(1, 11):
            report(done, 10)

    row.refresh_from_db()
    assert (row.progress, row.total, row.percent) == (10, 10, 100)


def test_a_worker_given_up_for_lost_writes_nothing_over_its_successor(work):
    row = waiting()

    def is_overtaken(claimed, report):
        BackgroundJob.objects.filter(pk=row.pk).update(attempts=2)
        return Outcome(name="a.txt", content_type="text/plain", content=b"old")

    work(is_overtaken)

    assert jobruns.run(row.pk) is None

    row.refresh_from_db()
    assert (row.state, row.result) == (JobState.RUNNING, None)
    assert not StoredFile.objects.exists()


def test_a_lost_worker_learns_of_it_when_it_reports(work):
    row = running()
    report = jobruns.Report(row.pk, 1, None)
    BackgroundJob.objects.filter(pk=row.pk).update(attempts=2)

    with pytest.raises(jobruns.JobLostError):
        report(1, 3)


def test_a_silent_job_is_queued_again_a_second_after_its_time_and_not_before():
    row = running()
    limit = row.seen_alive_at + jobruns.SILENT_TOO_LONG

    assert jobruns.release_lost(limit) == 0
    assert jobruns.release_lost(limit + timedelta(seconds=1)) == 1

    row.refresh_from_db()
    assert row.state == JobState.QUEUED


def test_the_third_loss_is_the_last():
    row = running()
    BackgroundJob.objects.filter(pk=row.pk).update(attempts=jobruns.MAX_ATTEMPTS)

    jobruns.release_lost(row.seen_alive_at + jobruns.SILENT_TOO_LONG + timedelta(seconds=1))

    row.refresh_from_db()
    assert row.state == JobState.FAILED
    assert row.error.startswith("Việc này bị gián đoạn nhiều lần.")


def test_a_result_is_deleted_after_seven_days_and_the_job_stays(
    work, django_capture_on_commit_callbacks
):
    row = waiting()
    jobruns.run(row.pk)
    row.refresh_from_db()
    storage, name = row.result.file.storage, row.result.file.name

    assert jobruns.drop_old_results(row.finished_at + jobruns.RESULTS_KEPT) == 0
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        late = row.finished_at + jobruns.RESULTS_KEPT + timedelta(seconds=1)
        assert jobruns.drop_old_results(late) == 1

    row.refresh_from_db()
    assert (row.state, row.result) == (JobState.DONE, None)
    assert not storage.exists(name)


def test_what_a_killed_worker_left_in_its_folder_goes_after_a_day(settings):
    left = settings.JOB_DIR / "job-1-abc"
    left.mkdir(parents=True)
    (left / "half.zip").write_bytes(b"x")
    made = timezone.now().timestamp()
    os.utime(left, (made, made))

    jobruns.drop_old_results(timezone.now() + timedelta(hours=23))
    assert left.exists()
    jobruns.drop_old_results(timezone.now() + timedelta(hours=25))

    assert not left.exists()


def test_the_sweep_survives_a_broker_that_is_away(work, monkeypatch):
    row = waiting()
    BackgroundJob.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=1))

    def away(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(tasks.run_job, "apply_async", away)
    tasks.sweep_jobs()

    row.refresh_from_db()
    assert row.state == JobState.QUEUED


def test_the_sweep_does_what_the_broker_lost(work):
    row = waiting()
    BackgroundJob.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=1))

    tasks.sweep_jobs()

    row.refresh_from_db()
    assert row.state == JobState.DONE
