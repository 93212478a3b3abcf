"""Numbers as Vietnamese says them: for amounts in papers and for the announcer."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")


def in_words(number: int) -> str:
    """Say a whole number from 0: 21 is *hai mươi mốt*, 30.000.000 is *ba mươi triệu*.

    A zero between hundreds and units is said *linh*; a group after the first is said in full
    (1.005 is *một nghìn không trăm linh năm*).
    """
    if number < 0:
        raise ValueError("a count or an amount is not negative")
    if number == 0:
        return _DIGITS[0]
    high, low = divmod(number, 10**9)
    parts = [f"{in_words(high)} tỷ"] if high else []
    for power in (2, 1, 0):
        group = low // 1000**power % 1000
        if group:
            parts.append(_group(group, is_first=not parts) + _GROUPS[power])
    return " ".join(parts)


def amount_in_words(amount: int) -> str:
    """An amount as papers write it: *Ba mươi triệu đồng*."""
    words = f"{in_words(amount)} đồng"
    return words[0].upper() + words[1:]


def _group(group: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    parts = [f"{_DIGITS[hundreds]} trăm"] if hundreds or not is_first else []
    if tens == 0:
        if units:
            parts.append(f"linh {_DIGITS[units]}" if parts else _DIGITS[units])
        return " ".join(parts)
    parts.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if units:
        parts.append(_unit(tens, units))
    return " ".join(parts)


def _unit(tens: int, units: int) -> str:
    if units == 1 and tens > 1:
        return "mốt"
    if units == 5:
        return "lăm"
    return _DIGITS[units]
