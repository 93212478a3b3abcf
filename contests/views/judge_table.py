"""The table in which a judge scores a live round: every entry on one page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from contests.domain import judging, scoring
from contests.domain.scales import RoundScales
from contests.forms.judge_table import ScoreTableForm, stored_line
from contests.models import Assignment, Score, ScoreSheet
from contests.views.background import is_autosave, refused_in_background, saved_in_background
from contests.views.judge import BAD_INPUT, RoundPageMixin, counter
from portal.workflow import RefusedError

ROWS = 30
EVERY_ROW = "all"


class JudgeTableView(RoundPageMixin, TemplateView):
    """One row per entry, one column per criterion; a row is saved alone or with all others."""

    template_name = "contests/judge_table.html"

    @cached_property
    def page(self):
        rows = (
            Assignment.objects.for_judge(self.request.user)
            .filter(entry__round=self.round)
            .select_related("judge", "sheet", "entry__application", "entry__round")
            .prefetch_related(Prefetch("sheet__scores", queryset=Score.objects.order_by("pk")))
            .order_by("entry__running_order", "entry__pk")
        )
        return Paginator(rows, ROWS).get_page(self.request.GET.get("page"))

    @cached_property
    def scales(self):
        return RoundScales.of(self.round)

    def get_form(self, data=None):
        return ScoreTableForm(
            data,
            assignments=self.page.object_list,
            scales=self.scales,
            may_write=self.is_open(),
        )

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        form.is_valid()
        saved = self.save(form)
        if is_autosave(request):
            return self.answer_in_background(form, saved)
        form.continue_after(saved)
        waiting = [row for row in form.changed_rows() if row.pk not in saved]
        if saved:
            text = ngettext("%(n)d sheet is saved.", "%(n)d sheets are saved.", len(saved))
            messages.success(request, text % {"n": len(saved)})
        if form.errors or waiting:
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=BAD_INPUT if form.errors else 200)
        return redirect(request.get_full_path())

    def save(self, form):
        """Save the row whose button was pressed, or every changed one; tell what is refused."""
        wanted = self.request.POST.get("save", EVERY_ROW)
        saved = {}
        for row in form.changed_rows():
            if wanted not in {EVERY_ROW, str(row.pk)} or not form.is_row_valid(row):
                continue
            try:
                saved[row.pk] = judging.save_sheet(
                    row,
                    judge=self.request.user,
                    written=form.written(row),
                    version=form.version_of(row),
                )
            except judging.SheetChangedError as error:
                self.tell_what_is_stored(form, row, error)
            except RefusedError as error:
                form.refuse_row(row, str(error.message))
        return saved

    def tell_what_is_stored(self, form, row, error):
        """Show the other window's points beside those typed here."""
        stored = ScoreSheet.objects.prefetch_related("scores").filter(assignment=row).first()
        if stored is None:
            form.refuse_row(row, _("Open the score sheet again before saving"))
            return
        line = stored_line(form.criteria_of(row), stored)
        told = _("Stored now: %(points)s. Saving again keeps what stands in this row.")
        form.refuse_row(row, f"{error.message} {told % {'points': line}}", stored=stored)

    def answer_in_background(self, form, saved):
        if form.row_errors:
            return refused_in_background(next(iter(form.row_errors.values())))
        return saved_in_background(
            max((sheet.updated_at for sheet in saved.values()), default=timezone.now()),
            seen=form.mark_after(saved),
            errors=form.errors,
            note=_("Not saved yet: boxes with an error.") if form.errors else "",
        )

    def get_context_data(self, **kwargs):
        form = kwargs.setdefault("form", self.get_form())
        rows = form.rows()
        for row in rows:
            division = row.assignment.entry.application.division_id
            row.total = total_of(row, form)
            row.highest = self.scales.highest_of_sheet(division)
        return super().get_context_data(
            rows=rows,
            criteria=self.scales.columns,
            page_obj=self.page,
            counter=counter(self.round, self.request.user),
            breadcrumbs=self.crumbs((_("Score table"), None)),
            **kwargs,
        )


def total_of(row, form):
    """The weighted total of what stands in the row, valid or stored."""
    if form.is_bound and row.is_open:
        points = form.written(row.assignment).points
    else:
        points = form.points_of(row.assignment)
    known = {pk: value for pk, value in points.items() if value is not None}
    return scoring.shown(scoring.partial_total(known, form.specs_of(row.assignment)))
