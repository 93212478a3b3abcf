"""Rules about single values of the ecosystem."""

import re
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Decree 30/2020/NĐ-CP: number "/" symbol, groups joined by "-", no blanks, numbers below 10 padded;
# legal documents carry the year (13/2019/NQ-HĐND, 91/2025/QH15).
_DOCUMENT_NUMBER = re.compile(
    r"^\d{2,5}(/\d{4})?/[A-ZĐ]{1,6}[A-ZĐa-z0-9&]{0,12}(-[A-ZĐa-z0-9&]{1,12})*$"
)

# An e-mail address, or a Vietnamese telephone number however it is grouped; amounts of money are
# neither (1.000.000.000), nor are days.
_ADDRESS = re.compile(
    r"\S@\S+\.\S|(?<!\d)(?<!\d[\s.,\-/])(?:\+?84[\s.\-]?|0)[2-9](?:[\s.\-]?\d){7,9}(?!\d)"
)

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
# What a public document may be, by the bytes it begins with.
_BEGINNINGS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}


def validate_document_number(value):
    """Refuse what is not a number and symbol in official form."""
    if not _DOCUMENT_NUMBER.match(value):
        raise ValidationError(
            _("Write the number and symbol in official form, for example 05/KH-UBND"),
            code="document_number",
        )


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
