"""When two registrations are one person's: the rules, pure and with their reasons.

A name alone never says it, and neither does an address or a number alone: offices of communes share
them. What people declare against one another (another year of birth, another sex) leaves a question
to the staff, unless they signed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import phonenumbers

from portal.text import fold
from training.enums import Likeness

if TYPE_CHECKING:
    from collections.abc import Callable

# So many words of a name must be shared before one can be the short form of the other.
LEAST_WORDS: Final = 2
_SEXES: Final = frozenset({"female", "male"})


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What is compared of a registration, in the form in which it is compared; empty: not told."""

    account: int | None = None
    email: str = ""
    phone: str = ""
    name: str = ""
    organization: str = ""
    birth_year: int | None = None
    sex: str = ""


@dataclass(frozen=True, kw_only=True)
class Match:
    """Why two registrations seem to be one person's; ``is_strong``: they are joined without asking."""

    reasons: tuple[Likeness, ...]
    is_strong: bool

    @property
    def rank(self) -> int:
        """The place of the best reason: what is told first counts most."""
        return list(Likeness).index(self.reasons[0])


def phone_key(phone: str) -> str:
    """A number as it is compared: +84 912…, 84912… and 0912 345 678 are one; empty if it is none."""
    text = phone.strip()
    if not text:
        return ""
    if text.startswith("84") and len("".join(filter(str.isdigit, text))) > len("0912345678"):
        text = f"+{text}"
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def traits(
    *,
    account: int | None,
    email_key: str,
    phone: str,
    full_name: str,
    organization_name: str,
    birth_year: int | None,
    sex: str,
) -> Traits:
    """The columns of a registration as they are compared: accents and capitals tell nobody apart."""
    return Traits(
        account=account,
        email=email_key,
        phone=phone_key(phone),
        name=fold(full_name),
        organization=fold(organization_name),
        birth_year=birth_year,
        sex=sex if sex in _SEXES else "",
    )


def names_agree(one: str, other: str) -> bool:
    """Whether two folded names are one, in any order of their words, or one the other's short form."""
    a, b = set(one.split()), set(other.split())
    if not a or not b:
        return False
    return a == b or (min(len(a), len(b)) >= LEAST_WORDS and (a <= b or b <= a))


def compare(one: Traits, other: Traits) -> Match | None:
    """Why these two may be one person; None where nothing says so."""
    strong = tuple(reason for reason, holds in _STRONG.items() if holds(one, other))
    if strong:
        is_sure = Likeness.ACCOUNT in strong or not contradict(one, other)
        return Match(reasons=strong, is_strong=is_sure)
    weak = tuple(reason for reason, holds in _WEAK.items() if holds(one, other))
    if not weak or contradict(one, other):
        return None
    return Match(reasons=weak, is_strong=False)


def contradict(one: Traits, other: Traits) -> bool:
    """Whether what both declare cannot be one person's."""
    years, sexes = {one.birth_year, other.birth_year}, {one.sex, other.sex}
    return (None not in years and len(years) > 1) or ("" not in sexes and len(sexes) > 1)


def _same(field: str) -> Callable[[Traits, Traits], bool]:
    """Both told it, and the same."""

    def holds(one: Traits, other: Traits) -> bool:
        value = getattr(one, field)
        return bool(value) and value == getattr(other, field)

    return holds


def _all(*conditions: Callable[[Traits, Traits], bool]) -> Callable[[Traits, Traits], bool]:
    return lambda one, other: all(holds(one, other) for holds in conditions)


def _alike(one: Traits, other: Traits) -> bool:
    return names_agree(one.name, other.name)


_STRONG: Final = {
    Likeness.ACCOUNT: _same("account"),
    Likeness.EMAIL_AND_NAME: _all(_same("email"), _alike),
    Likeness.PHONE_AND_NAME: _all(_same("phone"), _same("name")),
    Likeness.NAME_YEAR_ORGANIZATION: _all(
        _same("name"), _same("birth_year"), _same("organization")
    ),
}
_WEAK: Final = {
    Likeness.EMAIL: _same("email"),
    Likeness.PHONE: _same("phone"),
    Likeness.NAME_AND_YEAR: _all(_same("name"), _same("birth_year")),
    Likeness.NAME_AND_ORGANIZATION: _all(_same("name"), _same("organization")),
}
