"""Pages of the administration: its language; and those that join training and the contest."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from contests.enums import RoundState
from contests.models import Round
from portal import display
from portal.page_cache import changes_nothing
from portal.site import training_figures, training_links, training_report
from portal.site.staff_forms import (
    AttendancePointsForm,
    LanguageForm,
    RoundChoiceForm,
    TrainingReportForm,
)
from portal.workflow import RefusedError
from training.domain import figures, run_invitations
from training.domain.attended import Wanted
from training.models import CourseRun


@method_decorator(admin.site.admin_view, name="dispatch")
class StaffPage(View):
    """A page below /admin/: its frame, and who may open it."""

    permissions: tuple[str, ...] = ()
    template_name = ""

    def dispatch(self, request, *args, **kwargs):
        for permission in self.permissions:
            if not request.user.has_perm(permission):
                raise PermissionDenied(permission)
        return super().dispatch(request, *args, **kwargs)

    def page(self, *, status=200, **context):
        context = {**admin.site.each_context(self.request), **context}
        return TemplateResponse(self.request, self.template_name, context, status=status)


@method_decorator(changes_nothing, name="dispatch")
class LanguageView(StaffPage):
    """Read the administration in the other language from now on, on every device."""

    http_method_names = ["post"]

    def post(self, request):
        form = LanguageForm(request.POST, instance=request.user)
        if form.is_valid():
            request.user.save(update_fields=["language"])
        return redirect(display.way_back(request))


class TrainingReportView(StaffPage):
    """Every count of training by what staff choose, as it is; the same as files."""

    permissions = (training_report.PERMISSION,)
    template_name = "admin/site/training_report.html"

    def get(self, request):
        """What is chosen stands in the address."""
        form = TrainingReportForm(request.GET)
        wanted = form.wanted() if form.is_valid() else Wanted()
        rows, is_demo = training_figures.counted_rows(wanted)
        return self.page(
            status=200 if form.is_valid() else 422,
            form=form,
            totals=figures.totals(rows),
            tables=training_figures.shown_tables(figures.report(rows)),
            progress=training_figures.progress(),
            history=training_figures.history(),
            definitions=figures.definitions(),
            words=training_report.wanted_words(wanted),
            is_demo=is_demo,
            title=_("Report of training"),
        )

    def post(self, request):
        """Make the files of what the address chooses."""
        form = TrainingReportForm(request.GET)
        if not form.is_valid():
            return self.get(request)
        job = training_report.start_report(form.wanted(), actor=request.user)
        return redirect(reverse("admin:portal_backgroundjob_change", args=[job.pk]))


class RunGuestsView(StaffPage):
    """Who was asked to a class, who of them registered and came; whom else to ask."""

    permissions = (run_invitations.INVITE,)
    template_name = "admin/site/run_guests.html"

    def get(self, request, pk, form=None):
        """The list, and the teams of the round that the address names."""
        run = self._run(pk)
        may_invite = request.user.has_perm("contests.run_round")
        if may_invite and form is None:
            form = RoundChoiceForm(
                request.GET if "round" in request.GET else None,
                rounds=training_links.rounds_to_invite_from(),
            )
        chosen = form.chosen() if may_invite and form.is_bound and form.is_valid() else None
        return self.page(
            status=422 if form is not None and form.errors else 200,
            run=run,
            answers=run_invitations.answers(run),
            form=form if may_invite else None,
            chosen=chosen,
            guests=training_links.promoted(chosen) if chosen else [],
            title=_("Invited people"),
        )

    def post(self, request, pk):
        """Ask the teams of the chosen round that were not asked before."""
        run = self._run(pk)
        if not request.user.has_perm("contests.run_round"):
            raise PermissionDenied("contests.run_round")
        form = RoundChoiceForm(request.POST, rounds=training_links.rounds_to_invite_from())
        if form.is_valid():
            try:
                asked = training_links.invite_promoted(run, form.chosen(), actor=request.user)
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                messages.success(request, _asked_words(asked))
                return redirect("site_staff:run_guests", run.pk)
        return self.get(request, pk, form=form)

    def _run(self, pk):
        rows = CourseRun.objects.select_related("course", "locality", "organizer")
        return get_object_or_404(rows, pk=pk)


def _asked_words(asked):
    if not asked:
        return _("Everybody was asked before, or is registered: no mail was sent.")
    return ngettext(
        "%(n)d invitation is on its way.", "%(n)d invitations are on their way.", asked
    ) % {"n": asked}


class AttendancePointsView(StaffPage):
    """Points that would follow from the attendance of a class, to be looked at and taken over."""

    permissions = ("contests.view_pending_result", "training.view_courserun")
    template_name = "admin/site/attendance_points.html"

    def get(self, request, pk, problem=""):
        """The proposals for what the address chooses; nothing is written."""
        round_, form = self._asked(pk)
        criterion, run = form.chosen() if form.is_bound and form.is_valid() else (None, None)
        return self.page(
            status=422 if problem or (form.is_bound and form.errors) else 200,
            round=round_,
            form=form,
            criterion=criterion,
            run=run,
            rule=training_links.rule_text(criterion) if criterion else "",
            proposals=training_links.proposals(round_, criterion, run) if criterion else [],
            may_enter=self._may_enter(round_),
            problem=problem,
            title=_("Points for attendance"),
        )

    def post(self, request, pk):
        """Write the proposals with a tick, all or none."""
        round_, form = self._asked(pk)
        if not self._may_enter(round_):
            raise PermissionDenied("contests.run_round")
        if not (form.is_bound and form.is_valid()):
            raise Http404
        criterion, run = form.chosen()
        try:
            written = training_links.take_over(
                round_, criterion, run, request.POST.getlist("take"), actor=request.user
            )
        except RefusedError as refused:
            return self.get(request, pk, problem=str(refused.message))
        text = ngettext("%(n)d entry has new points.", "%(n)d entries have new points.", written)
        messages.success(request, text % {"n": written})
        return redirect(
            f"{reverse('site_staff:attendance_points', args=[pk])}?{urlencode(form.data.dict())}"
        )

    def _asked(self, pk):
        round_ = get_object_or_404(Round.objects.select_related("contest"), pk=pk)
        asked = self.request.GET
        form = AttendancePointsForm(
            asked if "run" in asked else None,
            criteria=training_links.criteria_to_fill(round_),
            runs=training_links.runs_to_choose(),
        )
        return round_, form

    def _may_enter(self, round_):
        return round_.state == RoundState.OPEN and self.request.user.has_perm(
            "contests.run_round", round_
        )
