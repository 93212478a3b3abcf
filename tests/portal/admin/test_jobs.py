import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from portal import jobruns
from portal.jobs import Outcome
from portal.models import BackgroundJob
from portal.models.jobs import JobState
from portal.roles import Role
from tests.factories.contests import ContestFactory
from tests.factories.files import StoredFileFactory
from tests.factories.jobs import BackgroundJobFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db

LIST = "admin:portal_backgroundjob_changelist"
EXPORT = "contests.export_application"


def page(row):
    return reverse("admin:portal_backgroundjob_change", args=[row.pk])


def download(row):
    return reverse("admin:portal_backgroundjob_download", args=[row.pk])


def done(monkeypatch, **kwargs):
    outcome = Outcome(name="ho-so.xlsx", content_type="text/plain", content=b"abc")
    kind = jobruns.Kind(work=lambda row, report: outcome)
    monkeypatch.setitem(jobruns.KINDS, "test.x", kind)
    row = BackgroundJobFactory(**kwargs)
    jobruns.run(row.pk)
    row.refresh_from_db()
    return row


def test_a_running_job_shows_how_far_it_is_and_a_link_to_look_again(client):
    row = BackgroundJobFactory(state=JobState.RUNNING, progress=3, total=12)
    client.force_login(row.requested_by)

    text = client.get(page(row)).content.decode()

    assert 'value="25"' in text
    assert "3/12 bước" in text
    assert "Tải lại" in text
    assert "portal/js/job.js" in text


def test_a_finished_job_offers_its_file_and_the_download_leaves_a_line(client, monkeypatch):
    row = done(monkeypatch)
    client.force_login(row.requested_by)
    assert download(row) in client.get(page(row)).content.decode()

    response = client.get(download(row))

    assert b"".join(response.streaming_content) == b"abc"
    assert "attachment" in response["Content-Disposition"]
    line = LogEntry.objects.get_for_object(row).latest("timestamp")
    assert (line.actor, line.additional_data["verb"]) == (row.requested_by, "download_job")


def test_who_holds_the_permission_of_the_export_may_take_the_file_too(client, monkeypatch):
    row = done(monkeypatch)
    client.force_login(secretary())

    assert client.get(download(row)).status_code == 200


@pytest.mark.parametrize(
    ("about", "is_linked"),
    [
        (("contests.Contest", "contest"), True),
        (("contests.Contest", "elsewhere"), False),
        (("portal.User", "person"), False),  # nobody any more
        (("portal.StoredFile", "file"), False),
        (None, False),
    ],
)
def test_a_job_leads_to_what_it_was_asked_for_where_its_reader_may_go(
    client, monkeypatch, about, is_linked
):
    contest = ContestFactory()
    params = {"contest": contest.pk, "person": 0, "file": StoredFileFactory().pk}
    row = BackgroundJobFactory(params=params)
    kind = jobruns.Kind(work=lambda row, report: None, about=about)
    monkeypatch.setitem(jobruns.KINDS, "test.x", kind)
    client.force_login(row.requested_by)

    text = client.get(page(row)).content.decode()

    address = reverse("admin:contests_contest_change", args=[contest.pk])
    assert (f'<dd><a href="{address}">' in text) is is_linked
    assert text.count("<dd><a") == is_linked


@pytest.mark.parametrize("role", [Role.BOARD, Role.EDITOR, Role.ADMINISTRATOR])
def test_others_on_the_staff_may_not_take_the_file(client, monkeypatch, role):
    row = done(monkeypatch)
    client.force_login(UserFactory(roles=[role]))

    assert client.get(download(row)).status_code == 404
    assert LogEntry.objects.get_for_object(row).count() == 0


def test_who_asked_but_lost_the_permission_sees_the_job_and_not_the_file(client, monkeypatch):
    person = board_member()
    row = done(monkeypatch, requested_by=person)
    client.force_login(person)

    assert download(row) not in client.get(page(row)).content.decode()
    assert client.get(download(row)).status_code == 404


def test_a_result_that_was_deleted_leads_back_to_its_job(client):
    row = BackgroundJobFactory(state=JobState.DONE)
    client.force_login(row.requested_by)

    assert client.get(download(row)).url == page(row)
    assert "đã được xóa sau bảy ngày" in client.get(page(row)).content.decode()


def test_a_failed_job_says_why(client):
    row = BackgroundJobFactory(state=JobState.FAILED, error="Không có hồ sơ nào.")
    client.force_login(row.requested_by)

    assert "Không có hồ sơ nào." in client.get(page(row)).content.decode()


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("permission", ["", EXPORT])
@pytest.mark.parametrize("own", [False, True])
def test_jobs_listed_are_the_jobs_that_may_be_opened(role, permission, own):
    viewer = UserFactory(roles=[role] if role else [])
    row = BackgroundJobFactory(permission=permission, **({"requested_by": viewer} if own else {}))

    listed = BackgroundJob.objects.visible_to(viewer).contains(row)

    assert listed is viewer.has_perm("portal.view_backgroundjob", row)


def test_the_list_costs_the_same_for_one_job_and_for_three(client, django_assert_max_num_queries):
    person = secretary()
    client.force_login(person)
    BackgroundJobFactory()
    client.get(reverse(LIST))
    with django_assert_max_num_queries(10) as one:
        client.get(reverse(LIST))
    BackgroundJobFactory()
    BackgroundJobFactory()

    with django_assert_max_num_queries(10) as three:
        client.get(reverse(LIST))

    assert len(one) == len(three)
