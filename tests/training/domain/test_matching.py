"""Which two registrations are one person's, and which only may be."""

import pytest

from training.domain.matching import compare, names_agree, phone_key, traits
from training.enums import Likeness


def person(**values):
    told = {
        "account": None,
        "email_key": "",
        "phone": "",
        "full_name": "Nông Văn Học",
        "organization_name": "",
        "birth_year": None,
        "sex": "",
    }
    return traits(**(told | values))


@pytest.mark.parametrize(
    "written",
    [
        "0912 345 678",
        "0912345678",
        "+84912345678",
        "84912345678",
        "+84 912.345.678",
        "84 912 345 678",
    ],
)
def test_a_number_is_one_however_it_is_written(written):
    assert phone_key(written) == "+84912345678"


@pytest.mark.parametrize("written", ["", "  ", "không có", "12"])
def test_what_is_no_number_is_nobodys(written):
    assert phone_key(written) == ""


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("nong van hoc", "nong van hoc", True),
        ("hoc nong van", "nong van hoc", True),
        ("nong hoc", "nong van hoc", True),
        ("hoc", "nong van hoc", False),
        ("nong van hoa", "nong van hoc", False),
        ("", "nong van hoc", False),
    ],
)
def test_a_short_form_of_two_words_is_the_same_name(one, other, agree):
    assert names_agree(one, other) is agree
    assert names_agree(other, one) is agree


STRONG = [
    (Likeness.ACCOUNT, {"account": 7}, {"account": 7, "full_name": "Tên Khác"}),
    (
        Likeness.EMAIL_AND_NAME,
        {"email_key": "hoc@x.vn"},
        {"email_key": "hoc@x.vn", "full_name": "NONG VAN HOC"},
    ),
    (
        Likeness.PHONE_AND_NAME,
        {"phone": "0912345678"},
        {"phone": "+84 912 345 678", "full_name": "Nông văn Hoc"},
    ),
    (
        Likeness.NAME_YEAR_ORGANIZATION,
        {"birth_year": 1990, "organization_name": "Xã Bắc Sơn"},
        {"birth_year": 1990, "organization_name": "xa bac son", "full_name": "nong van hoc"},
    ),
]


@pytest.mark.parametrize(("reason", "one", "other"), STRONG)
def test_a_strong_rule_joins_with_its_reason(reason, one, other):
    match = compare(person(**one), person(**other))

    assert match.is_strong
    assert match.reasons[0] == reason
    assert compare(person(**other), person(**one)) == match


WEAK = [
    (Likeness.EMAIL, {"email_key": "xa@x.vn"}, {"email_key": "xa@x.vn", "full_name": "Lý Thị Mai"}),
    (Likeness.PHONE, {"phone": "0912345678"}, {"phone": "0912345678", "full_name": "Lý Thị Mai"}),
    (Likeness.NAME_AND_YEAR, {"birth_year": 1990}, {"birth_year": 1990}),
    (
        Likeness.NAME_AND_ORGANIZATION,
        {"organization_name": "Xã Bắc Sơn"},
        {"organization_name": "Xã Bắc Sơn"},
    ),
]


@pytest.mark.parametrize(("reason", "one", "other"), WEAK)
def test_a_weak_rule_only_asks(reason, one, other):
    match = compare(person(**one), person(**other))

    assert not match.is_strong
    assert match.reasons == (reason,)


def test_a_name_alone_says_nothing():
    assert compare(person(), person()) is None
    assert compare(person(email_key="a@x.vn"), person(email_key="b@x.vn")) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [({"birth_year": 1960}, {"birth_year": 1990}), ({"sex": "female"}, {"sex": "male"})],
)
def test_what_is_declared_against_it_leaves_a_question(one, other):
    shared = {"phone": "0912345678"}
    match = compare(person(**shared, **one), person(**shared, **other))

    assert match.reasons == (Likeness.PHONE_AND_NAME,)
    assert not match.is_strong
    assert compare(person(account=7, **one), person(account=7, **other)).is_strong


def test_who_would_rather_not_say_contradicts_nobody():
    assert compare(
        person(email_key="a@x.vn", sex="untold"), person(email_key="a@x.vn", sex="male")
    ).is_strong
