import pytest

from contests.domain.tables import choices_of, rows_of, stored_list, table_of
from contests.validators import Column, parse_columns

COLUMNS = [Column("Khoản", "text"), Column("Số lượng", "number"), Column("Tiền", "money")]


def test_a_table_reads_as_people_write_with_totals_of_its_money():
    table = table_of(COLUMNS, stored_list([["Máy", "2", "30000000"], ["Vỏ", "1.5", "500000"]]))

    assert table.rows == [["Máy", "2", "30.000.000 đồng"], ["Vỏ", "1,5", "500.000 đồng"]]
    assert table.totals == ["", "", "30.500.000 đồng"]
    assert table.text.splitlines() == [
        "Khoản: Máy; Số lượng: 2; Tiền: 30.000.000 đồng",
        "Khoản: Vỏ; Số lượng: 1,5; Tiền: 500.000 đồng",
        "Tổng cộng – Tiền: 30.500.000 đồng",
    ]
    assert [text for _heading, _number, text in table.total_cells] == table.totals


def test_numbers_are_added_up_only_where_the_definition_says_so():
    columns = parse_columns("Khoản\nSố lượng | số\nNgày công | số, cộng")

    table = table_of(columns, stored_list([["Máy", "2", "10"], ["Vỏ", "5000", "2.5"]]))

    assert table.totals == ["", "", "12,5"]


def test_a_table_of_words_has_no_totals_and_an_empty_one_no_rows():
    words = table_of(COLUMNS[:1], stored_list([["Máy"]]))

    assert words.total_cells == []
    assert words.text == "Khoản: Máy"
    assert table_of(COLUMNS, "").rows == []


@pytest.mark.parametrize("broken", ["không phải JSON", "12", '{"a": 1}', '["a", 3]'])
def test_what_is_no_table_reads_as_none(broken):
    assert rows_of(broken) == []


def test_rows_of_another_width_are_fitted_and_odd_numbers_shown_as_they_stand():
    table = table_of(COLUMNS, stored_list([["Máy"], ["Vỏ", "nhiều", "NaN", "thừa"]]))

    assert table.rows == [["Máy", "", ""], ["Vỏ", "nhiều", "NaN"]]
    assert table.totals == ["", "", ""]


@pytest.mark.parametrize(("value", "choices"), [
    ('["a","b"]', ["a", "b"]),
    ("yes", ["yes"]),
    ("2026", ["2026"]),
    ("", []),
])  # fmt: skip
def test_a_choice_and_a_list_of_choices_read_alike(value, choices):
    assert choices_of(value) == choices


def test_nothing_is_stored_as_nothing():
    assert stored_list([]) == ""
