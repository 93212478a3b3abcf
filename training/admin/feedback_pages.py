"""Admin pages of the answers about a class or a course: charts, tables, words, a file."""

import csv
import io

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from portal import audit
from portal.text import plain_cell, slug
from training.domain import feedback
from training.enums import SurveyKind
from training.models import CourseRun

PERMISSION = "training.view_survey"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FeedbackPages:
    """Mixed into the admin of classes and of courses; no page tells whose answer it is."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"training_{self.opts.model_name}"
        return [
            path("<int:pk>/survey/", view(self.survey_view), name=f"{name}_survey"),
            path(
                "<int:pk>/survey/<str:form>/",
                view(self.survey_file_view),
                name=f"{name}_survey_file",
            ),
            *super().get_urls(),
        ]

    def survey_view(self, request, pk):
        """Charts with their tables, then what people wrote."""
        thing = self._surveyed(request, pk)
        is_run = isinstance(thing, CourseRun)
        parts = [_part(thing, kind, is_run=is_run) for kind in SurveyKind]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": thing,
            "title": _("Survey"),
            "parts": parts,
            "is_run": is_run,
            "least": feedback.MIN_ANSWERS,
        }
        return TemplateResponse(request, "admin/training/survey.html", context)

    def survey_file_view(self, request, pk, form):
        """The same as a table; a line in the log says who took it."""
        thing = self._surveyed(request, pk)
        if form not in {"csv", "xlsx"}:
            raise Http404
        table = [[plain_cell(cell) for cell in row] for row in feedback.table_of(thing)]
        audit.record(thing, "export_survey", actor=request.user, rows=len(table) - 1)
        response = _as_csv(table) if form == "csv" else _as_xlsx(table)
        name = f"khao-sat-{slug(thing.slug)}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def _surveyed(self, request, pk):
        thing = self.get_object(request, str(pk))
        if thing is None:
            raise Http404
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return thing


def _part(thing, kind, *, is_run):
    summary = (feedback.summary_of if is_run else feedback.course_summary)(thing, kind)
    return {
        "kind": kind,
        "summary": summary,
        "texts": feedback.texts_of(thing, kind) if is_run else [],
        "runs": [] if is_run else feedback.shown_runs(thing, kind),
    }


def _as_csv(table):
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    csv.writer(response).writerows(table)
    return response


def _as_xlsx(table):
    from openpyxl import Workbook  # noqa: PLC0415 -- a large library, needed by this act only

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Survey"))
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCD", (28, 34, 60, 12), strict=True):
        sheet.column_dimensions[column].width = width
    for number, row in enumerate(table):
        *words, count = row
        # numbers stay numbers, but not the head's word
        sheet.append([*words, int(count) if number and count.isdecimal() else count])
    out = io.BytesIO()
    book.save(out)
    return HttpResponse(out.getvalue(), content_type=XLSX)
