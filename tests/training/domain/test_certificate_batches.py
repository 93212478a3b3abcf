"""A whole class in one job: nobody twice, whoever presses or however often it is broken off."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from portal import documents, jobruns
from portal.documents import DocumentRefusedError
from portal.jobruns import JobLostError, run
from portal.models import BackgroundJob, IssuedDocument, OutgoingMail
from portal.models.jobs import JobState
from portal.workflow import ReasonMissingError
from tests.contests.test_concurrency import at_once
from tests.factories.files import pdf_bytes
from tests.factories.portal import secretary
from tests.factories.training import AttendanceFactory
from tests.training.held import held_run, officer, paper, trainee
from training.domain import certificate_batches
from training.domain.certificate_batches import BATCH_JOB, FILES_JOB, start_batch, start_files
from training.domain.certificates import issue_certificate
from training.models import Attendance, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick_papers(monkeypatch):
    """Papers of one empty page: what is printed is tested elsewhere."""
    monkeypatch.setattr(documents, "typeset", lambda *args, **kwargs: pdf_bytes())


def everybody(run_):
    return set(run_.registrations.values_list("pk", flat=True))


def pages_of(job):
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    with job.result.file.open("rb") as source:
        return len(PdfReader(io.BytesIO(source.read())).pages)


def test_two_hundred_certificates_in_one_job_with_progress(quick_papers, monkeypatch):
    run_ = held_run(sessions=2, min_attendance=100)
    people = Registration.objects.bulk_create(
        Registration(
            run=run_,
            full_name=f"Học viên {n}",
            folded=f"hoc vien {n}",
            email=f"hoc{n}@lop.test",
            email_key=f"hoc{n}@lop.test",
            state="attended",
        )
        for n in range(203)
    )
    first, second = run_.sessions.all()
    for person in people:
        marks = [first] if person in people[:3] else [first, second]
        Attendance.objects.bulk_create(
            AttendanceFactory.build(registration=person, session=session) for session in marks
        )
    reaching = {person.pk for person in people[3:]}
    reports = []
    monkeypatch.setattr(jobruns, "REPORT_SECONDS", 0)
    true_call = jobruns.Report.__call__

    def counted(report, done, total):
        true_call(report, done, total)
        reports.append((BackgroundJob.objects.get().progress, total))

    monkeypatch.setattr(jobruns.Report, "__call__", counted)

    job, is_new = start_batch(run_, reaching, actor=officer(), paper=paper())
    run(job.pk)

    assert is_new
    assert pages_of(job) == 200
    assert reports == [(n, 200) for n in range(1, 201)]
    assert (job.progress, job.total) == (200, 200)
    papers = IssuedDocument.objects.order_by("serial")
    assert [row.serial for row in papers] == list(range(1, 201))
    assert {row.subject_id for row in papers} == reaching
    assert len({row.code for row in papers}) == 200
    assert OutgoingMail.objects.filter(template="training/certificate_issued").count() == 200


def test_an_interrupted_job_goes_on_and_nobody_gets_two(quick_papers, monkeypatch):
    run_ = held_run()
    for _person in range(5):
        trainee(run_)
    job, _is_new = start_batch(run_, everybody(run_), actor=officer(), paper=paper())
    monkeypatch.setattr(jobruns, "REPORT_SECONDS", 0)
    true_call = jobruns.Report.__call__

    def killed_after_two(report, done, total):
        if done == 2:
            raise JobLostError
        true_call(report, done, total)

    monkeypatch.setattr(jobruns.Report, "__call__", killed_after_two)
    run(job.pk)
    assert IssuedDocument.objects.count() == 2
    monkeypatch.setattr(jobruns.Report, "__call__", true_call)
    BackgroundJob.objects.update(state=JobState.QUEUED)

    run(job.pk)

    assert pages_of(job) == 5
    assert [row.serial for row in IssuedDocument.objects.order_by("serial")] == [1, 2, 3, 4, 5]
    assert OutgoingMail.objects.count() == 5


def test_two_officers_make_one_batch():
    run_ = held_run()
    trainee(run_)
    job, is_new = start_batch(run_, everybody(run_), actor=officer(), paper=paper())
    again, is_second = start_batch(run_, everybody(run_), actor=officer(), paper=paper())

    assert (again, is_new, is_second) == (job, True, False)
    other = held_run()
    trainee(other)
    assert start_batch(other, everybody(other), actor=officer(), paper=paper())[1]


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_one_batch():
    run_ = held_run()
    trainee(run_)
    actors, people = [officer(), officer()], everybody(run_)

    answers = at_once(
        [
            lambda actor=actor: start_batch(run_, people, actor=actor, paper=paper())
            for actor in actors
        ],
        workers=2,
    )

    assert BackgroundJob.objects.filter(kind=BATCH_JOB).count() == 1
    assert sorted(is_new for _job, is_new in answers) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_the_batch_and_a_single_one_at_once_give_one_paper_each(quick_papers):
    run_ = held_run()
    people = [trainee(run_) for _person in range(4)]
    actor = officer()

    answers = at_once(
        [
            lambda person=person: issue_certificate(person, actor=actor, paper=paper())
            for person in people
            for _twice in range(2)
        ],
        workers=4,
    )

    assert sum(isinstance(answer, DocumentRefusedError) for answer in answers) == 4
    assert [row.serial for row in IssuedDocument.objects.order_by("serial")] == [1, 2, 3, 4]
    assert OutgoingMail.objects.count() == 4


def test_those_below_need_one_reason_for_all(quick_papers):
    run_ = held_run()
    below = trainee(run_, came=1)
    trainee(run_)
    with pytest.raises(ReasonMissingError):
        start_batch(run_, everybody(run_), actor=officer(), paper=paper())

    job, _is_new = start_batch(
        run_, everybody(run_), actor=officer(), paper=paper(), reason="Học bù buổi tối"
    )
    run(job.pk)

    assert pages_of(job) == 2
    assert IssuedDocument.objects.filter(subject_id=below.pk).exists()


def test_nobody_chosen_everybody_served_or_a_stranger_is_refused(quick_papers):
    run_, other = held_run(), held_run()
    done, stranger = trainee(run_), trainee(other)
    absent = trainee(run_, came=0)
    issue_certificate(done, actor=officer(), paper=paper())

    for chosen in (set(), {done.pk}, {stranger.pk}, {absent.pk}):
        with pytest.raises(DocumentRefusedError):
            start_batch(run_, chosen, actor=officer(), paper=paper(), reason="Thử")
    with pytest.raises(PermissionDenied):
        start_batch(run_, {done.pk}, actor=secretary(), paper=paper())


def test_whose_attendance_was_corrected_meanwhile_is_left_out(quick_papers):
    run_ = held_run()
    kept, corrected = trainee(run_), trainee(run_)
    job, _is_new = start_batch(run_, everybody(run_), actor=officer(), paper=paper())
    corrected.attendances.update(mark="absent")

    run(job.pk)

    assert pages_of(job) == 1
    assert [row.subject_id for row in IssuedDocument.objects.all()] == [kept.pk]


def test_a_batch_of_which_nobody_is_left_fails_with_a_sentence(quick_papers):
    run_ = held_run()
    trainee(run_)
    job, _is_new = start_batch(run_, everybody(run_), actor=officer(), paper=paper())
    Attendance.objects.update(mark="absent")

    run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error
    assert not IssuedDocument.objects.exists()


# --- files -------------------------------------------------------------------------------------


def test_all_that_stand_in_one_pdf_or_as_a_zip(quick_papers):
    run_, actor = held_run(), officer()
    first = trainee(run_, full_name="Nông Văn Học")
    second = trainee(run_, full_name="Nông Văn Học")
    for person in (first, second, trainee(held_run())):
        issue_certificate(person, actor=actor, paper=paper())
    gone = trainee(run_)
    documents.revoke(
        issue_certificate(gone, actor=actor, paper=paper()), actor=actor, reason="Nhầm"
    )

    to_print = start_files(run_, actor=actor, as_zip=False)
    packed = start_files(run_, actor=actor, as_zip=True)
    for job in (to_print, packed):
        run(job.pk)

    assert pages_of(to_print) == 2
    packed.refresh_from_db()
    with packed.result.file.open("rb") as source, zipfile.ZipFile(source) as archive:
        names = archive.namelist()
    assert len(set(names)) == 2
    assert all(name.endswith("-nong-van-hoc.pdf") for name in names)


def test_a_class_without_certificates_makes_no_file():
    with pytest.raises(DocumentRefusedError):
        start_files(held_run(), actor=officer(), as_zip=True)


def test_the_jobs_are_known_to_the_worker():
    assert {BATCH_JOB, FILES_JOB} <= set(jobruns.KINDS)
    assert jobruns.KINDS[BATCH_JOB].permission == certificate_batches.PERMISSION
