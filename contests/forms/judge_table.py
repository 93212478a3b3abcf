"""The table of a judge's sheets: a row an entry, a box a criterion."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from contests.domain.judging import SheetEntry
from contests.enums import DONE_SHEET_STATES
from portal.numbers import ScoreField, format_number


@dataclass
class TableRow:
    """One entry of the table: its assignment, its sheet (None before the first save), its boxes."""

    assignment: object
    sheet: object
    cells: list
    total: object = None
    highest: object = None
    is_open: bool = True
    error: str = ""

    @property
    def has_error(self):
        return bool(self.error) or any(box and box.errors for _c, box, _points in self.cells)


class ScoreTableForm(forms.Form):
    """Points of many sheets at once; comments stay as they are stored.

    ``version`` says for each row which save it follows, as ``assignment:version`` pairs: a row that
    another window saved is refused alone.
    """

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, assignments, scales, may_write=True):
        self.scales = scales
        self.columns = scales.columns
        self.sheets = {row.pk: getattr(row, "sheet", None) for row in assignments}
        self.assignments = list(assignments)
        self.open = [row for row in self.assignments if may_write and self._is_open(row)]
        self.row_errors, self.stored_elsewhere = {}, {}
        super().__init__(data, initial=self._stored())
        for row in self.open:
            weights = {spec.id: spec.weight * spec.is_counted for spec in self.specs_of(row)}
            for criterion in self.criteria_of(row):
                box = self._box(row, criterion, weights.get(criterion.pk, 0))
                self.fields[name_of(row, criterion)] = box

    def criteria_of(self, row):
        """What the judge scores of this entry: a round may ask other things of a division."""
        return self.scales.for_judges(row.entry.application.division_id)

    def specs_of(self, row):
        return self.scales.specs(row.entry.application.division_id)

    def _is_open(self, row):
        sheet = self.sheets[row.pk]
        return sheet is None or sheet.state not in DONE_SHEET_STATES

    def _box(self, row, criterion, weight):
        title = row.entry.application.title
        return ScoreField(
            max_points=criterion.max_points,
            min_points=criterion.min_points,
            step=criterion.step,
            criterion_name=criterion.name,
            required=False,
            label=f"{criterion.name} – {title}",
            widget=forms.TextInput(
                attrs={
                    "class": "form-control points",
                    "data-weight": str(weight),
                    "data-max": str(criterion.max_points),
                    "data-column": str(criterion.pk),
                    "maxlength": 20,
                }
            ),
        )

    def _stored(self):
        values = {"version": _mark({pk: _version(sheet) for pk, sheet in self.sheets.items()})}
        for row in self.open:
            points = self.points_of(row)
            values |= {name_of(row, c): points.get(c.pk) for c in self.criteria_of(row)}
        return values

    def points_of(self, row):
        """Stored points of the row's sheet by criterion."""
        sheet = self.sheets[row.pk]
        return {s.criterion_id: s.points for s in sheet.scores.all()} if sheet else {}

    # --- what was typed -----------------------------------------------------------------------

    def changed_rows(self):
        """Rows in which a box differs from what is stored."""
        changed = set(self.changed_data)
        return [
            row
            for row in self.open
            if any(name_of(row, c) in changed for c in self.criteria_of(row))
        ]

    def is_row_valid(self, row):
        return not any(name_of(row, c) in self.errors for c in self.criteria_of(row))

    def version_of(self, row):
        """Which save the row follows; -1, which none is, where the page does not say."""
        pairs = (pair.partition(":") for pair in self.cleaned_data.get("version", "").split())
        found = {key: value for key, _colon, value in pairs}
        value = found.get(str(row.pk), "")
        return int(value) if value.isdecimal() else -1

    def written(self, row):
        """The row as the domain takes it, with the comments that are stored."""
        sheet, values = self.sheets[row.pk], self.initial | self.cleaned_data
        comments = {s.criterion_id: s.comment for s in sheet.scores.all()} if sheet else {}
        return SheetEntry(
            points={c.pk: values.get(name_of(row, c)) for c in self.criteria_of(row)},
            comments=comments,
            comment_for_author=sheet.comment_for_author if sheet else "",
            note_for_council=sheet.note_for_council if sheet else "",
        )

    # --- what became of it --------------------------------------------------------------------

    def mark_after(self, saved):
        """The mark of the page once ``saved`` (assignment to sheet) is stored.

        A row that holds what is stored follows it; one that waits follows what it followed.
        """
        waiting = {row.pk: max(self.version_of(row), 0) for row in self.changed_rows()}
        stored = {row.pk: _version(self.sheets[row.pk]) for row in self.open}
        return _mark(stored | waiting | {pk: sheet.version for pk, sheet in saved.items()})

    def continue_after(self, saved):
        """Let the next save of this page follow what is stored now."""
        self.data = self.data.copy()
        self.data["version"] = self.mark_after(saved | self.stored_elsewhere)

    def refuse_row(self, row, message, *, stored=None):
        """Say at the row why it was not saved; ``stored`` is what another window saved."""
        self.row_errors[row.pk] = message
        if stored is not None:
            self.stored_elsewhere[row.pk] = stored
        self.add_error(None, f"{row.entry.application.title}: {message}")

    def rows(self):
        """Every row with its boxes, or with its points where it is done."""
        is_open = {row.pk for row in self.open}
        return [
            TableRow(
                assignment=row,
                sheet=self.sheets[row.pk],
                cells=[self._cell(row, c, is_open=row.pk in is_open) for c in self.columns],
                is_open=row.pk in is_open,
                error=self.row_errors.get(row.pk, ""),
            )
            for row in self.assignments
        ]

    def _cell(self, row, criterion, *, is_open):
        if is_open and name_of(row, criterion) in self.fields:
            return criterion, self[name_of(row, criterion)], None
        return criterion, None, self.points_of(row).get(criterion.pk)


def name_of(row, criterion):
    """Name of the box of an assignment and a criterion."""
    return f"points_{row.pk}_{criterion.pk}"


def stored_line(criteria, sheet):
    """The points of a sheet in one line, to compare with what was typed."""
    points = {s.criterion_id: s.points for s in sheet.scores.all()}
    shown = [points.get(c.pk) for c in criteria]
    return "; ".join(_("none") if value is None else format_number(value) for value in shown)


def _version(sheet):
    return sheet.version if sheet else 0


def _mark(versions):
    return " ".join(f"{pk}:{version}" for pk, version in versions.items())
