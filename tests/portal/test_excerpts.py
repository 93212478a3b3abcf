"""The place of a long text where the words stand that are looked for."""

import pytest

from portal.excerpts import AFTER, BEFORE, excerpt

TEXT = (
    "Điều 1. Phạm vi. "
    + "Câu mở đầu dài dòng. " * 20
    + "Mức hỗ trợ khởi nghiệp, đổi mới sáng tạo theo Điều 4.\nHết."
)


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def test_words_without_marks_find_the_place_as_it_was_written():
    found = shown(excerpt(TEXT, "muc ho tro khoi nghiep"))

    assert "[Mức] [hỗ] [trợ] [khởi] [nghiệp], đổi mới" in found
    assert found.startswith("… ")
    assert len(found) < BEFORE + AFTER + 60


@pytest.mark.parametrize("words", ["KHỞI NGHIỆP", "khởi nghiệp", "khoi nghie", "khoi, nghiep!"])
def test_case_marks_punctuation_and_half_a_last_word_do_not_matter(words):
    assert "[khởi] [nghiệp]" in shown(excerpt(TEXT, words))


def test_the_place_with_most_of_the_words_wins_over_the_first():
    text = "hỗ tợ. " + "x " * 300 + "hỗ trợ vốn cho dự án"

    assert "[hỗ] [trợ] [vốn]" in shown(excerpt(text, "ho tro von"))


def test_a_word_within_a_word_is_no_hit():
    assert excerpt("nghiệp đoàn", "hiep") == []
    assert excerpt("nghiệp đoàn", "nghi doan") != []
    assert shown(excerpt("nghiệp đoàn", "nghi doan")) == "nghiệp [đoàn]"


@pytest.mark.parametrize("words", ["", "  ", "!?", "zzz"])
def test_nothing_asked_and_nothing_found_is_no_excerpt(words):
    assert excerpt(TEXT, words) == []


def test_a_short_text_is_shown_whole():
    assert shown(excerpt("Kế hoạch 201/KH-UBND", "201/kh-ubnd")) == "Kế hoạch [201]/[KH]-[UBND]"


def test_the_letter_d_with_a_bar_is_a_d():
    assert shown(excerpt("Hội đồng nhân dân", "hoi dong nhan dan")) == "[Hội] [đồng] [nhân] [dân]"
