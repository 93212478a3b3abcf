"""Rules about single values of the contest."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Decree 30/2020/NĐ-CP: number "/" symbol, groups joined by "-", no blanks, numbers below 10 padded;
# resolutions of People's Councils carry the year (13/2019/NQ-HĐND).
_DOCUMENT_NUMBER = re.compile(r"^\d{2,5}(/\d{4})?/[A-ZĐ]{1,6}(-[A-ZĐa-z&]{1,12})*$")


def validate_document_number(value):
    """Refuse what is not a number and symbol in official form."""
    if not _DOCUMENT_NUMBER.match(value):
        raise ValidationError(
            _("Write the number and symbol in official form, for example 05/QĐ-UBND"),
            code="document_number",
        )


# Paths of the dossier's own pages below /ho-so/<id>/: no section of questions may take one.
RESERVED_SECTION_PATHS = frozenset(
    {
        "dieu-kien",
        "bang-thi",
        "dai-dien",
        "thanh-vien",
        "to-chuc",
        "de-cu",
        "thuyet-minh",
        "minh-chung",
        "kiem-tra",
        "cam-ket",
        "da-nop",
        "rut-de-sua",
        "rut-ho-so",
        "xoa",
        "ban-pdf",
        "tep",
        "thay-doi",
        "loi-nhan",
    }
)


def validate_section_path(value):
    """Refuse a path that a page of the dossier has already."""
    if value in RESERVED_SECTION_PATHS:
        raise ValidationError(
            _("This path belongs to another page of the dossier. Choose another one"),
            code="reserved_path",
        )
