"""A table typed without a script: rows of boxes, a few of them spare, read cell by cell."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.tables import NUMERIC, cell_text, stored_list, table_of
from contests.enums import ColumnKind
from contests.validators import MAX_ROWS
from portal.numbers import MoneyField, NumberField
from portal.text import clean_line

FEWEST_ROWS = 3
SPARE_ROWS = 1
MAX_CELL = 300


class TableWidget(forms.Widget):
    """Boxes named ``<name>-<row>-<column>``; ``<name>-rows`` says how many rows came."""

    template_name = "contests/widgets/table.html"
    use_fieldset = True

    def __init__(self, *, columns, fields, max_rows, attrs=None):
        super().__init__(attrs)
        self.columns = columns
        self.fields = fields
        self.max_rows = max_rows
        self.spare = SPARE_ROWS

    def value_from_datadict(self, data, files, name):
        count = data.get(f"{name}-rows", "0")
        rows = min(int(count), MAX_ROWS) if count.isascii() and count.isdecimal() else 0
        return [
            [data.get(f"{name}-{row}-{column}", "") for column in range(len(self.columns))]
            for row in range(rows)
        ]

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-rows" not in data

    def id_for_label(self, id_):
        return f"{id_}_0_0" if id_ else id_

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        given = _without_blank_end(value or [])
        wanted = min(self.max_rows, max(FEWEST_ROWS, len(given) + self.spare))
        # Rows from before the limit was lowered stay in sight: nothing is cut silently.
        count = max(len(given), wanted)
        rows = [*given, *([[""] * len(self.columns)] * (count - len(given)))]
        id_ = context["widget"]["attrs"].get("id", "")
        context["widget"] |= {
            "heads": [(column.heading, column.kind in NUMERIC) for column in self.columns],
            "rows": [self._row(name, id_, number, row) for number, row in enumerate(rows)],
            "row_count": count,
            "has_room": count < self.max_rows,
            "max_rows": self.max_rows,
            "totals": self._totals(given),
        }
        return context

    def _row(self, name, id_, number, row):
        cells = [
            {
                "name": f"{name}-{number}-{place}",
                "id": f"{id_}_{number}_{place}",
                "label": f"{column.heading}, {_('row %(n)d') % {'n': number + 1}}",
                "heading": column.heading,
                "value": cell,
                "inputmode": _KEYS.get(column.kind),
                "is_number": column.kind in NUMERIC,
                "is_invalid": _read(field, cell)[1] is not None,
            }
            for place, (column, field, cell) in enumerate(
                zip(self.columns, self.fields, row, strict=True)
            )
        ]
        return {"number": number + 1, "cells": cells}

    def _totals(self, rows):
        """Sums of what can be read so far, as the cells of the last row."""
        if not any(column.has_total for column in self.columns):
            return []
        read = [
            [_read(field, cell)[0] for field, cell in zip(self.fields, row, strict=True)]
            for row in rows
        ]
        return table_of(self.columns, stored_list(read)).total_cells


class TableField(forms.Field):
    """Rows of a table; cleans to the stored text, numbers normalised and empty rows left out."""

    default_error_messages = {"required": gettext_lazy("Fill in at least one row of the table")}

    def __init__(self, *, columns, max_rows, stored, **kwargs):
        self.columns = columns
        self.max_rows = max_rows
        self.cell_fields = [_cell_field(column) for column in columns]
        widget = TableWidget(columns=columns, fields=self.cell_fields, max_rows=max_rows)
        initial = [_shown(columns, row) for row in stored]
        super().__init__(widget=widget, initial=initial, **kwargs)

    def clean(self, value):
        value = _without_blank_end(value)
        errors, rows = [], []
        if len(value) > self.max_rows:
            errors.append(_("The table takes at most %(limit)d rows") % {"limit": self.max_rows})
        for number, row in enumerate(value, start=1):
            read = [_read(field, cell) for field, cell in zip(self.cell_fields, row, strict=True)]
            errors += [
                _("Row %(n)d, %(column)s: %(message)s")
                % {"n": number, "column": column.heading, "message": error}
                for column, (_text, error) in zip(self.columns, read, strict=True)
                if error is not None
            ]
            if any(text for text, _error in read):
                rows.append([text for text, _error in read])
        if errors:
            raise ValidationError(errors)
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        return stored_list(rows)


_KEYS = {ColumnKind.NUMBER: "decimal", ColumnKind.MONEY: "numeric"}


def _cell_field(column):
    if column.kind == ColumnKind.NUMBER:
        return NumberField(max_digits=15, decimal_places=2, required=False)
    if column.kind == ColumnKind.MONEY:
        return MoneyField(required=False)
    return CellField(required=False)


class CellField(forms.CharField):
    """A cell of text: one line, with a limit that the browser does not cut at."""

    def to_python(self, value):
        return clean_line(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if len(value) > MAX_CELL:
            raise ValidationError(
                _("Enter at most %(limit)d characters (now %(count)d)")
                % {"limit": MAX_CELL, "count": len(value)}
            )


def _read(field, cell):
    """A typed cell as its stored text, and what is wrong with it if anything."""
    try:
        value = field.clean(cell)
    except ValidationError as error:
        return "", error.messages[0]
    if value is None:
        return "", None
    return (value if isinstance(value, str) else f"{value.normalize():f}"), None


def _shown(columns, row):
    """A stored row for its boxes: numbers get their dots."""
    cells = (row + [""] * len(columns))[: len(columns)]
    kinds = [ColumnKind.NUMBER if c.kind in NUMERIC else ColumnKind.TEXT for c in columns]
    return [cell_text(kind, cell) for kind, cell in zip(kinds, cells, strict=True)]


def _without_blank_end(rows):
    last = max((n for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)), default=0)
    return rows[:last]
