"""Paths, search columns and the rules of rows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from ecosystem.enums import LocalityKind
from ecosystem.models import Organization, PolicyDocument
from ecosystem.validators import validate_document_file, validate_document_number
from tests.factories.ecosystem import (
    EventFactory,
    IndicatorFactory,
    LocalityFactory,
    OrganizationFactory,
    PlanFactory,
    PolicyDocumentFactory,
    StartupFactory,
)

pytestmark = pytest.mark.django_db


def test_a_path_is_made_from_the_name_without_marks():
    assert OrganizationFactory(name="Sở Đổi mới", slug="").slug == "so-doi-moi"


def test_a_second_row_of_the_same_name_gets_a_number():
    StartupFactory(name="Trà hoa hồi", slug="")
    StartupFactory(name="Trà hoa hồi lớn", slug="")

    assert StartupFactory(name="Trà hoa hồi", slug="").slug == "tra-hoa-hoi-2"
    assert StartupFactory(name="Trà hoa hồi", slug="").slug == "tra-hoa-hoi-3"


def test_a_path_once_given_survives_a_new_name():
    event = EventFactory(title="Ngày hội")

    event.title = "Diễn đàn"
    event.save()

    assert event.slug == "ngay-hoi"


def test_a_name_of_signs_only_still_gets_a_path():
    assert StartupFactory(name="???", slug="").slug == "startup"


def test_a_document_is_addressed_by_number_and_day():
    document = PolicyDocumentFactory(number="201/KH-UBND", issued_on=date(2020, 12, 23))

    assert document.slug == "201-kh-ubnd-23-12-2020"
    assert document.get_absolute_url() == "/van-ban/201-kh-ubnd-23-12-2020/"


def test_a_commune_and_a_district_of_one_name_have_different_paths():
    commune = LocalityFactory(name="Tràng Định", kind=LocalityKind.COMMUNE, slug="")
    district = LocalityFactory(name="Huyện Tràng Định", kind=LocalityKind.DISTRICT, slug="")

    assert (commune.slug, district.slug) == ("xa-trang-dinh", "huyen-trang-dinh")
    assert str(district) == "Huyện Tràng Định"


@pytest.mark.parametrize("words", ["khoi nghiep", "KHỞI NGHIỆP", "nghiep  khoi", "khởi nghiệp"])
def test_search_ignores_marks_case_and_order(words):
    found = OrganizationFactory(name="Quỹ khởi nghiệp")
    OrganizationFactory(name="Quỹ khác")

    assert list(Organization.objects.search(words)) == [found]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("quy khoi", True),
        ("nghiep hoi", True),
        # the last word typed may be unfinished, an earlier one may not
        ("hoi nghi", True),
        ("nghi hoi", False),
        # inside a word nothing counts: neither its end nor its middle
        ("hiep hoi", False),
        ("oi", False),
        ("uy", False),
    ],
)
def test_search_finds_whole_words_and_the_beginning_of_the_last(words, is_found):
    OrganizationFactory(name="Quỹ khởi nghiệp", summary="Vì xã hội")

    assert Organization.objects.search(words).exists() == is_found


def test_search_takes_a_flood_of_words():
    assert list(Organization.objects.search("a " * 5000)) == []


def test_an_update_of_one_column_keeps_the_search_column_in_step():
    organization = OrganizationFactory(name="Cũ")

    organization.name = "Mới"
    organization.save(update_fields=["name"])

    assert Organization.objects.search("moi").exists()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (
            (OrganizationFactory, {"valid_from": date(2025, 3, 1), "valid_to": date(2025, 2, 1)}),
            "valid_to",
        ),
        ((PolicyDocumentFactory, {"effective_on": date(2020, 1, 1)}), "effective_on"),
        ((PolicyDocumentFactory, {"expires_on": date(2020, 1, 1)}), "expires_on"),
        ((PlanFactory, {"start_year": 2025, "end_year": 2021}), "end_year"),
        ((IndicatorFactory, {"target_from": 5, "target_to": 3}), "target_to"),
    ],
)
def test_what_ends_before_it_starts_is_refused_at_its_field(row, field):
    factory, values = row
    instance = factory(**values)

    with pytest.raises(ValidationError) as refused:
        instance.full_clean()

    assert set(refused.value.message_dict) == {field}


def test_an_organisation_cannot_succeed_itself():
    organization = OrganizationFactory()
    organization.successor = organization

    with pytest.raises(ValidationError) as refused:
        organization.full_clean()

    assert set(refused.value.message_dict) == {"successor"}


@pytest.mark.parametrize(
    "number", ["844/QĐ-TTg", "05/KH-UBND", "13/2019/NQ-HĐND", "45/2019/TT-BTC", "91/2025/QH15"]
)
def test_official_numbers_pass(number):
    validate_document_number(number)


@pytest.mark.parametrize(
    "number", ["5/KH-UBND", "201", "201 KH-UBND", "201/kh-ubnd", "201/ KH-UBND", ""]
)
def test_numbers_out_of_form_are_refused(number):
    with pytest.raises(ValidationError):
        validate_document_number(number)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("201 /KH-UBND", "dấu cách"),
        ("số 201/KH-UBND", "dấu cách"),
        ("5/KH-UBND", "số 0"),
        ("201/kh-ubnd", "in hoa"),
        ("13/2019/nq-hđnd", "in hoa"),
        ("201/KH–UBND", "gạch nối"),
        ("13/2019/NQ-HDND", "Đ"),
        ("844/QD-TTg", "Đ"),
        ("201/KH-", "đúng thể thức"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong_with_it(number, word):
    with pytest.raises(ValidationError) as refused:
        validate_document_number(number)

    assert word in refused.value.messages[0]


def test_the_symbol_must_fit_the_kind_of_document():
    document = PolicyDocumentFactory(number="13/2019/NQ-HĐND", kind="KH")
    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    assert set(refused.value.message_dict) == {"number"}

    for kind, number in (
        ("NQ", document.number),
        ("luat", "91/2025/QH15"),
        ("CV", "12/SKHCN-QLKH"),
    ):
        PolicyDocumentFactory(number=number, kind=kind, issued_on=date(2025, 1, 1)).full_clean()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("ke-hoach.exe", b"MZ", "file_type"),
        ("ke-hoach.pdf", b"", "file_empty"),
        ("ke-hoach.pdf", b"PK\x03\x04", "file_type"),
        ("ke-hoach.docx", b"%PDF-1.7", "file_type"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, code):
    with pytest.raises(ValidationError) as refused:
        validate_document_file(SimpleUploadedFile(name, content))

    assert refused.value.code == code


@pytest.mark.parametrize(("name", "content"), [("a.PDF", b"%PDF-1.7"), ("a.docx", b"PK\x03\x04")])
def test_a_pdf_and_a_docx_pass_and_are_left_at_their_beginning(name, content):
    uploaded = SimpleUploadedFile(name, content)

    validate_document_file(uploaded)

    assert uploaded.read() == content


def test_a_file_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("ecosystem.validators.MAX_DOCUMENT_BYTES", 5)

    with pytest.raises(ValidationError) as refused:
        validate_document_file(SimpleUploadedFile("a.pdf", b"%PDF-1.7"))

    assert refused.value.code == "file_size"


def test_a_document_whose_file_vanished_can_still_be_edited():
    document = PolicyDocumentFactory(file="van-ban/mat.pdf")

    PolicyDocument.objects.get(pk=document.pk).full_clean()
