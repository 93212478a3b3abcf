"""The spreadsheet of actors: its columns, the template to fill in, and reading one that came back."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ecosystem.enums import OrganizationKind, StartupStage
from ecosystem.models import Field, Locality, SupportKind
from portal.text import clean_text, fold
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# More is not typed by hand; the page of the dry run must stay readable.
MAX_ROWS: Final = 2_000
_FIRST_ROW: Final = 2


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its head is part of the file's format, in Vietnamese whatever the language."""

    key: str
    head: str
    hint: str
    width: int = 24
    is_many: bool = False


COLUMNS: Final = (
    Column(
        key="name",
        head="Tên tác nhân",
        hint="Bắt buộc. Tên đầy đủ; dòng trùng tên là sửa hồ sơ đã có.",
        width=40,
    ),
    Column(
        key="kind", head="Loại tác nhân", hint="Bắt buộc với hồ sơ mới. Chọn theo trang Danh mục."
    ),
    Column(key="short_name", head="Tên viết tắt", hint="Tối đa 60 ký tự."),
    Column(key="summary", head="Tóm tắt một dòng", hint="Tối đa 250 ký tự.", width=40),
    Column(key="description", head="Giới thiệu", hint="Văn bản thường.", width=40),
    Column(
        key="support_offered", head="Hỗ trợ cung cấp", hint="Mỗi ý một dòng (Alt+Enter).", width=40
    ),
    Column(
        key="supports",
        head="Loại hỗ trợ",
        hint="Theo trang Danh mục, cách nhau bằng dấu chấm phẩy.",
        is_many=True,
    ),
    Column(
        key="fields",
        head="Lĩnh vực",
        hint="Theo trang Danh mục, cách nhau bằng dấu chấm phẩy.",
        is_many=True,
    ),
    Column(
        key="stages",
        head="Giai đoạn phù hợp",
        hint="Theo trang Danh mục, cách nhau bằng dấu chấm phẩy.",
        is_many=True,
    ),
    Column(key="locality", head="Xã, phường", hint="Xã, phường hiện nay, ví dụ: phường Đông Kinh."),
    Column(key="address", head="Địa chỉ", hint="Địa chỉ trụ sở.", width=40),
    Column(key="phone", head="Điện thoại cơ quan", hint="Không nhập số riêng của cá nhân."),
    Column(key="email", head="Thư điện tử cơ quan", hint="Không nhập địa chỉ riêng của cá nhân."),
    Column(key="website", head="Trang thông tin điện tử", hint="Bắt đầu bằng https://"),
    Column(key="valid_from", head="Hoạt động từ ngày", hint="Dạng ngày/tháng/năm."),
    Column(
        key="verified_on",
        head="Ngày xác minh",
        hint="Dạng ngày/tháng/năm; ngày cán bộ kiểm tra thông tin.",
    ),
    Column(key="source", head="Nguồn", hint="Ai cung cấp, xem ở đâu.", width=30),
    Column(key="note", head="Ghi chú", hint="Hiện công khai bên cạnh hồ sơ.", width=30),
)
_BY_HEAD: Final = {fold(column.head): column for column in COLUMNS}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands in one cell, and where."""

    place: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row that holds anything, by column."""

    number: int
    cells: Mapping[str, Cell]


class SheetError(RefusedError):
    """The file cannot be read as a spreadsheet of actors."""


def read_sheet(content: bytes) -> list[SheetRow]:
    """Return the rows of the first sheet; raises SheetError, which says what to mend."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- a large library, needed by this act only

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = list(sheet.iter_rows(max_row=MAX_ROWS + _FIRST_ROW, max_col=100))
        book.close()
    except Exception as error:
        raise SheetError(
            _("The spreadsheet cannot be read. Save it as XLSX again and choose the new file.")
        ) from error
    columns = _columns(lines[0] if lines else ())
    rows = [row for line in lines[1:] if (row := _row(line, columns)) is not None]
    if len(rows) > MAX_ROWS:
        raise SheetError(
            _("The spreadsheet has more than %(count)d rows. Divide it into several files.")
            % {"count": MAX_ROWS}
        )
    if not rows:
        raise SheetError(_("The first sheet holds no rows below the heads."))
    return rows


def _columns(heads: Iterable[Any]) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for place, cell in enumerate(heads):
        if cell.value in (None, ""):
            continue
        column = _BY_HEAD.get(fold(str(cell.value)))
        if column is None:
            raise SheetError(
                _(
                    "Cell %(cell)s: the column “%(head)s” is not known. Use the heads of the template."
                )
                % {"cell": cell.coordinate, "head": cell.value}
            )
        if column in found.values():
            raise SheetError(
                _("Cell %(cell)s: the column “%(head)s” stands twice.")
                % {"cell": cell.coordinate, "head": cell.value}
            )
        found[place] = column
    if not any(column.key == "name" for column in found.values()):
        raise SheetError(
            _("The first row of the first sheet must hold the heads, among them “%(head)s”.")
            % {"head": COLUMNS[0].head}
        )
    return found


def _row(line: tuple[Any, ...], columns: Mapping[int, Column]) -> SheetRow | None:
    cells = {
        column.key: Cell(place=line[place].coordinate, value=_value(line[place].value))
        for place, column in columns.items()
        if place < len(line) and _value(line[place].value) not in (None, "")
    }
    if not cells:
        return None
    number = next(cell.row for cell in line if cell.value not in (None, ""))
    return SheetRow(number=number, cells=cells)


def _value(value: Any) -> Any:
    """Text cleaned, dates as days, numbers as they are written."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or value is None:
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_text(str(value)).strip()


# --- the template ------------------------------------------------------------------------------


def template_workbook() -> bytes:
    """An empty spreadsheet with heads and hints, and a sheet of what may be chosen."""
    from openpyxl import Workbook  # noqa: PLC0415 -- as above
    from openpyxl.comments import Comment  # noqa: PLC0415 -- as above
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as above

    book = Workbook()
    sheet = book.active
    sheet.title = "Tác nhân"
    sheet.freeze_panes = "B2"
    for number, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=1, column=number, value=column.head)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.comment = Comment(column.hint, "Cổng khởi nghiệp")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    guide = book.create_sheet("Hướng dẫn")
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 30, 90
    guide.append(["Cột", "Cách điền"])
    for column in COLUMNS:
        guide.append([column.head, column.hint])
    guide.append([])
    guide.append(
        [
            "Ô để trống",
            "Hồ sơ đã có giữ nguyên thông tin cũ; không có cách nào xóa thông tin bằng tệp này.",
        ]
    )
    lists = book.create_sheet("Danh mục")
    for number, (head, values) in enumerate(_lists().items(), start=1):
        lists.column_dimensions[get_column_letter(number)].width = 34
        for row, value in enumerate([head, *values], start=1):
            lists.cell(row=row, column=number, value=value).font = Font(bold=row == 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lists() -> dict[str, list[str]]:
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "Loại tác nhân": [str(kind.label) for kind in OrganizationKind],
            "Loại hỗ trợ": [row.name for row in SupportKind.objects.all()],
            "Lĩnh vực": [row.name for row in Field.objects.all()],
            "Giai đoạn phù hợp": [str(stage.label) for stage in StartupStage],
            "Xã, phường": [str(row) for row in Locality.objects.current().order_by("folded")],
        }
