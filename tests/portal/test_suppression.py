"""Small numbers are not told, nor what would tell them; zero and the rest stay."""

import pytest

from portal.suppression import suppressed


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([10, 20], [10, 20]),
        ([0, 10, 20], [0, 10, 20]),
        ([4, 3, 20], ["< 5", "< 5", 20]),
        ([5, 6, 7], [5, 6, 7]),
        ([4, 10, 20], ["< 5", "…", 20]),
        ([1], ["< 5"]),
        ([4, 0], ["< 5", 0]),
        ([], []),
    ],
)
def test_a_column_tells_no_small_count_and_no_difference(values, shown):
    rows = [[f"dòng {value}", value] for value in values]

    assert [row[1] for row in suppressed(rows, [1])] == shown


def test_columns_that_count_nobody_stay():
    assert suppressed([["Giải Nhất", 1, 3]], [2]) == [["Giải Nhất", 1, "< 5"]]


def test_the_rows_given_are_not_changed():
    rows = [["a", 1]]

    suppressed(rows, [1])

    assert rows == [["a", 1]]
