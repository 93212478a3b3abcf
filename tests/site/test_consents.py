"""The personal ledger: what one agreed to, taken back or taken away."""

import csv
import io
import json

import pytest
from django.urls import reverse
from pypdf import PdfReader

from contests.domain.applications import submit_application
from contests.domain.consent_papers import consent_table
from portal.models import Consent
from tests.contests.dossiers import AGREED, agree, ready_application
from tests.factories.contests import TeamMemberFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

LEDGER = reverse("account_consents")


def withdraw(consent):
    return reverse("account_consent_withdraw", args=[consent.pk])


def export(form):
    return reverse("account_consents_export", args=[form])


@pytest.fixture
def application(client):
    made = ready_application(consents={*AGREED, "publication"})
    client.force_login(made.owner)
    return made


def test_the_ledger_shows_ones_own_consents_and_those_recorded_for_others(client, application):
    TeamMemberFactory(application=application, full_name="Lý Văn Tày")
    agree(application)
    ready_application()

    rows = client.get(LEDGER).context["rows"]

    assert {row["consent"].purpose for row in rows} == {"declaration", "contest", "publication"}
    assert "Lý Văn Tày" in {row["consent"].subject_name for row in rows}
    assert {row["scope"].split(": ")[1] for row in rows} == {application.title}
    # neither the declaration nor another person's consent
    assert [r["consent"].purpose for r in rows if r["may_withdraw"]].count("contest") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ledger_costs_the_same_for_one_and_for_three(client, rows, django_assert_num_queries):
    owner = UserFactory(verified=True)
    for _each in range(rows):
        ready_application(owner=owner, consents={"contest"})
    client.force_login(owner)

    with django_assert_num_queries(6):
        assert len(client.get(LEDGER).context["rows"]) == rows


def test_withdrawing_tells_the_consequence_first(client, application):
    given = Consent.objects.get(purpose="publication")

    assert "ẩn ngay" in client.get(withdraw(given)).content.decode()
    assert Consent.objects.get(pk=given.pk).withdrawn_at is None
    client.post(withdraw(given))
    assert Consent.objects.get(pk=given.pk).withdrawn_at is not None
    assert client.get(withdraw(given)).url == LEDGER


def test_the_contest_consent_of_a_submitted_dossier_leads_to_its_withdrawal(client, application):
    given = Consent.objects.get(purpose="contest")
    submit_application(application, actor=application.owner)

    page = client.get(withdraw(given)).content.decode()
    assert reverse("contests:application_withdraw", args=[application.public_id]) in page
    client.post(withdraw(given))
    assert Consent.objects.get(pk=given.pk).withdrawn_at is None


def test_a_strangers_consent_and_a_declaration_have_no_such_page(client, application):
    other = Consent.objects.get(purpose="contest", user=ready_application().owner)

    for consent in (other, Consent.objects.get(purpose="declaration", user=application.owner)):
        assert client.get(withdraw(consent)).status_code == 404
        assert client.post(withdraw(consent)).status_code == 404


def test_the_proof_is_a_paper_a_table_and_a_record(client, application):
    pdf = client.get(export("pdf")).content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert application.owner.email in text
    assert "Công khai tên và dự án" in text
    # The dossier by the name that people know, not by the key of the record.
    assert application.public_id in text
    assert "application:" not in text

    table = list(csv.reader(io.StringIO(client.get(export("csv")).content.decode("utf-8-sig"))))
    assert len(table) == 4
    assert {row[2] for row in table[1:]} == {f"{application.public_id} · {application.title}"}
    records = json.loads(client.get(export("json")).content)
    assert {record["purpose"] for record in records} == {*AGREED, "publication"}
    assert all(record["text"] and record["text_version"] for record in records)
    assert client.get(export("exe")).status_code == 404


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("event:9", "Đăng ký dự sự kiện"),
        ("servicerequest:3", "Yêu cầu dịch vụ hỗ trợ"),
        ("organization:5", "danh bạ"),
        ("round:4", "Việc chấm thi"),
    ],
)
def test_the_table_says_in_words_what_a_consent_belongs_to(scope, words):
    consent = Consent.objects.create(
        user=UserFactory(), purpose="contact", scope=scope, text_version="1", text="Đồng ý"
    )
    _head, row = consent_table([consent])

    assert scope not in row
    assert words in row[2]
