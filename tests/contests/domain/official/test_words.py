"""Numbers as Vietnamese says them."""

import pytest

from contests.domain.official.words import amount_in_words, in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (11, "mười một"),
        (21, "hai mươi mốt"),
        (55, "năm mươi lăm"),
        (24, "hai mươi bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1_000_001, "một triệu không trăm linh một"),
        (7_500_000, "bảy triệu năm trăm nghìn"),
        (1_002_000_000, "một tỷ không trăm linh hai triệu"),
        (2_000_000_000_000, "hai nghìn tỷ"),
    ],
)
def test_a_number_is_said_in_words(number, words):
    assert in_words(number) == words


def test_an_amount_begins_with_a_capital():
    assert amount_in_words(30_000_000) == "Ba mươi triệu đồng"


def test_nothing_is_less_than_nothing():
    with pytest.raises(ValueError, match="not negative"):
        in_words(-1)
