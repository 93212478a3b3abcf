"""Rules about single values of the ecosystem."""

import re
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import KIND_SYMBOLS
from portal.text import fold

# Decree 30/2020/NĐ-CP: number "/" symbol, groups joined by "-", no blanks, numbers below 10 padded;
# legal documents carry the year (13/2019/NQ-HĐND, 91/2025/QH15).
_DOCUMENT_NUMBER = re.compile(
    r"^\d{2,5}(/\d{4})?/[A-ZĐ]{1,6}[A-ZĐa-z0-9&]{0,12}(-[A-ZĐa-z0-9&]{1,12})*$"
)
# What people write instead, and what to do about it; the first that fits is told.
_SLIPS = (
    (re.compile(r"[–—]"), _("Join the parts of the symbol by a hyphen (-), not by a dash")),
    (re.compile(r"\s|^[^\d]"), _("Begin with the number and leave out blanks: 05/KH-UBND")),
    (re.compile(r"^\d/"), _("Numbers below 10 have a zero in front: 05/KH-UBND")),
    (re.compile(r"^\d+(/\d{4})?/[^A-ZĐ\d]"), _("Write the symbol in capitals: 05/KH-UBND")),
)
_PLAIN_D = re.compile(r"/(?:[A-Z]+-)*(?:QD|HDND|ND|DA)(?:-|$)|-HDND(?:-|$)")

# An e-mail address, or a Vietnamese telephone number however it is grouped; amounts of money are
# neither (1.000.000.000), nor are days.
_ADDRESS = re.compile(
    r"\S@\S+\.\S|(?<!\d)(?<!\d[\s.,\-/])(?:\+?84[\s.\-]?|0)[2-9](?:[\s.\-]?\d){7,9}(?!\d)"
)

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
# What a public document may be, by the bytes it begins with.
_BEGINNINGS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}


def validate_document_number(value):
    """Refuse what is not a number and symbol in official form, and say what is wrong with it."""
    for slip, message in _SLIPS:
        if slip.search(value):
            raise ValidationError(message, code="document_number")
    if _PLAIN_D.search(value):
        raise ValidationError(
            _("Write Đ where the symbol has it: QĐ, NĐ, HĐND"), code="document_number"
        )
    if not _DOCUMENT_NUMBER.match(value):
        raise ValidationError(
            _("Write the number and symbol in official form, for example 05/KH-UBND"),
            code="document_number",
        )


def validate_number_of_kind(number, kind):
    """Refuse a symbol that belongs to another kind of document."""
    symbol = KIND_SYMBOLS.get(kind)
    written = re.sub(r"^\d+(/\d{4})?/", "", number).partition("-")[0]
    if symbol and written != symbol:
        raise ValidationError(
            {
                "number": _("The symbol of this kind of document begins with %(symbol)s")
                % {"symbol": symbol}
            },
            code="symbol",
        )


def short_number(number):
    """``07/2022/NQ-HĐND`` as people type it: 7/2022/NQ-HĐND."""
    return number.lstrip("0")


def number_key(number):
    """What two writings of a number share: no marks, no punctuation, no zero in front."""
    return short_number(fold(number))


def validate_document_file(value):
    """Refuse what is not a PDF or DOCX by name and by bytes, what is empty, what is too large."""
    beginning = _BEGINNINGS.get(PurePosixPath(value.name).suffix.lower())
    if beginning is None:
        raise ValidationError(_("The file must be a PDF or DOCX"), code="file_type")
    try:
        size = value.size
    except FileNotFoundError:
        # The stored file is gone; editing the other fields must stay possible.
        return
    if size == 0:
        raise ValidationError(_("The file is empty"), code="file_empty")
    if size > MAX_DOCUMENT_BYTES:
        raise ValidationError(_("The file must be smaller than 20 MB"), code="file_size")
    value.seek(0)
    if value.read(len(beginning)) != beginning:
        raise ValidationError(_("The file must be a PDF or DOCX"), code="file_type")
    value.seek(0)


def holds_address(text):
    """Whether ``text`` tells an e-mail address or a telephone number."""
    return bool(_ADDRESS.search(text))


def validate_no_address(value):
    """Refuse addresses in what strangers read: contacts are exchanged once a request is accepted."""
    if holds_address(value):
        raise ValidationError(
            _("Leave out e-mail addresses and telephone numbers: the portal passes requests on"),
            code="address",
        )
