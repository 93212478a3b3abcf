"""Normalising, folding, slugs, counting and sorting of Vietnamese text."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import text

CASES = json.loads((Path(__file__).parent / "counting_cases.json").read_text(encoding="utf-8"))


def test_decomposed_letters_become_one():
    decomposed = unicodedata.normalize("NFD", "Lạng Sơn")
    assert len(decomposed) == 10

    assert text.clean_line(decomposed) == "Lạng Sơn"
    assert len(text.clean_line(decomposed)) == 8


@pytest.mark.parametrize(
    "mark",
    [
        "\u200b",
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202e",
        "\u2060",
        "\u2066",
        "\u2069",
        "\ufeff",
        "\u00ad",
        "\x00",
        "\x1b",
        "\x7f",
        "\x85",
    ],
)
def test_marks_nobody_sees_are_dropped(mark):
    assert text.clean_text(f"Sean{mark} dự án") == "Sean dự án"


def test_a_joined_emoji_stays_joined():
    assert text.clean_text("👩\u200d🌾") == "👩\u200d🌾"


def test_lines_end_one_way_and_a_line_is_one_line():
    assert text.clean_text("một\r\nhai\rba\n") == "một\nhai\nba\n"
    assert text.clean_line(" một\r\n\thai\u00a0 ba ") == "một hai ba"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khởi nghiệp", "khoi nghiep"),
        ("Đổi mới", "doi moi"),
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("201/KH-UBND", "201 kh ubnd"),
        (unicodedata.normalize("NFD", "Khởi nghiệp"), "khởi nghiệp"),
    ],
)
def test_words_that_are_searched_alike_fold_alike(one, other):
    assert text.fold(one) == text.fold(other)


def test_a_fold_is_plain_and_stable():
    assert text.fold("  Ủy ban – Sở KH&CN, Đợt 1! ") == "uy ban so kh cn dot 1"
    assert text.fold("") == ""
    assert text.fold("…") == ""


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(value):
    assert text.fold(text.fold(value)) == text.fold(value)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đổi mới sáng tạo", "doi-moi-sang-tao"),
        ("201/KH-UBND", "201-kh-ubnd"),
        (unicodedata.normalize("NFD", "Hồng treo gió"), "hong-treo-gio"),
        ("  “Ngày hội” 2019: hơn 1.500 người  ", "ngay-hoi-2019-hon-1-500-nguoi"),
        ("!!!", ""),
    ],
)
def test_a_slug_is_plain(title, slug):
    assert text.slug(title) == slug


def test_a_slug_is_cut_at_a_word():
    cut = text.slug("khởi nghiệp " * 20, max_length=30)

    assert cut == "khoi-nghiep-khoi-nghiep-khoi"


@pytest.mark.parametrize("case", CASES)
def test_server_and_screen_count_alike(case):
    cleaned = text.clean_text(case["text"]).strip()

    assert text.count_words(cleaned) == case["words"]
    assert len(cleaned) == case["characters"]


def test_people_are_sorted_by_their_given_name():
    people = ["Trần Thị Bình", "Đặng Văn Ánh", "Lê An", "Nguyễn Văn Ánh"]

    assert sorted(people, key=text.name_sort_key) == [
        "Lê An",
        "Đặng Văn Ánh",
        "Nguyễn Văn Ánh",
        "Trần Thị Bình",
    ]
    assert text.name_sort_key("") == ("", "")


def test_a_slug_that_is_cut_keeps_its_words_in_their_order():
    assert text.slug("Cuộc thi khởi nghiệp đổi mới sáng tạo ở", max_length=36) == (
        "cuoc-thi-khoi-nghiep-doi-moi-sang"
    )
