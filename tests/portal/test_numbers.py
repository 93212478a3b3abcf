"""What people type, what it means, and what they are told."""

import contextlib
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from portal.numbers import (
    MoneyField,
    NumberError,
    NumberField,
    ScoreField,
    WholeNumberField,
    format_number,
    parse_decimal,
    parse_money,
    parse_score,
    parse_whole,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30.000.000", "30000000"),
        ("30,000,000", "30000000"),
        ("30 000 000", "30000000"),
        ("30\u00a0000\u00a0000", "30000000"),
        ("10.000", "10000"),
        ("18,5", "18.5"),
        ("18.5", "18.5"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,5", "1234.5"),
        ("1 234.5", "1234.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("10.00", "10.00"),
        ("1234.567", "1234.567"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("\uff11\uff18\uff0c\uff15", "18.5"),
        (" \u202f7\t", "7"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_as_it_was_meant(text, value):
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "mười",
        "NaN",
        "nan",
        "Infinity",
        "-inf",
        "1e3",
        "1E+3",
        "0x10",
        "1_000",
        "½",
        "5²",
        "٣",
        "1.00.000",
        "1.0000.000",
        "01.000.000",
        "1.000.00",
        "1,000,00",
        "1.2.3",
        "1,2,3",
        "1.000,000,5",
        "18,",
        ",5",
        ".",
        "-",
        "--3",
        "+3",
        "3-",
        "1 2",
        "1 000 00",
        "1\n000 5",
        "9" * 41,
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NumberError) as refusal:
        parse_decimal(text)

    assert refusal.value.code == "text"


def test_a_comma_before_three_digits_is_not_guessed():
    with pytest.raises(NumberError) as refusal:
        parse_decimal("10,000")

    assert refusal.value.code == "ambiguous"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("25", "25"),
        ("18,5", "18.5"),
        ("18.5", "18.5"),
        ("18,50", "18.5"),
        ("18.25", "18.25"),
    ],
)
def test_a_mark_within_its_range_is_read(text, value):
    assert str(parse_score(text, 25).normalize()) == str(Decimal(value).normalize())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("25,01", "high"),
        ("26", "high"),
        ("-1", "low"),
        ("-0,01", "low"),
        ("18,555", "grouped"),
        ("0,125", "decimals"),
        ("18,5555", "decimals"),
        ("10.000", "grouped"),
        ("10,000", "grouped"),
        ("1.000.000", "grouped"),
        ("1.000,5", "grouped"),
        ("ba", "text"),
    ],
)
def test_a_mark_out_of_its_range_or_form_is_refused(text, code):
    with pytest.raises(NumberError) as refusal:
        parse_score(text, Decimal(25))

    assert refusal.value.code == code


def test_a_scale_of_thousands_lets_dots_group():
    assert parse_score("1.500", 2000) == 1500


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30.000.000", 30_000_000),
        ("30.000.000 đồng", 30_000_000),
        ("30.000.000đ", 30_000_000),
        ("500.000 VND", 500_000),
        ("10.000", 10_000),
        ("10,000", 10_000),
        ("10000", 10_000),
        ("10.000,00", 10_000),
        ("0", 0),
    ],
)
def test_money_is_whole_dong(text, value):
    assert parse_money(text) == value


@pytest.mark.parametrize(
    ("text", "code"), [("-1", "low"), ("10,5", "decimals"), ("30 triệu", "text")]
)
def test_money_that_is_not_whole_dong_is_refused(text, code):
    with pytest.raises(NumberError) as refusal:
        parse_money(text)

    assert refusal.value.code == code


def test_a_negative_whole_number_is_read():
    assert parse_whole("-10,000") == -10_000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (30_000_000, "30.000.000"),
        (Decimal("30000000.00"), "30.000.000"),
        (Decimal("18.50"), "18,5"),
        (Decimal("0.00"), "0"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("-1234.5"), "-1.234,5"),
        (0.1, "0,1"),
    ],
)
def test_a_number_is_written_the_vietnamese_way(value, text):
    assert format_number(value) == text


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_is_written_reads_back_the_same(value):
    assert parse_decimal(format_number(value)) == value


@given(st.text(max_size=60))
def test_any_text_is_a_finite_number_or_refused(text):
    with contextlib.suppress(NumberError):
        assert parse_decimal(text).is_finite()


class AnyForm(forms.Form):
    points = ScoreField(max_points=Decimal("25.00"), criterion_name="Tính mới", required=True)
    amount = MoneyField(required=False)
    rate = NumberField(max_digits=5, decimal_places=2, required=False)
    target = NumberField(required=False)
    places = WholeNumberField(min_value=1, required=False)


def cleaned(field, text):
    form = AnyForm({"points": "1", field: text})
    form.is_valid()
    return form.cleaned_data.get(field, form.errors.get(field))


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("points", "18,5", Decimal("18.5")),
        ("amount", "30.000.000", Decimal(30_000_000)),
        ("amount", "", None),
        ("amount", "  ", None),
        ("rate", "82,5", Decimal("82.5")),
        ("target", "10.000", Decimal(10_000)),
        ("places", "10.000", 10_000),
        ("places", "2026", 2026),
    ],
)
def test_a_field_cleans_to_the_number(field, text, value):
    assert cleaned(field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("points", "", "required"),
        ("points", "26", "high"),
        ("points", "10.000", "grouped"),
        ("points", "1,2345", "decimals"),
        ("points", "nhiều", "text"),
        ("amount", "-5", "low"),
        ("amount", "nhiều", "text"),
        ("rate", "10.000", "grouped"),
        ("rate", "1,234", "grouped"),
        ("rate", "1234", "max_whole_digits"),
        ("target", "10,000", "ambiguous"),
        ("places", "10,5", "decimals"),
        ("places", "0", "min_value"),
    ],
)
def test_a_field_refuses_and_says_why(field, text, code):
    form = AnyForm({"points": "1", field: text})

    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()[field]] == [code]


def test_the_stored_number_is_shown_as_it_is_typed():
    form = AnyForm(
        initial={
            "points": Decimal("18.50"),
            "amount": 30_000_000,
            "rate": Decimal("82.50"),
            "places": 2026,
        }
    )

    assert 'value="18,5"' in str(form["points"])
    assert 'value="30.000.000"' in str(form["amount"])
    assert 'value="82,5"' in str(form["rate"])
    assert 'value="2026"' in str(form["places"])
    assert 'type="text"' in str(form["amount"])
    assert 'inputmode="decimal"' in str(form["points"])
    assert 'inputmode="numeric"' in str(form["amount"])


def test_what_was_typed_wrongly_stays_in_the_box():
    form = AnyForm({"points": "10.000"})

    assert 'value="10.000"' in str(form["points"])


def test_an_untouched_number_has_not_changed():
    form = AnyForm(
        {"points": "18,5", "amount": "30.000.000"},
        initial={"points": Decimal("18.50"), "amount": 30_000_000},
    )

    assert form.changed_data == []


def test_a_number_given_by_code_passes_through():
    assert MoneyField().clean(5) == Decimal(5)
