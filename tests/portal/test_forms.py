"""Fields that forms of every app share."""

import datetime as dt
import json
from pathlib import Path

import pytest
import time_machine
from django import forms
from django.utils import translation

from portal.files import KIND_IMAGE, KIND_PDF
from portal.forms import BirthDateField, CharLimitField, PhoneField, UploadField, WordLimitField
from tests.factories.files import pdf_bytes, upload

CASES = json.loads((Path(__file__).parent / "counting_cases.json").read_text(encoding="utf-8"))


def codes(field, value):
    with pytest.raises(forms.ValidationError) as error:
        field.clean(value)
    return [item.code for item in error.value.error_list]


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "+84912345678",
        "+84 912 345 678",
        "84 912 345 678",
        " 0912\u00a0345\u200b678 ",
    ],
)
def test_a_telephone_number_is_taken_in_every_usual_form(typed):
    assert PhoneField().clean(typed).as_e164 == "+84912345678"


def test_a_landline_of_the_province_is_taken():
    assert PhoneField().clean("0205 3812 345").as_e164 == "+842053812345"


@pytest.mark.parametrize(
    "typed", ["091234567", "09123456789", "0912 345 67x", "số của tôi", "0000000000", "1"]
)
def test_what_is_no_telephone_number_is_refused_once(typed):
    assert codes(PhoneField(), typed) == ["invalid"]


def test_a_telephone_number_left_out_is_asked_for_where_it_is_needed():
    assert codes(PhoneField(), "") == ["required"]
    assert not PhoneField(required=False).clean("")


@pytest.mark.parametrize(
    "typed", ["27/3/1998", "27/03/1998", "27-3-1998", "27.3.1998", "27 3 1998", "1998-03-27"]
)
def test_a_birthday_is_taken_day_first(typed):
    assert BirthDateField().clean(typed) == dt.date(1998, 3, 27)


@pytest.mark.parametrize(
    "typed", ["3/27/1998", "27/3/98", "31/2/1998", "27/3", "hôm qua", "1/1/1899"]
)
def test_what_is_no_birthday_is_refused(typed):
    assert codes(BirthDateField(), typed) == ["invalid"]


@time_machine.travel(dt.datetime(2026, 3, 4, 18, tzinfo=dt.UTC))
def test_a_birthday_is_in_the_past_by_the_clock_of_the_province():
    assert BirthDateField().clean("4/3/2026") == dt.date(2026, 3, 4)
    assert codes(BirthDateField(), "5/3/2026") == ["future"]


def test_a_birthday_left_out_is_asked_for_where_it_is_needed():
    assert codes(BirthDateField(), "") == ["required"]
    assert BirthDateField(required=False).clean("") is None


@pytest.mark.parametrize("case", CASES)
def test_a_limit_counts_as_the_cases_say(case):
    WordLimitField(limit=case["words"], required=False).clean(case["text"])
    CharLimitField(limit=case["characters"], required=False).clean(case["text"])
    if case["words"]:
        assert codes(WordLimitField(limit=case["words"] - 1), case["text"]) == ["too_long"]
        assert codes(CharLimitField(limit=case["characters"] - 1), case["text"]) == ["too_long"]


def test_a_text_over_its_limit_is_told_both_numbers():
    field = WordLimitField(limit=300, label="Tóm tắt dự án")

    with translation.override("en"), pytest.raises(forms.ValidationError) as error:
        field.clean("từ " * 1342)

    assert error.value.messages == ["Tóm tắt dự án must have 300 words or fewer (now 1.342 words)"]


def test_a_text_without_a_limit_is_only_cleaned():
    assert WordLimitField(limit=None).clean("một\r\nhai \u200b") == "một\nhai"


def test_a_limit_is_told_to_the_counter_on_the_page():
    class AnyForm(forms.Form):
        summary = WordLimitField(limit=300)
        title = CharLimitField(limit=150)
        free = CharLimitField(limit=None)

    form = AnyForm()

    assert 'data-count="words" data-limit="300"' in str(form["summary"])
    assert "<textarea" in str(form["summary"])
    assert 'data-count="characters" data-limit="150"' in str(form["title"])
    assert "maxlength" not in str(form["title"])
    assert "data-count" not in str(form["free"])


def test_an_upload_is_checked_and_left_at_its_beginning():
    content = pdf_bytes()

    cleaned = UploadField(kinds=(KIND_PDF,)).clean(upload(content))

    assert cleaned.read() == content


def test_an_upload_that_may_not_be_kept_is_refused_at_the_field():
    field = UploadField(kinds=(KIND_PDF, KIND_IMAGE), max_bytes=1000)

    assert codes(field, upload(b"words")) == ["type"]
    assert codes(field, upload(b"")) == ["empty"]
    assert codes(field, upload(b"%PDF-" + b"x" * 1000)) == ["size"]
    assert codes(field, None) == ["required"]
    assert UploadField(kinds=(KIND_PDF,), required=False).clean(None) is None


def test_an_upload_tells_the_browser_what_to_offer():
    class AnyForm(forms.Form):
        file = UploadField(kinds=(KIND_PDF, KIND_IMAGE))

    assert 'accept=".pdf,.jpg,.jpeg,.png,.webp"' in str(AnyForm()["file"])
