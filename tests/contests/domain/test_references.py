from itertools import combinations

import pytest

from contests.domain.references import (
    LETTERS,
    MistypedReferenceError,
    Reference,
    format_reference,
    parse_reference,
    reference_of,
)
from tests.factories.contests import ChallengeFactory, ContestFactory

NUMBERS = [1, 7, 10, 37, 99, 120, 909, 1234, 9999, 10000, 123456]


def test_the_sample_number_of_the_handbook_is_a_real_one():
    assert format_reference(2026, 37) == "LS26-0037-K"


@pytest.mark.parametrize("number", NUMBERS)
def test_a_reference_is_read_back_however_it_is_typed(number):
    text = format_reference(2026, number)

    expected = Reference(year=2026, number=number)
    assert parse_reference(text) == expected
    assert parse_reference(f" {text.lower().replace('-', ' ')} ") == expected
    assert str(expected) == text


@pytest.mark.parametrize("number", NUMBERS)
def test_any_one_wrong_digit_is_noticed(number):
    text = format_reference(2026, number)

    for place, character in enumerate(text):
        if not character.isdigit():
            continue
        for digit in "0123456789".replace(character, ""):
            with pytest.raises(MistypedReferenceError):
                parse_reference(text[:place] + digit + text[place + 1 :])


@pytest.mark.parametrize("number", NUMBERS)
def test_any_two_exchanged_digits_are_noticed(number):
    text = format_reference(2026, number)
    places = [place for place, character in enumerate(text) if character.isdigit()]

    for a, b in combinations(places, 2):
        if text[a] == text[b]:
            continue
        changed = list(text)
        changed[a], changed[b] = changed[b], changed[a]
        with pytest.raises(MistypedReferenceError):
            parse_reference("".join(changed))


@pytest.mark.parametrize(
    "text", ["", "LS26-37-K", "XX26-0037-K", "LS26-0037-", "LS26-0037-KK", "LS26-0037-A"]
)
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(MistypedReferenceError):
        parse_reference(text)


def test_no_letter_can_be_taken_for_a_digit():
    assert set(LETTERS) & set("BDILOQSUZ") == set()
    assert len(set(LETTERS)) == 17


def test_a_problem_statement_has_numbers_of_its_own_that_are_read_back():
    contest, challenge = ContestFactory.build(year=2026), ChallengeFactory.build(series=2)

    texts = {reference_of(contest, 37), reference_of(challenge, 37)}

    assert len(texts) == 2
    assert reference_of(challenge, 37).startswith("BT26-02-0037-")
    assert parse_reference(reference_of(challenge, 37)) == Reference(year=2026, series=2, number=37)
    with pytest.raises(MistypedReferenceError):
        parse_reference("BT26-03" + reference_of(challenge, 37)[7:])
