import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.audit import SYSTEM, record
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def url():
    return reverse("admin:auditlog_logentry_changelist")


def rows(response):
    return list(response.context["cl"].result_list)


def test_the_log_names_objects_and_people_in_vietnamese(desk, url):
    record(ApplicationFactory(), "submit", actor=SYSTEM)

    text = desk.get(url).content.decode()

    assert "Hồ sơ dự thi" in text
    assert "hệ thống" in text
    assert "changes:" not in text


def test_the_log_is_searched_by_a_persons_name(desk, url):
    person = UserFactory(full_name="Lý Thị Mẫu Sơn")
    record(ApplicationFactory(), "submit", actor=person)
    record(ApplicationFactory(), "submit", actor=SYSTEM)

    response = desk.get(url, {"q": "Mẫu Sơn"})

    assert {entry.actor for entry in rows(response)} == {person}


def test_the_log_is_filtered_by_kind(desk, url):
    application = ApplicationFactory()
    record(application, "submit", actor=SYSTEM)
    record(application.contest, "publish", actor=SYSTEM)
    kind = LogEntry.objects.get_for_object(application.contest).first().content_type

    response = desk.get(url, {"kind": kind.pk})

    assert {entry.content_type for entry in rows(response)} == {kind}


def test_the_log_asks_no_query_per_row(desk, url):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            desk.get(url)
        return len(asked)

    record(ApplicationFactory(), "submit", actor=UserFactory())
    queries()
    one = queries()
    for _ in range(3):
        record(ApplicationFactory(), "submit", actor=UserFactory())

    assert queries() == one


def test_nobody_changes_or_deletes_a_line_of_the_log(desk):
    record(ApplicationFactory(), "submit", actor=SYSTEM)
    entry = LogEntry.objects.first()

    assert desk.get(reverse("admin:auditlog_logentry_change", args=[entry.pk])).status_code == 200
    assert desk.get(reverse("admin:auditlog_logentry_add")).status_code == 403
    assert desk.post(reverse("admin:auditlog_logentry_delete", args=[entry.pk])).status_code == 403


def test_a_managers_form_shows_no_hash_of_a_password(desk):
    text = desk.get(reverse("admin:portal_user_change", args=[UserFactory().pk])).content.decode()

    assert "pbkdf2" not in text
    assert "<bdi>" not in text
    assert "/password/" in text
