"""Frozen results to look things up in: every figure in words, none can be changed."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.admin.filters import EntryRoundFilter
from contests.admin.rounds import ReadOnlyRecordAdmin
from contests.domain.explanation import explain
from contests.domain.scoring import shown
from contests.models import ResultVersion, RoundResult
from portal.numbers import format_number


@admin.register(RoundResult)
class RoundResultAdmin(ReadOnlyRecordAdmin):
    list_display = ("reference", "project", "round", "rank", "total", "sheet_count", "outcome")
    list_filter = ("outcome", EntryRoundFilter)
    list_select_related = ("entry__application", "entry__round__contest")
    search_fields = ("entry__application__reference", "entry__application__title")
    ordering = ("-entry__round__contest__year", "entry__round__order", "rank", "pk")
    fieldsets = [
        (None, {"fields": ["entry", "division", "why"]}),
        (
            gettext_lazy("Rank"),
            {
                "fields": [
                    "rank",
                    "is_tied",
                    "tie_note",
                    "tie_position",
                    "tie_decision",
                    "has_zero",
                    "passes",
                ]
            },
        ),
        (
            gettext_lazy("Points"),
            {
                "fields": [
                    "total",
                    "parts_of_the_total",
                    "means",
                    "sheets",
                    "sheet_count",
                    "dropped_count",
                    "spread",
                    "middle",
                    "adjusted",
                    "flag_words",
                ]
            },
        ),
        (
            gettext_lazy("Outcome"),
            {
                "fields": [
                    "outcome",
                    "outcome_reason",
                    "outcome_decision",
                    "reserve_position",
                    "called_up_at",
                    "call_up_reason",
                    "call_up_decision",
                ]
            },
        ),
    ]
    readonly_fields = ["why", "parts_of_the_total", "means", "sheets", "middle", "flag_words"]

    def _entry(self, row):
        return row.entry

    @staticmethod
    def _explained(row):
        """What was frozen of the row, read once for a page."""
        if not hasattr(row, "explained"):
            round_ = row.entry.round
            version = ResultVersion.objects.filter(round=round_, set_aside_at=None).first()
            row.explained = explain(round_, row.entry_id, version)
        return row.explained

    @admin.display(description=gettext_lazy("how the result came about"))
    def why(self, row):
        version = self._explained(row).version
        if version is None:
            return "–"
        address = reverse(
            "admin:contests_round_explanation",
            args=[row.entry.round_id, version.number, row.entry_id],
        )
        return format_html('<a href="{}">{}</a>', address, _("Sheets, sums, rules and ties"))

    @admin.display(description=gettext_lazy("parts of the mean"))
    def parts_of_the_total(self, row):
        explained = self._explained(row)
        if explained.judges is None:
            return "–"
        said = [_("mean of the counted sheets %(mean)s") % {"mean": _number(explained.judges)}]
        if explained.organisers:
            points = _number(explained.organisers)
            said.append(_("organisers' points %(points)s") % {"points": points})
        return " + ".join(said)

    @admin.display(description=gettext_lazy("means per criterion"))
    def means(self, row):
        return _listed(map(_criterion_in_words, self._explained(row).criteria))

    @admin.display(description=gettext_lazy("sheet by sheet"))
    def sheets(self, row):
        return _listed(map(_sheet_in_words, self._explained(row).sheets))

    @admin.display(description=gettext_lazy("median of the judges' totals"))
    def middle(self, row):
        return _number(self._explained(row).median)

    @admin.display(description=gettext_lazy("to be looked at"))
    def flag_words(self, row):
        return "; ".join(self._explained(row).flags) or "–"


def _listed(sentences):
    """One below the other; a list would stand far to the right on Django's forms."""
    return format_html_join("", "<div>{}</div>", [(text,) for text in sentences]) or "–"


def _number(value):
    """As score tables print it."""
    return "–" if value is None else format_number(shown(value))


def _criterion_in_words(line):
    said = _("%(name)s: %(mean)s of %(max)s points, coefficient %(weight)s") % {
        "name": line.name,
        "mean": _number(line.mean),
        "max": _number(line.highest),
        "weight": _number(line.weight),
    }
    marks = (
        (line.part_of, _("part of “%(whole)s”") % {"whole": line.part_of}),
        (line.is_sum, _("sum of its parts")),
        (line.is_noted, _("only noted")),
        (line.by_organisers, _("scored by the organisers")),
        (line.is_zero_bar, _("a mean of 0 eliminates")),
    )
    return "; ".join([said, *(words for is_so, words in marks if is_so)])


def _sheet_in_words(sheet):
    said = [f"{sheet.judge}: {_number(sheet.total)}", str(sheet.fate.label)]
    if sheet.is_outlier:
        said.append(_("far from the others"))
    if sheet.paper:
        said.append(sheet.paper["words"])
    return "; ".join(said)
