"""The register of issued papers in the admin."""

import pytest
from django.urls import reverse

from portal.models import IssuedDocument
from tests.factories.documents import IssuedDocumentFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db

LIST = reverse("admin:portal_issueddocument_changelist")


@pytest.fixture
def office(client):
    client.force_login(secretary())
    return client


def address(page, document):
    return reverse(f"admin:portal_issueddocument_{page}", args=[document.pk])


def test_the_register_is_read_and_its_file_handed_out(office):
    document = IssuedDocumentFactory()

    assert document.number in office.get(LIST).content.decode()
    assert document.printed_code in office.get(address("change", document)).content.decode()
    assert office.get(address("file", document)).headers["Content-Type"] == "application/pdf"


def test_a_paper_is_revoked_by_post_with_a_reason(office):
    document = IssuedDocumentFactory()
    url = address("revoke", document)

    assert office.get(url).status_code == 200
    assert office.post(url, {}).status_code == 422
    assert IssuedDocument.objects.get().is_valid
    assert office.post(url, {"reason": "In sai tên"}).status_code == 302
    assert office.post(url, {"reason": "Lần nữa"}).status_code == 422

    assert [d.number for d in office.get(f"{LIST}?valid=0").context["cl"].result_list] == [
        document.number
    ]


def test_other_staff_find_nothing(client):
    document = IssuedDocumentFactory()
    client.force_login(UserFactory(roles=["Biên tập viên"], is_staff=True))

    for page in ("file", "revoke"):
        assert client.get(address(page, document)).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_three(office, django_assert_num_queries):
    IssuedDocumentFactory()
    with django_assert_num_queries(10):
        office.get(LIST)
    IssuedDocumentFactory.create_batch(2)
    with django_assert_num_queries(10):
        office.get(LIST)
