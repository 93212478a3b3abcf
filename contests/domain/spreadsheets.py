"""The spreadsheet of applications: chosen columns, real types, members on a second sheet."""

from __future__ import annotations

import io
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.export_columns import DAY, MEMBERS, TEXT, columns_of, for_spreadsheet
from contests.domain.identity import phone_text
from contests.models import Application, Contest
from portal import audit, jobs
from portal.jobs import Outcome, Report, job
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portal.models import BackgroundJob
    from portal.reports import ReportTable

KIND = "contests.applications_xlsx"
PERMISSION = "contests.export_application"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What one cell of a spreadsheet can hold.
_CELL_LIMIT = 32_767
_BATCH = 100
_WIDEST, _NARROWEST = 60, 12
# Marks that the name of a sheet can hold.
_SHEET_NAME = 31
NUMBER = "#,##0"


def start_spreadsheet(
    ids: Sequence[int],
    *,
    contest: Contest | None,
    columns: Sequence[str],
    filters: str,
    actor: Any,
) -> BackgroundJob:
    """Ask for the spreadsheet of these applications, in this order; refused when there are none."""
    if not ids:
        raise RefusedError(_("The list holds no application to export."))
    params = {
        "ids": list(ids),
        "contest": contest.pk if contest else None,
        "columns": list(columns),
        "filters": filters,
    }
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Spreadsheet of %(count)d applications") % {"count": len(ids)}
    return jobs.start(KIND, title=title, params=params, actor=actor)


@job(KIND, permission=PERMISSION, about=("contests.Contest", "contest"))
def build_spreadsheet(row: BackgroundJob, report: Report) -> Outcome:
    """Write the workbook to a file, row by row, and leave a line in the audit trail."""
    from openpyxl import Workbook  # noqa: PLC0415 -- a large library, needed by this act only

    require(row.requested_by, PERMISSION)
    params = row.params
    contest = Contest.objects.filter(pk=params["contest"]).first()
    columns = [column for column in columns_of(contest) if column.key in params["columns"]]
    book = Workbook(write_only=True)
    main = _sheet(book, _("Applications"), [column.label for column in columns])
    people = _members_sheet(book) if MEMBERS in params["columns"] else None
    done = 0
    for application in _loaded(params["ids"], row.requested_by):
        main.append([_cell(main, c.value(application), c.number_format) for c in columns])
        if people is not None:
            _append_people(people, application)
        done += 1
        report(done, len(params["ids"]))
    path = report.folder / "applications.xlsx"
    book.save(path)
    audit.record(
        row.requested_by,
        "export_applications",
        actor=row.requested_by,
        rows=done,
        columns=", ".join(params["columns"]),
        filters=params["filters"],
    )
    name = f"ho-so-du-thi-{timezone.localdate():%Y%m%d}.xlsx"
    return Outcome(name=name, content_type=XLSX, content=path)


def _loaded(ids: Sequence[int], person: Any) -> Iterator[Application]:
    """The applications in the order of ``ids``, a batch at a time; who may not be read is left out."""
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        rows = for_spreadsheet(Application.objects.visible_to(person).filter(pk__in=batch))
        found = {application.pk: application for application in rows}
        yield from (found[pk] for pk in batch if pk in found)


def tables_workbook(tables: Sequence[ReportTable]) -> bytes:
    """Return a workbook with one sheet a table; an empty cell was not reported."""
    from openpyxl import Workbook  # noqa: PLC0415 -- as above

    book = Workbook(write_only=True)
    for number, table in enumerate(tables, start=1):
        # A sheet's name holds 31 marks, and none of these.
        name = "".join(char for char in table.title if char not in "[]:*?/\\")
        name = shorten(f"{number}. {name}", _SHEET_NAME, placeholder="…")
        sheet = _sheet(book, name, table.heads, table.rows)
        for row in table.rows:
            sheet.append([_wrapped(_cell(sheet, value, NUMBER)) for value in row])
        if table.note:
            sheet.append([])
            sheet.append([_cell(sheet, table.note)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- sheets ------------------------------------------------------------------------------------


def _sheet(book: Any, title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]] = ()) -> Any:
    """A sheet with its head: bold, wrapped, and it stays in sight; wide enough for ``rows``."""
    from openpyxl.styles import Font  # noqa: PLC0415 -- as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as above

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, start=1):
        longest = max([len(head), *(len(str(row[number - 1] or "")) for row in rows)])
        width = min(max(longest + 4, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
    cells = [_cell(sheet, head) for head in heads]
    for cell in cells:
        cell.font = Font(bold=True)
        _wrapped(cell)
    sheet.append(cells)
    return sheet


def _wrapped(cell: Any) -> Any:
    from openpyxl.styles import Alignment  # noqa: PLC0415 -- as above

    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, value: Any, number_format: str = TEXT) -> Any:
    """A cell of the value's own type; text is text whatever it begins with, never a formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- as above
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 -- as above

    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = number_format
        return cell
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:_CELL_LIMIT])
    cell.data_type = "s"
    cell.number_format = TEXT
    return cell


def _members_sheet(book: Any) -> Any:
    heads = [
        _("Reference number"),
        _("Project name"),
        _("Full name"),
        _("Date of birth"),
        _("Role in the team"),
        _("Contribution to the project"),
        _("Phone number"),
        _("E-mail address"),
        _("Guardian"),
        _("Guardian's phone number"),
    ]
    return _sheet(book, _("Members"), heads)


def _append_people(sheet: Any, application: Application) -> None:
    for person in _people(application):
        sheet.append([_cell(sheet, value, DAY) for value in person])


def _people(application: Application) -> Iterator[list[Any]]:
    """The representative first, then the others of the team."""
    first = [application.reference or "", application.title]
    yield [
        *first,
        application.addressee,
        application.contact_birth_date,
        _("Representative"),
        "",
        phone_text(application.contact_phone),
        application.contact_email,
        application.guardian_name,
        phone_text(application.guardian_phone),
    ]
    for member in application.members.all():
        yield [
            *first,
            member.full_name,
            member.birth_date,
            member.role,
            member.contribution,
            phone_text(member.phone),
            member.email,
            member.guardian_name,
            phone_text(member.guardian_phone),
        ]
