"""Form fields that ask as our forms ask: one wording for what to enter, lenient in what they take."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from portal.files import MEGABYTE, Kind, check_upload
from portal.numbers import format_number
from portal.text import clean_line, clean_text, count_words

OLDEST_BIRTH_YEAR = OLDEST_YEAR = 1900
LATEST_YEAR = 2200
# Country calling code: a number of another country keeps its prefix.
VIETNAM = 84

__all__ = [
    "BirthDateField",
    "CharLimitField",
    "DayField",
    "MomentField",
    "PhoneField",
    "UploadField",
    "WordLimitField",
]


class PhoneField(PhoneNumberField):
    """A telephone number, with or without blanks and country code; cleans to a PhoneNumber."""

    default_error_messages = {
        "required": _("Enter a telephone number of 10 digits, for example 0912 345 678"),
        "invalid": _("Enter a telephone number of 10 digits, for example 0912 345 678"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        )
        super().__init__(*args, region="VN", **kwargs)
        # The library words its own message per region at construction; ours holds everywhere.
        self.error_messages["invalid"] = self.default_error_messages["invalid"]
        self.validators.clear()

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as people write it; what cannot be read stays as it was typed."""
        if not isinstance(value, str) or not value.startswith("+"):
            return super().prepare_value(value)
        number = self.to_python_or_none(value)
        return number.as_national if number and number.country_code == VIETNAM else value

    def to_python_or_none(self, value: str) -> Any:
        try:
            return self.to_python(value)
        except ValidationError:
            return None

    def to_python(self, value: Any) -> Any:
        number = super().to_python(clean_line(value) if isinstance(value, str) else value)
        if number and not number.is_valid():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


_DAY = _("Enter a date as day/month/year, for example 05/03/2026")
_TIME = _("Enter a time as hour:minute, for example 08:30")


class DayField(forms.DateField):
    """A day; what is refused says in which order days are written, which differs among readers."""

    default_error_messages = {"invalid": _DAY}


class MomentField(forms.SplitDateTimeField):
    """A day and a time in two boxes, of years that a calendar of ours can hold.

    The first hours of the year 1 have no moment in UTC: a database cannot keep them.
    """

    default_error_messages = {"invalid_date": _DAY, "invalid_time": _TIME}

    def compress(self, data_list: Any) -> Any:
        if data_list and data_list[0] not in self.empty_values:
            day = data_list[0]
            if not OLDEST_YEAR <= day.year <= LATEST_YEAR:
                raise ValidationError(
                    _("Enter a date of the years %(first)d to %(last)d"),
                    code="year",
                    params={"first": OLDEST_YEAR, "last": LATEST_YEAR},
                )
        return super().compress(data_list)


class BirthDateField(forms.DateField):
    """A day of birth typed as 27/3/1998, in the past."""

    widget = forms.DateInput
    default_error_messages = {
        "required": _("Enter the date of birth as day/month/year, for example 27/3/1998"),
        "invalid": _("Enter the date of birth as day/month/year, for example 27/3/1998"),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "bday"}

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day and day.year < OLDEST_BIRTH_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if day and day >= timezone.localdate():
            raise ValidationError(_("The date of birth must be in the past"), code="future")
        return day


class LimitedTextField(forms.CharField):
    """A text with a limit that is counted here and by ``static/portal/js/count.js`` alike.

    The browser's ``maxlength`` is not used: it stops people while they type and counts differently.
    """

    unit: str

    def __init__(self, *, limit: int | None, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)

    def count(self, value: str) -> int:
        """How many of the unit ``value`` holds."""
        raise NotImplementedError

    def too_long(self) -> str:
        """The message, with %(field)s, %(limit)s and %(count)s."""
        raise NotImplementedError

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        if self.limit is not None:
            attrs |= {"data-count": self.unit, "data-limit": str(self.limit)}
        return attrs

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "").strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        count = self.count(value)
        if self.limit is not None and count > self.limit:
            raise ValidationError(
                self.too_long()
                % {
                    "field": self.label or gettext("The answer"),
                    "limit": format_number(self.limit),
                    "count": format_number(count),
                },
                code="too_long",
            )


class WordLimitField(LimitedTextField):
    """A long answer, limited in words."""

    widget = forms.Textarea
    unit = "words"

    def count(self, value: str) -> int:
        return count_words(value)

    def too_long(self) -> str:
        return gettext("%(field)s must have %(limit)s words or fewer (now %(count)s words)")


class CharLimitField(LimitedTextField):
    """A short answer, limited in characters."""

    unit = "characters"

    def count(self, value: str) -> int:
        return len(value)

    def too_long(self) -> str:
        return gettext(
            "%(field)s must have %(limit)s characters or fewer (now %(count)s characters)"
        )


class UploadField(forms.FileField):
    """A file of one of ``kinds``; cleans to the upload, checked by ``portal.files``."""

    default_error_messages = {
        "required": _("Choose a file"),
        "invalid": _("The file could not be uploaded, try again"),
        "missing": _("The file could not be uploaded, try again"),
        "empty": _("The file has no content"),
    }

    def __init__(
        self, *, kinds: tuple[Kind, ...], max_bytes: int = 20 * MEGABYTE, **kwargs: Any
    ) -> None:
        self.kinds = kinds
        self.max_bytes = max_bytes
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {
            "accept": ",".join(kind.accept for kind in self.kinds)
        }

    def to_python(self, data: Any) -> Any:
        uploaded = super().to_python(data)
        if uploaded is not None:
            check_upload(uploaded, kinds=self.kinds, max_bytes=self.max_bytes)
            uploaded.seek(0)
        return uploaded


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """One or more files; each is judged by its bytes, and cleans to the list of uploads."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data if isinstance(data, list | tuple) else [data]
        return [super(UploadsField, self).clean(upload, initial) for upload in uploads or [None]]
