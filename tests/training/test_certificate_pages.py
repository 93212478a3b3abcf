"""Certificates in the administration and behind the mailed link."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from portal import documents
from portal.jobruns import run as run_job
from portal.models import BackgroundJob, IssuedDocument
from portal.roles import Role
from tests.factories.files import pdf_bytes
from tests.factories.portal import UserFactory
from tests.training.held import held_run, officer, paper, trainee
from training.domain.certificate_batches import FILES_JOB, start_batch, start_files
from training.domain.certificates import certificate_of, issue_certificate, revoke_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_papers(monkeypatch):
    monkeypatch.setattr(documents, "typeset", lambda *args, **kwargs: pdf_bytes())


@pytest.fixture
def office(client):
    client.force_login(officer())
    return client


def url(run, page="certificates", *args):
    return reverse(f"admin:training_courserun_{page}", args=[run.pk, *args])


def typed(*people, **values):
    return {
        "person": [person.pk for person in people],
        "issued_on": f"{timezone.localdate():%d/%m/%Y}",
        "signer": "Nguyễn Văn Ký",
        "signer_position": "Giám đốc",
        "language": "vi",
        "basis": "",
        "reason": "",
        **values,
    }


def test_those_who_reach_it_are_ticked_already(office):
    run = held_run()
    enough, short, never = trainee(run), trainee(run, came=1), trainee(run, came=0)

    page = office.get(url(run))

    assertContains(page, f'id="person-{enough.pk}" checked')
    assertContains(page, f'id="person-{short.pk}">')
    assert f"person-{never.pk}" not in page.content.decode()
    assertContains(office.get(url(run, "change")), url(run))


def test_the_batch_becomes_a_job_that_the_officer_follows(office):
    run = held_run()
    people = [trainee(run), trainee(run)]

    response = office.post(url(run), typed(*people))

    job = BackgroundJob.objects.get()
    assert response.url == reverse("admin:portal_backgroundjob_change", args=[job.pk])
    assert office.get(response.url).status_code == 200
    run_job(job.pk)
    assertContains(
        office.get(response.url), reverse("admin:portal_backgroundjob_download", args=[job.pk])
    )
    page = office.get(url(run))
    for person in people:
        assertContains(page, url(run, "certificate", person.pk))


@pytest.mark.parametrize("as_zip", [False, True])
def test_the_job_leads_back_to_its_class(office, as_zip):
    run = held_run()
    person = trainee(run)
    batch, _is_new = start_batch(run, {person.pk}, actor=officer(), paper=paper())
    run_job(batch.pk)
    files = start_files(run, actor=officer(), as_zip=as_zip)

    for job in (batch, files):
        page = office.get(reverse("admin:portal_backgroundjob_change", args=[job.pk]))
        assertContains(page, f'<a href="{url(run, "change")}">{run}</a>', html=True)


def test_a_second_officer_is_led_to_the_batch_that_is_under_way(office):
    run = held_run()
    person = trainee(run)
    job, _is_new = start_batch(run, {person.pk}, actor=officer(), paper=paper())

    response = office.post(url(run), typed(person), follow=True)

    assert BackgroundJob.objects.get() == job
    assert [str(message.level_tag) for message in response.context["messages"]] == ["warning"]


def test_what_is_wrong_is_said_and_the_ticks_stay(office):
    run = held_run()
    enough, short = trainee(run), trainee(run, came=1)

    for values in (typed(short), typed(short, signer="", reason="Học bù"), typed()):
        response = office.post(url(run), values)
        assert response.status_code == 422
        assert f'id="person-{enough.pk}" checked' not in response.content.decode()
    assert not BackgroundJob.objects.exists()


@pytest.mark.parametrize("values", [{"min_attendance": None}, {"days": 3}])
def test_a_class_that_gives_none_or_not_yet_says_so_and_asks_for_nothing(office, values):
    run = held_run(**values)
    person = trainee(run)

    page = office.get(url(run))
    assertContains(page, 'class="errornote"')
    assert f"person-{person.pk}" not in page.content.decode()
    assert office.post(url(run), typed(person)).status_code == 422


def test_one_paper_is_opened_corrected_and_revoked(office):
    run = held_run()
    person = trainee(run, full_name="Nông Thị Hà")
    old = issue_certificate(person, actor=officer(), paper=paper())

    assert (
        office.get(url(run, "certificate", person.pk)).headers["Content-Type"] == "application/pdf"
    )
    form = office.get(url(run, "certificate_reissue", person.pk)).context["form"]
    assert (form["full_name"].value(), form["signer"].value(), form["basis"].value()) == (
        "Nông Thị Hà",
        "Nguyễn Văn Ký",
        "Quyết định số 12/QĐ-SKHCN",
    )
    refused = office.post(
        url(run, "certificate_reissue", person.pk), typed(full_name="", reason="A")
    )
    done = office.post(
        url(run, "certificate_reissue", person.pk), typed(full_name="Nông Thị Hạ", reason="Sai dấu")
    )
    assert (refused.status_code, done.status_code) == (422, 302)
    assert certificate_of(person).holder == "Nông Thị Hạ"
    assert old.number in office.get(url(run)).content.decode().replace("\u2060", "")

    assert office.get(url(run, "certificate_revoke", person.pk)).status_code == 200
    assert office.post(url(run, "certificate_revoke", person.pk), {}).status_code == 422
    assert (
        office.post(url(run, "certificate_revoke", person.pk), {"reason": "Nhầm"}).status_code
        == 302
    )
    assert certificate_of(person) is None
    for page in ("certificate", "certificate_revoke", "certificate_reissue"):
        assert office.get(url(run, page, person.pk)).status_code == 404


def test_files_of_all_become_jobs(office):
    run = held_run()
    issue_certificate(trainee(run), actor=officer(), paper=paper())

    for button in ("pdf", "zip"):
        office.post(url(run, "certificate_files"), {button: "1"})

    jobs = BackgroundJob.objects.filter(kind=FILES_JOB).order_by("pk")
    assert [job.params["as_zip"] for job in jobs] == [False, True]
    assert office.get(url(run, "certificate_files")).status_code == 404
    empty = held_run()
    assert office.post(url(empty, "certificate_files"), {"pdf": "1"}).url == url(empty)


def test_a_person_of_another_class_is_not_found(office):
    run, other = held_run(), trainee(held_run())
    issue_certificate(other, actor=officer(), paper=paper())

    assert office.get(url(run, "certificate", other.pk)).status_code == 404


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.EDITOR, Role.BOARD])
def test_other_staff_issue_and_open_nothing(client, role):
    run = held_run()
    person = trainee(run)
    issue_certificate(person, actor=officer(), paper=paper())
    client.force_login(UserFactory(roles=[role], is_staff=True))

    assert client.get(url(run)).status_code == 403
    assert client.post(url(run), typed(person)).status_code == 403
    assert client.post(url(run, "certificate_files"), {"pdf": "1"}).status_code == 403
    for page in ("certificate", "certificate_revoke", "certificate_reissue"):
        assert client.get(url(run, page, person.pk)).status_code == 403


def test_the_page_costs_the_same_for_one_person_and_for_three(office, django_assert_num_queries):
    run = held_run()
    trainee(run)
    office.get(url(run))
    with django_assert_num_queries(11):
        office.get(url(run))
    trainee(run)
    trainee(run, came=1)
    with django_assert_num_queries(11):
        office.get(url(run))


# --- the person --------------------------------------------------------------------------------


def test_the_mailed_link_gives_the_paper_that_stands(client):
    person = trainee(held_run())
    own = reverse("training:own_certificate", args=[person.key])
    assert client.get(own).status_code == 404
    issue_certificate(person, actor=officer(), paper=paper())

    response = client.get(own)

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get(reverse("training:own_certificate", args=[person.code])).status_code == 404
    revoke_certificate(person, actor=officer(), reason="Nhầm")
    assert client.get(own).status_code == 404
    assert IssuedDocument.objects.count() == 1
