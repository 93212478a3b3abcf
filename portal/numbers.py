"""How numbers typed by people are read, and how stored ones are written, the Vietnamese way.

A dot groups thousands and a comma starts the decimals (``30.000.000``, ``18,5``); ``18.5`` is
understood too, because phones type it. What could be either is decided by what is asked:
``10.000`` is ten thousand where thousands make sense and refused, with an explanation, where a
mark is asked. Nothing is ever guessed silently.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 40
DECIMALS_OF_A_MARK = 2
# Integers below this are written without groups, so that a year stays 2026.
FIRST_GROUPED_INTEGER = 10_000

_FULL_WIDTH = str.maketrans(
    "".join(map(chr, range(0xFF10, 0xFF1A))) + "\uff0e\uff0c\uff0d", "0123456789.,-"
)
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f\u2060]+")
_PLAIN = re.compile(r"-?[0-9]+")
_ONE_MARK = re.compile(r"(-?)([0-9]+)([.,])([0-9]+)")
_CURRENCY = re.compile(r"\s*(đồng|đ|₫|vnđ|vnd)\.?$", re.IGNORECASE)


class NumberError(ValueError):
    """The text is no number that may be used here; ``code`` says why.

    ``text`` (not a number), ``grouped`` (a thousands group where none makes sense), ``ambiguous``
    (could be thousands or decimals), ``decimals`` (too many), ``low``, ``high``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_decimal(text: str, *, thousands: bool = True) -> Decimal:
    """Return the number that ``text`` means, or raise NumberError.

    With ``thousands`` a dot before exactly three digits groups (``10.000`` is ten thousand) and a
    single comma before exactly three digits is refused as ambiguous. Without, both are refused:
    the number asked for is too small for a thousand.
    """
    text = _tidy(text)
    if len(text) > MAX_LENGTH:
        raise NumberError("text")
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if match := _ONE_MARK.fullmatch(text):
        return _with_one_mark(match, thousands=thousands)
    return _grouped(text, thousands=thousands)


def _tidy(text: str) -> str:
    """Western digits, ASCII minus, blanks only where they group thousands (``30 000 000``)."""
    text = _BLANKS.sub(" ", text.translate(_FULL_WIDTH).replace("\u2212", "-")).strip()
    if re.fullmatch(r"-?[0-9]{1,3}( [0-9]{3})+([.,][0-9]{1,2})?", text):
        text = re.sub(r"[.,]", "d", text).replace(" ", "").replace("d", ",")
    return text


def _with_one_mark(match: re.Match[str], *, thousands: bool) -> Decimal:
    sign, whole, mark, rest = match.groups()
    may_group = len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if may_group and not thousands:
        raise NumberError("grouped")
    if may_group and mark == ",":
        raise NumberError("ambiguous")
    return Decimal(f"{sign}{whole}{rest}" if may_group else f"{sign}{whole}.{rest}")


def _grouped(text: str, *, thousands: bool) -> Decimal:
    """Several marks: groups of three under one mark, decimals under the other."""
    for group, decimal in ((".", ","), (",", ".")):
        shape = rf"-?[1-9][0-9]{{0,2}}(\{group}[0-9]{{3}})+(\{decimal}[0-9]+)?"
        if re.fullmatch(shape, text):
            if not thousands:
                raise NumberError("grouped")
            return Decimal(text.replace(group, "").replace(decimal, "."))
    raise NumberError("text")


def parse_score(
    text: str,
    maximum: Decimal | int,
    minimum: Decimal | int = 0,
    step: Decimal = Decimal("0.01"),
) -> Decimal:
    """Return a mark from ``minimum`` to ``maximum`` in steps of ``step``, or raise NumberError."""
    value = parse_decimal(text, thousands=maximum >= 1000)
    if value < minimum:
        raise NumberError("low")
    if value > maximum:
        raise NumberError("high")
    if _decimals(value) > DECIMALS_OF_A_MARK:
        raise NumberError("decimals")
    if value % step:
        raise NumberError("step")
    return value.copy_abs()  # "-0" is 0


def parse_whole(text: str) -> Decimal:
    """Return a whole number; here ``10,000`` can only be ten thousand, so it is."""
    text = _tidy(text)
    if re.fullmatch(r"-?[1-9][0-9]{0,2},[0-9]{3}", text):
        text = text.replace(",", ".")
    value = parse_decimal(text)
    if value != value.to_integral_value():
        raise NumberError("decimals")
    return value.to_integral_value()


