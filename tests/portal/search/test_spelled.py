"""Words as the index holds them."""

import unicodedata

import pytest

from portal.search.spelled import words_of
from portal.search.terms import read
from portal.text import fold


@pytest.mark.parametrize(
    ("text", "folded", "written"),
    [
        ("Khởi nghiệp", "khoi nghiep", "khowir nghieepj"),
        ("hoà", "hoa", "hoaf"),
        ("hòa", "hoa", "hoaf"),
        ("thuý", "thuy", "thuys"),
        ("thúy", "thuy", "thuys"),
        ("ĐỔI", "doi", "ddooir"),
        ("201/KH-UBND", "201 kh ubnd", "201 kh ubnd"),
        ("café", "cafe", "cafes"),
        ("x² – ™", "x", "x"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_are_folded_and_kept_as_they_are_written(text, folded, written, form):
    words = words_of(unicodedata.normalize(form, text))

    assert " ".join(word.folded for word in words) == folded == fold(text)
    assert " ".join(word.written for word in words) == written


def test_quotes_make_a_phrase_and_an_open_one_makes_none():
    assert [group[0].is_phrase for group in read('"mác mật" khô').groups] == [True, False]
    assert [group[0].is_phrase for group in read('"mác mật khô').groups] == [False] * 3
    assert [group[0].is_open for group in read("mác mật").groups] == [False, True]
    assert [group[0].is_open for group in read('mác "mật khô"').groups] == [False, False]


def test_a_query_has_no_more_words_than_a_database_takes():
    assert len(read("a " * 90).words) == 12
    assert len(read('"a b" ' * 30).words) == 12
