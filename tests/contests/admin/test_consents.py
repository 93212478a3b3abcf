"""The list of consents in the admin: proof that nobody writes, and nothing of what lies under a seal."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.domain.seals import open_seal
from contests.models import Application
from portal.models import Consent
from portal.roles import Role
from tests.contests.domain.test_seals import sealed_application
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db

LIST = reverse("admin:portal_consent_changelist")


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    return client


def consent(**fields):
    values = {"purpose": "contest", "scope": "1", "text_version": "1", "text": "Tôi đồng ý"}
    return Consent.objects.create(user=UserFactory(), **(values | fields))


def test_the_list_costs_the_same_for_one_row_and_three(desk):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            desk.get(LIST)
        return len(seen)

    consent()
    queries()
    for_one = queries()
    consent()
    consent()

    assert queries() == for_one <= 12


def test_a_consent_is_proof_and_is_not_written_here(desk):
    url = reverse("admin:portal_consent_change", args=[consent().pk])

    assert desk.get(url).status_code == 200
    assert desk.post(url, {"text": "khác"}).status_code == 403
    assert desk.get(reverse("admin:portal_consent_add")).status_code == 403


def test_a_consent_is_found_by_the_name_of_its_subject(desk):
    consent()
    consent(subject="member-1", subject_name="Lý Văn Tày", scope="2", recorded_by=UserFactory())

    response = desk.get(LIST, {"q": "Lý Văn Tày"})

    assert [row.subject for row in response.context["cl"].result_list] == ["member-1"]


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ADMINISTRATOR])
def test_what_lies_under_a_seal_is_neither_listed_nor_opened(client, role):
    application, other = sealed_application(), consent()
    row = Consent.objects.filter(scope__endswith=application.public_id).first()
    page = reverse("admin:portal_consent_change", args=[row.pk])
    client.force_login(UserFactory(roles=[role]))

    response = client.get(LIST)

    assert [shown.pk for shown in response.context["cl"].result_list] == [other.pk]
    assert "niêm phong" in response.content.decode()
    assert client.get(LIST, {"q": application.owner.full_name}).context["cl"].result_count == 0
    assert client.get(page).status_code == 302
    with time_machine.travel(application.contest.deadline_at, tick=False):
        client.force_login(UserFactory(roles=[role]))
        response = client.get(LIST)
        assert row.pk in {shown.pk for shown in response.context["cl"].result_list}
        assert "niêm phong" not in response.content.decode()
        assert client.get(page).status_code == 200


def test_the_board_opens_the_consents_with_the_seal(client):
    application = sealed_application()
    client.force_login(secretary())
    assert client.get(LIST).context["cl"].result_count == 0

    open_seal(application.contest, actor=board_member(), reason="Kiểm tra sự cố")

    assert client.get(LIST).context["cl"].result_count > 0


def test_a_consent_names_its_dossier_by_the_number_that_people_know(desk):
    application = sealed_application()
    Application.objects.filter(pk=application.pk).update(reference="LS26-0001-T")
    open_seal(application.contest, actor=board_member(), reason="Kiểm tra sự cố")
    other = consent()

    response = desk.get(LIST, {"q": "ls26-0001-t"})
    page = response.content.decode()

    rows = response.context["cl"].result_list
    assert len(rows) > 0
    assert other.pk not in {row.pk for row in rows}
    assert reverse("admin:contests_application_change", args=[application.pk]) in page
    assert "application:" not in page
    change = desk.get(reverse("admin:portal_consent_change", args=[rows[0].pk]))
    assert "LS26-0001-T" in change.content.decode()
    assert "application:" not in change.content.decode()
