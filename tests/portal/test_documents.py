"""Issuing and revoking papers: the counter under two hands, and the paper as it is kept."""

import io
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from portal import documents
from portal.audit import SYSTEM
from portal.documents import DocumentRefusedError, issue, revoke
from portal.models import DocumentCounter, IssuedDocument
from portal.qr import qr_png, qr_rows
from portal.workflow import ReasonMissingError
from tests.factories.documents import IssuedDocumentFactory
from tests.factories.portal import UserFactory, judge, secretary

KIND = "contests.award"
CONTENT = {
    **dict.fromkeys(
        (
            "parent", "issuer", "nation", "motto", "heading", "heading_en", "opening",
            "opening_en", "number_word", "code_word", "check_word", "place_and_day",
            "place_and_day_en", "signer_position", "signer",
        ),
        "Chữ",
    ),
    "lines": [],
}  # fmt: skip


def issued(**kwargs):
    return issue(
        KIND,
        **{
            "subject": UserFactory(),
            "year": 2026,
            "holder": "Nông Thị Nhận",
            "issued_on": timezone.localdate(),
            "content": CONTENT,
            "actor": SYSTEM,
            **kwargs,
        },
    )


@pytest.mark.django_db
def test_numbers_count_within_a_kind_and_a_year():
    found = [issued().number, issued().number, issued(year=2027).number]

    assert found == ["001/2026/GCN", "002/2026/GCN", "001/2027/GCN"]


@pytest.mark.django_db
def test_a_number_is_not_lost_with_a_paper_that_was_not_kept():
    with transaction.atomic():
        issued()
        transaction.set_rollback(True)
    with pytest.raises(DocumentRefusedError):
        issued(holder="  ")

    assert issued().serial == 1


@pytest.mark.django_db
def test_one_paper_of_a_kind_stands_for_a_subject():
    subject = UserFactory()
    first = issued(subject=subject)
    with pytest.raises(DocumentRefusedError):
        issued(subject=subject)

    revoke(first, actor=secretary(), reason="In sai")

    assert issued(subject=subject).serial == 2


@pytest.mark.django_db
def test_a_paper_is_revoked_once_with_a_reason():
    document = IssuedDocumentFactory()
    with pytest.raises(ReasonMissingError):
        revoke(document, actor=SYSTEM, reason=" ")
    with pytest.raises(PermissionDenied):
        revoke(document, actor=judge(), reason="In sai")
    revoke(document, actor=SYSTEM, reason="In sai")

    with pytest.raises(DocumentRefusedError):
        revoke(document, actor=SYSTEM, reason="Lần nữa")


@pytest.mark.django_db
def test_what_people_typed_is_never_markup():
    document = issued(holder='#import "x" $a$ *b* \\ [c]')

    assert document.holder.startswith("#import")
    assert document.stored.size > 1000


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_get_two_numbers(monkeypatch):
    monkeypatch.setattr(documents, "_pdf", lambda _document: b"%PDF-1.7")
    subjects = [UserFactory(), UserFactory()]
    DocumentCounter.objects.create(kind=KIND, year=2026)
    start, errors = threading.Barrier(2), []

    def give(subject):
        start.wait()
        try:
            issued(subject=subject)
        except Exception as error:  # noqa: BLE001 -- whatever a thread meets fails the test below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=[subject]) for subject in subjects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert sorted(IssuedDocument.objects.values_list("serial", flat=True)) == [1, 2]


def test_a_code_is_square_and_begins_with_its_finder():
    rows = qr_rows("https://example.vn/kiem-tra/ABCD/")

    assert {len(row) for row in rows} == {len(rows)}
    assert rows[0].startswith("1111111")
    assert rows[0].endswith("1111111")


def test_the_picture_of_a_code_has_its_quiet_zone():
    modules = len(qr_rows("https://example.vn/")) + 2 * 4

    assert Image.open(io.BytesIO(qr_png("https://example.vn/"))).size == (8 * modules, 8 * modules)
