"""The public page that says whether a paper is genuine: the least, and no guessing."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from portal.audit import SYSTEM
from portal.documents import revoke
from portal.site.document_views import WRONG_CODES
from tests.factories.documents import IssuedDocumentFactory

pytestmark = pytest.mark.django_db

FORM = reverse("site:document_check_form")


@pytest.fixture(autouse=True)
def no_earlier_attempts():
    caches["default"].clear()


def test_a_valid_paper_and_a_revoked_one(client):
    document = IssuedDocumentFactory(holder="Hoàng Thị Kín")

    valid = client.get(document.get_absolute_url())
    revoke(document, actor=SYSTEM, reason="Lý do nội bộ")
    revoked = client.get(document.get_absolute_url())

    assert valid.context["document"].is_valid
    assert not revoked.context["document"].is_valid
    for page in (valid, revoked):
        assert page.status_code == 200
        assert page.headers["Cache-Control"].count("no-store")
        # the subject is gone, nobody may be named; why it was revoked is the office's
        for secret in ("Hoàng Thị Kín", "Lý do nội bộ"):
            assert secret not in page.content.decode()


def test_the_typed_code_leads_to_its_page(client):
    document = IssuedDocumentFactory()

    response = client.get(FORM, {"ma": f" {document.printed_code.lower()} "})

    assert response.url == document.get_absolute_url()
    assert client.get(FORM).status_code == 200
    assert client.get(FORM, {"ma": "../../ é"}, follow=True).status_code == 404


def test_guessing_is_braked_and_says_so(client):
    document = IssuedDocumentFactory()
    wrong = reverse("site:document_check", args=["A" * 16])

    answers = [client.get(wrong).status_code for _guess in range(WRONG_CODES + 1)]

    assert answers == [404] * WRONG_CODES + [429]
    assert client.get(document.get_absolute_url()).status_code == 429
    other = client.get(document.get_absolute_url(), REMOTE_ADDR="203.0.113.7")
    assert other.status_code == 200


def test_looking_at_a_genuine_paper_uses_up_no_attempt(client):
    document = IssuedDocumentFactory()

    assert {
        client.get(document.get_absolute_url()).status_code for _look in range(WRONG_CODES + 5)
    } == {200}
