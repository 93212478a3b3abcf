"""Rules about single values of the contest."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contests.enums import CHOICE_KINDS, DECIDING_KINDS, ColumnKind, QuestionKind

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
        "bo-sung",
        "ban-pdf",
        "tep",
        "thay-doi",
        "loi-nhan",
        "kien-nghi",
        "noi-dung",
        "giam-ho",
        "ban-giao",
        "nhom",
        "dong-y",
    }
)


def validate_section_path(value):
    """Refuse a path that a page of the dossier has already."""
    if value in RESERVED_SECTION_PATHS:
        raise ValidationError(
            _("This path belongs to another page of the dossier. Choose another one"),
            code="reserved_path",
        )


# --- tables ------------------------------------------------------------------------------------

MAX_COLUMNS = 8
MAX_ROWS = 50
_COLUMN_WORDS = {
    "": ColumnKind.TEXT,
    "text": ColumnKind.TEXT,
    "chữ": ColumnKind.TEXT,
    "number": ColumnKind.NUMBER,
    "số": ColumnKind.NUMBER,
    "money": ColumnKind.MONEY,
    "tiền": ColumnKind.MONEY,
}
# After the kind, for a column of numbers that mean something together.
_SUM_WORDS = frozenset({"sum", "cộng"})


class Column(NamedTuple):
    """A column of a table: its heading, what it takes, whether its numbers are to be added up."""

    heading: str
    kind: str
    is_summed: bool = False

    @property
    def has_total(self):
        """Money is added up; numbers only where the definition says so: 3 machines, 5 kg are no 8."""
        return self.kind == ColumnKind.MONEY or self.is_summed


def parse_columns(text):
    """Return the columns that ``text`` describes, one a line; raise ValidationError when it cannot."""
    columns = [_column(line) for line in text.splitlines() if line.strip()]
    if not columns or len(columns) > MAX_COLUMNS:
        raise ValidationError(
            gettext("Enter from 1 to %(limit)d columns, one a line") % {"limit": MAX_COLUMNS},
            code="columns",
        )
    return columns


def _column(line):
    heading, _bar, words = (part.strip() for part in line.partition("|"))
    word, comma, mark = (part.strip() for part in words.lower().partition(","))
    kind = _COLUMN_WORDS.get(word)
    is_summed = mark in _SUM_WORDS and kind in (ColumnKind.NUMBER, ColumnKind.MONEY)
    if not heading or kind is None or (comma and not is_summed):
        raise ValidationError(
            gettext(
                "Write each column as its heading, then | and text, number, “number, sum” or money: “%(line)s” is not"
            )
            % {"line": line.strip()},
            code="columns",
        )
    return Column(heading, kind, is_summed)


# --- questions ---------------------------------------------------------------------------------

_YES_NO_WORDS = {"yes": "yes", "có": "yes", "no": "no", "không": "no"}


def question_problems(question):
    """Return what is wrong with a question, by field: what its kind needs, and what it depends on."""
    problems = _kind_problems(question) | _dependency_problems(question)
    if question.required_from_id:
        problems |= _round_problems(question)
    return problems


def _round_problems(question):
    if not question.is_required:
        return {
            "required_from": gettext("Tick “must be answered” as well, or leave the round empty")
        }
    if question.required_from.contest_id != question.section.contest_id:
        return {"required_from": gettext("Choose a round of the same edition")}
    return {}


def _kind_problems(question):
    problems = {}
    if question.kind in CHOICE_KINDS:
        lines = question.choice_list
        if len(lines) < 2 or len(set(lines)) < len(lines):
            problems["choices"] = gettext("Enter at least two different choices, one a line")
    if question.kind == QuestionKind.TABLE:
        try:
            parse_columns(question.columns)
        except ValidationError as error:
            problems["columns"] = error.messages[0]
        if not 1 <= (question.max_rows or 0) <= MAX_ROWS:
            problems["max_rows"] = gettext("Enter from 1 to %(limit)d rows") % {"limit": MAX_ROWS}
    for name in ("max_words", "max_characters"):
        if getattr(question, name) == 0:
            problems[name] = gettext("Enter a number from 1, or leave it empty")
    return problems


def _dependency_problems(question):
    parent = question.depends_on
    if parent is None:
        if question.depends_values.strip():
            return {"depends_on": gettext("Choose the question that these answers belong to")}
        return {}
    message = _parent_problem(question, parent)
    if message:
        return {"depends_on": message}
    allowed = ["yes", "no"] if parent.kind == QuestionKind.YES_NO else parent.choice_list
    given = question.deciding_values
    if not given or not set(given) <= set(allowed):
        shown = [gettext("Yes"), gettext("No")] if "yes" in allowed else allowed
        return {
            "depends_values": gettext("Enter one or more of these answers, one a line: %(list)s")
            % {"list": "; ".join(shown)}
        }
    return {}


def _parent_problem(question, parent):
    if parent.pk == question.pk or parent.kind not in DECIDING_KINDS:
        return gettext("Choose another question with choices or yes and no")
    if parent.depends_on_id or (question.pk and question.dependants.exists()):
        return gettext(
            "One level only: a question that depends on another decides about no third one"
        )
    ours, theirs = question.section, parent.section
    if theirs.contest_id != ours.contest_id:
        return gettext("Choose a question of the same edition")
    if (theirs.order, theirs.pk) > (ours.order, ours.pk):
        return gettext("Choose a question of this section or of one before it")
    if theirs.opens_in_id and theirs.opens_in_id != ours.opens_in_id:
        return gettext("That question is asked in a round only: not everybody answers it")
    return ""


def deciding_values(kind, text):
    """Return the answers that ``text`` lists, yes and no in their stored form."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if kind == QuestionKind.YES_NO:
        return [_YES_NO_WORDS.get(line.lower(), line) for line in lines]
    return lines
