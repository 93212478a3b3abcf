"""Reading a list of who attended: typed from paper, or saved by an online meeting.

Heads and marks are recognised in Vietnamese and English, with or without diacritics. What cannot be
understood is told with its row, never guessed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from portal.text import clean_line, fold
from portal.workflow import RefusedError
from training.enums import AttendanceMark as Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_ROWS: Final = 1_000
# Meetings write a summary above the list.
_HEAD_WITHIN: Final = 40
_MAX_COLUMNS: Final = 40

NAME, PHONE, EMAIL, UNIT, MARK, MINUTES = "name", "phone", "email", "unit", "mark", "minutes"
_HEADS: Final = {
    NAME: "ho va ten|ho ten|ten hoc vien|hoc vien|ten|ten nguoi tham gia|ten nguoi tham du|"
    "name|full name|user name|participant|participant name|name original name|ten ten ban dau",
    PHONE: "dien thoai|so dien thoai|sdt|dt|dien thoai lien he|phone|phone number|telephone",
    EMAIL: "thu|thu dien tu|email|e mail|dia chi thu|dia chi thu dien tu|dia chi email|user email|"
    "email nguoi dung|participant id upn",
    UNIT: "don vi|co quan|to chuc|don vi cong tac|co quan don vi|organisation|organization|company",
    MARK: "co mat|diem danh|tham du|tham gia|trang thai|ket qua|ky ten|chu ky|ky nhan|attendance|status",
    MINUTES: "so phut|phut|thoi luong|thoi luong phut|tong thoi luong phut|thoi gian tham gia|"
    "thoi luong trong cuoc hop|duration|duration minutes|total duration minutes|"
    "in meeting duration|time in session minutes|minutes",
}
_BY_HEAD: Final = {head: key for key, heads in _HEADS.items() for head in heads.split("|")}
# “v” is a tick to some and “vắng” to others: it is told, not guessed.
_MARKS: Final = {
    **dict.fromkeys(("x", "1", "co", "co mat", "du", "dung gio"), Mark.PRESENT),
    **dict.fromkeys(("da ky", "da tham du", "tham du", "present", "yes", "true"), Mark.PRESENT),
    **dict.fromkeys(("m", "muon", "den muon", "di muon", "tre", "late"), Mark.LATE),
    **dict.fromkeys(("p", "phep", "co phep", "vang co phep", "excused"), Mark.EXCUSED),
    **dict.fromkeys(("k", "0", "vang", "vang mat", "khong", "khong phep"), Mark.ABSENT),
    **dict.fromkeys(("vang khong phep", "absent", "no", "false"), Mark.ABSENT),
}
_UNITS: Final = (
    (r"h|gio|hours?|hrs?", 60.0),
    (r"m|phut|minutes?|mins?", 1.0),
    (r"s|giay|seconds?|secs?", 1 / 60),
)


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One person of the file. ``mark`` is empty where only minutes, or nothing, are told."""

    number: int
    name: str
    phone: str = ""
    email: str = ""
    unit: str = ""
    mark: str = ""
    minutes: int | None = None
    problem: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a file tells: its people, and whether it tells marks or minutes."""

    rows: list[SheetRow]
    has_marks: bool
    has_minutes: bool


class SheetError(RefusedError):
    """The file cannot be read as a list of people."""


def read_list(content: bytes) -> Sheet:
    """The people of an XLSX or CSV file; raises SheetError, which says what to mend."""
    lines = list(_table_of(content) if content.startswith(b"PK\x03\x04") else _text_of(content))
    at, columns = _head_of(lines)
    found = [
        row
        for number, line in enumerate(lines[at + 1 :], start=at + 2)
        if (row := _row(number, line, columns)) is not None
    ]
    if len(found) > MAX_ROWS:
        raise SheetError(
            _("The list has more than %(count)d rows. Divide it into several files.")
            % {"count": MAX_ROWS}
        )
    if not found:
        raise SheetError(_("The list holds nobody below its heads."))
    has_minutes = MINUTES in columns
    rows = _together(found) if has_minutes else found
    return Sheet(rows=rows, has_marks=MARK in columns, has_minutes=has_minutes)


# --- files ---------------------------------------------------------------------------------------


def _table_of(content: bytes) -> Iterator[list[Any]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- a large library, needed by this act only

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        limits = {"max_row": MAX_ROWS + _HEAD_WITHIN + 1, "max_col": _MAX_COLUMNS}
        yield from (list(line) for line in book.worksheets[0].iter_rows(values_only=True, **limits))
        book.close()
    except Exception as error:
        raise SheetError(
            _("The spreadsheet cannot be read. Save it as XLSX again and choose the new file.")
        ) from error


def _text_of(content: bytes) -> Iterator[list[Any]]:
    text = _decoded(content)
    head = next((line for line in text.splitlines() if _BY_HEAD.keys() & _cells(line)), "")
    delimiter = max("\t;,", key=head.count)
    try:
        yield from list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[
            : MAX_ROWS + _HEAD_WITHIN + 1
        ]
    except csv.Error as error:
        raise SheetError(
            _("The file cannot be read as CSV. Save it as XLSX and choose the new file.")
        ) from error


def _cells(line: str) -> set[str]:
    return {fold(cell) for cell in re.split(r"[\t;,]", line)}


def _decoded(content: bytes) -> str:
    """Meetings write UTF-16, spreadsheets UTF-8; older ones the Vietnamese code page."""
    codecs = (
        ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1258"]
    )
    for codec in codecs:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetError(_("The file must be XLSX or CSV."))


# --- rows ----------------------------------------------------------------------------------------


def _head_of(lines: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """The row with the heads, and which column is what; the first of two alike counts."""
    for at, line in enumerate(lines[:_HEAD_WITHIN]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(line):
            key = _BY_HEAD.get(fold(str(cell)) if cell is not None else "")
            if key is not None:
                columns.setdefault(key, place)
        if NAME in columns:
            return at, columns
    raise SheetError(
        _("No column “Họ và tên” is found in the first rows. Name the columns as the help says.")
    )


def _row(number: int, line: Sequence[Any], columns: Mapping[str, int]) -> SheetRow | None:
    def cell(key: str) -> str:
        place = columns.get(key)
        value = line[place] if place is not None and place < len(line) else None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else clean_line(str(value))

    name = cell(NAME)
    if not name or not fold(name):
        return None
    values: dict[str, Any] = {"number": number, "name": name[:150]}
    values |= {"phone": cell(PHONE)[:20], "email": cell(EMAIL)[:254], "unit": cell(UNIT)[:150]}
    if said := fold(cell(MARK)) or ("x" if cell(MARK) else ""):
        mark = _MARKS.get(said)
        values["mark"] = mark or ""
        if mark is None:
            values["problem"] = _("The mark “%(said)s” is not understood") % {"said": cell(MARK)}
    if told := cell(MINUTES):
        minutes = minutes_of(told)
        values["minutes"] = minutes
        if minutes is None:
            values["problem"] = _("The time “%(said)s” is not understood") % {"said": told}
    return SheetRow(**values)


def minutes_of(text: str) -> int | None:
    """Whole minutes of “52”, “1:05:30”, “1h 2m 3s” or “1 giờ 2 phút”; None when it is no time."""
    if re.fullmatch(r"[0-9]+([.,][0-9]+)?", text):
        return round(float(text.replace(",", ".")))
    if match := re.fullmatch(r"([0-9]+):([0-9]{2}):[0-9]{2}", text):
        return int(match[1]) * 60 + int(match[2])
    words, total = fold(text), 0.0
    for unit, factor in _UNITS:
        if match := re.search(rf"\b([0-9]+) ?(?:{unit})\b", words):
            total += int(match[1]) * factor
            words = words.replace(match[0], " ", 1)
    return None if words.strip() or not total else int(total)


def _together(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Who left a meeting and came back has several rows: their minutes are added up."""
    found: dict[tuple[str, str], SheetRow] = {}
    for row in rows:
        key = (fold(row.name), row.email.casefold())
        known = found.get(key)
        if known is None:
            found[key] = row
        elif row.minutes is not None:
            minutes = (known.minutes or 0) + row.minutes
            found[key] = SheetRow(**{**known.plain(), "minutes": minutes})
    return list(found.values())