def parse_money(text: str) -> Decimal:
    """Return an amount of đồng: whole, not negative, a trailing "đồng" allowed."""
    value = parse_whole(_CURRENCY.sub("", text.strip()))
    if value < 0:
        raise NumberError("low")
    return value


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def format_number(value: Decimal | float, *, grouping: bool = True) -> str:
    """Write ``value`` the Vietnamese way, without zeros at the end: ``1.234,5``."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    plain = f"{number:,f}" if grouping else f"{number:f}"
    whole, _dot, rest = plain.partition(".")
    rest = rest.rstrip("0")
    whole = whole.replace(",", ".")
    return f"{whole},{rest}" if rest else whole


class TypedNumberField(forms.Field):
    """A form field that reads what people type and shows what is stored in the same form."""

    widget = forms.TextInput
    decimal_keys = True

    def read(self, text: str) -> Decimal:
        """The number that ``text`` means here; NumberError otherwise."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """The text box's content for a stored ``value``."""
        return format_number(value)

    def message(self, code: str) -> Any:
        """What the reader is told; asks for the number again rather than blaming."""
        return {
            "grouped": _("Enter a number below 1.000, for example 18,5; 10.000 means ten thousand"),
            "ambiguous": _(
                "Enter the number with a dot between thousands and a comma before decimals, for example 10.000 or 10,5"
            ),
            "decimals": _("Enter a whole number, for example 10.000"),
            "low": _("Enter a number from 0"),
        }.get(code, self.error_messages["invalid"])

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return self.read(value)
        except NumberError as error:
            raise ValidationError(self.message(error.code), code=error.code) from error

    def prepare_value(self, value: Any) -> Any:
        return self.show(value) if isinstance(value, (int, float, Decimal)) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        keys = "decimal" if self.decimal_keys else "numeric"
        return {"inputmode": keys, "autocomplete": "off"}


class NumberField(TypedNumberField, forms.DecimalField):
    """A number with decimals. Thousands make sense unless the digits allowed leave no room for one."""

    default_error_messages = {
        "required": _("Enter a number"),
        "invalid": _("Enter a number, for example 1.234,5"),
        "max_value": _("Enter a number up to %(limit_value)s"),
        "min_value": _("Enter a number from %(limit_value)s"),
    }

    def read(self, text: str) -> Decimal:
        if self.decimal_places == 0:
            return parse_whole(text)
        return parse_decimal(text, thousands=self._has_room_for_thousands())

    def _has_room_for_thousands(self) -> bool:
        if isinstance(self.max_value, (int, float, Decimal)):
            return bool(self.max_value >= 1000)
        return self.max_digits is None or self.max_digits - (self.decimal_places or 0) > 3


class WholeNumberField(TypedNumberField, forms.IntegerField):
    """A count. ``10.000`` is ten thousand (Django's own field reads it as 10)."""

    decimal_keys = False
    default_error_messages = {
        "required": _("Enter a number"),
        "invalid": _("Enter a whole number, for example 10.000"),
        "max_value": _("Enter a number up to %(limit_value)s"),
        "min_value": _("Enter a number from %(limit_value)s"),
    }

    def read(self, text: str) -> Any:
        return int(parse_whole(text))

    def show(self, value: Any) -> str:
        return format_number(value, grouping=abs(value) >= FIRST_GROUPED_INTEGER)


class MoneyField(TypedNumberField, forms.DecimalField):
    """An amount of đồng, shown as ``30.000.000``; the cleaned value is a whole Decimal."""

    decimal_keys = False
    default_error_messages = {
        "required": _("Enter the amount in đồng"),
        "invalid": _("Enter the amount in đồng, for example 30.000.000"),
    }

    def __init__(self, *, max_digits: int = 15, **kwargs: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=0, **kwargs)

    def read(self, text: str) -> Decimal:
        return parse_money(text)

    def message(self, code: str) -> Any:
        return _("Enter an amount from 0 đồng") if code == "low" else self.error_messages["invalid"]


class ScoreField(TypedNumberField, forms.DecimalField):
    """A mark for one criterion, on its scale, with at most two decimals."""

    def __init__(
        self,
        *,
        max_points: Decimal | int,
        criterion_name: str,
        min_points: Decimal | int = 0,
        step: Decimal = Decimal("0.01"),
        **kwargs: Any,
    ) -> None:
        self.max_points = Decimal(max_points)
        self.min_points = Decimal(min_points)
        self.mark_step = step
        self.criterion_name = criterion_name
        kwargs.setdefault("label", criterion_name)
        super().__init__(max_digits=6, decimal_places=DECIMALS_OF_A_MARK, **kwargs)
        self.error_messages |= {"required": self._missing(), "invalid": self._out_of_range()}

    def read(self, text: str) -> Decimal:
        return parse_score(text, self.max_points, self.min_points, self.mark_step)

    def message(self, code: str) -> str:
        if code == "grouped":
            return gettext("%(ask)s; 10.000 is ten thousand, ten is 10") % {
                "ask": self._out_of_range()
            }
        if code == "decimals":
            return gettext("%(ask)s, with at most two digits after the comma") % {
                "ask": self._out_of_range()
            }
        if code == "step":
            return gettext("%(ask)s, in steps of %(step)s") % {
                "ask": self._out_of_range(),
                "step": format_number(self.mark_step),
            }
        return self._out_of_range()

    def _missing(self) -> str:
        return gettext("Enter the mark for the criterion “%(name)s”") % {
            "name": self.criterion_name
        }

    def _out_of_range(self) -> str:
        return gettext("Enter the mark “%(name)s” from %(minimum)s to %(maximum)s") % {
            "name": self.criterion_name,
            "minimum": format_number(self.min_points),
            "maximum": format_number(self.max_points),
        }
