"""Pages of one dossier and its score sheet, as a judge sees them."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from contests.domain import judging, paper_sheets, scoring
from contests.domain.scales import RoundScales
from contests.enums import DONE_SHEET_STATES, WAITING_PAPER_STATES, SheetState
from contests.forms.judge import ScoreSheetForm
from contests.models import Assignment, ScoreSheet
from contests.views.background import is_autosave, refused_in_background, saved_in_background
from contests.views.judge import BAD_INPUT, RoundPageMixin, counter, total_of
from portal.models import StoredFile
from portal.serving import serve_stored_file
from portal.workflow import RefusedError


class DossierPageMixin(RoundPageMixin):
    """A page about one dossier that the judge was given."""

    @cached_property
    def assignment(self):
        rows = Assignment.objects.for_judge(self.request.user).for_sheet_page()
        return get_object_or_404(
            rows.filter(entry__round=self.round),
            entry__application__public_id=self.kwargs["public_id"],
        )

    @cached_property
    def sheet(self):
        return (
            ScoreSheet.objects.prefetch_related("scores").filter(assignment=self.assignment).first()
        )

    @cached_property
    def paper(self):
        """The signed paper sheet that the secretariat typed in, if there is one."""
        return paper_sheets.current_paper(self.assignment)

    def is_on_paper(self):
        """Whether a typed sheet waits for its check: the judge writes nothing meanwhile."""
        return self.paper is not None and self.paper.state in WAITING_PAPER_STATES

    @cached_property
    def criteria(self):
        return self.scales.for_judges(self.division_id)

    @cached_property
    def scales(self):
        return RoundScales.of(self.round)

    @property
    def division_id(self):
        return self.assignment.entry.application.division_id

    @cached_property
    def specs(self):
        return self.scales.specs(self.division_id)

    def others(self):
        """What the rule of the round shows of the other judges' sheets."""
        return judging.shared_sheets(self.assignment)

    def dossier_url(self, name):
        return reverse(f"contests:{name}", args=[*self.round_args, self.kwargs["public_id"]])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            assignment=self.assignment,
            application=self.assignment.entry.application,
            sheet=self.sheet,
            paper=self.paper,
            is_on_paper=self.is_on_paper(),
            **kwargs,
        )


class JudgeSheetView(DossierPageMixin, TemplateView):
    """The dossier beside its score sheet."""

    template_name = "contests/judge_sheet.html"

    def get_form(self, data=None):
        return ScoreSheetForm(data, criteria=self.criteria, specs=self.specs, sheet=self.sheet)

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if is_autosave(request):
            return self.save_in_background(form)
        if not form.is_valid():
            return self.show(form)
        try:
            saved = judging.save_sheet(
                self.assignment,
                judge=request.user,
                written=form.written(),
                version=form.cleaned_data["version"],
            )
        except judging.SheetChangedError as error:
            form.add_error(None, str(error.message))
            differences = form.differences(self.sheet)
            form.continue_from(self.sheet)
            return self.show(form, differences=differences)
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return self.show(form)
        return self.saved(form, saved)

    def save_in_background(self, form):
        """Save what is valid; the rest waits on the page until it is put right."""
        errors = {} if form.is_valid() else form.errors
        if "version" in errors:
            return refused_in_background(errors["version"][0])
        try:
            saved = judging.save_sheet(
                self.assignment,
                judge=self.request.user,
                written=form.written(),
                version=form.cleaned_data["version"],
            )
        except RefusedError as error:
            return refused_in_background(error.message)
        return saved_in_background(
            saved.updated_at,
            seen=str(saved.version),
            errors=errors,
            note=_("Not saved yet: boxes with an error.") if errors else "",
        )

    def saved(self, form, sheet):
        """Go where the pressed button leads."""
        action = self.request.POST.get("action")
        if action == "review":
            if form.demand_all_points():
                return redirect(self.dossier_url("judge_sheet_review"))
            form.continue_from(sheet)
            return self.show(form)
        messages.success(
            self.request, _("The draft is saved. The sheet counts only once it is sent.")
        )
        if action == "next":
            return redirect(next_url(self.assignment) or self.round_url)
        return redirect(self.dossier_url("judge_sheet"))

    def show(self, form, **context):
        return self.render_to_response(
            self.get_context_data(form=form, **context), status=BAD_INPUT
        )

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.get_form())
        is_done = self.sheet is not None and self.sheet.state in DONE_SHEET_STATES
        return super().get_context_data(
            dossier=judging.dossier_of(self.assignment.entry),
            questions=judging.questions_for(self.assignment) if self.is_open() else [],
            may_write=kwargs["form"].is_bound
            or (self.is_open() and not is_done and not self.is_on_paper()),
            is_done=is_done,
            counter=counter(self.round, self.request.user),
            others=self.others(),
            total=total_of(self.sheet, self.specs) or 0,
            highest=self.scales.highest_of_sheet(self.division_id),
            breadcrumbs=self.crumbs((_("Score sheet"), None)),
            **kwargs,
        )


def next_url(assignment):
    """Address of the judge's next unsent dossier; None when there is none."""
    following = judging.next_assignment(assignment)
    if following is None:
        return None
    round_ = assignment.entry.round
    return reverse(
        "contests:judge_sheet",
        args=[round_.contest.key, round_.slug, following.entry.application.public_id],
    )


class JudgeSheetReviewView(DossierPageMixin, TemplateView):
    """The sheet as it will be sent, and as it was sent."""

    template_name = "contests/judge_sheet_review.html"

    def get(self, request, *args, **kwargs):
        if self.sheet is None:
            return redirect(self.dossier_url("judge_sheet"))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        version = request.POST.get("version", "")
        try:
            judging.send_sheet(
                self.assignment,
                judge=request.user,
                version=int(version) if version.isdecimal() else -1,
            )
        except RefusedError as error:
            messages.error(request, str(error.message))
            return redirect(self.dossier_url("judge_sheet"))
        return redirect(self.dossier_url("judge_sheet_review"))

    def get_context_data(self, **kwargs):
        scores = {score.criterion_id: score for score in self.sheet.scores.all()}
        points = {pk: score.points for pk, score in scores.items() if score.points is not None}
        return super().get_context_data(
            lines=[(criterion, scores.get(criterion.pk)) for criterion in self.criteria],
            is_complete=scoring.is_complete(points, self.specs),
            is_sent=self.sheet.state == SheetState.SENT,
            is_abstained=self.sheet.state == SheetState.ABSTAINED,
            counter=counter(self.round, self.request.user),
            others=self.others(),
            total=total_of(self.sheet, self.specs) or 0,
            highest=self.scales.highest_of_sheet(self.division_id),
            next_url=next_url(self.assignment),
            breadcrumbs=self.crumbs(
                (_("Score sheet"), self.dossier_url("judge_sheet")), (_("Review"), None)
            ),
            **kwargs,
        )


class JudgeFileView(DossierPageMixin, View):
    """A file of the submitted version."""

    def get(self, request, *args, **kwargs):
        wanted = str(kwargs["file_id"])
        files = judging.dossier_of(self.assignment.entry).files
        if wanted not in {_canonical(file.public_id) for file in files}:
            raise Http404
        return serve_stored_file(request, get_object_or_404(StoredFile, public_id=wanted))


class JudgePaperScanView(DossierPageMixin, View):
    """The scan of the judge's own signed sheet."""

    def get(self, request, *args, **kwargs):
        scan = paper_sheets.scan_for_judge(self.paper)
        if scan is None:
            raise Http404
        return serve_stored_file(request, scan)


class PaperCodeView(LoginRequiredMixin, View):
    """Where the QR code of a paper sheet leads: the secretariat types it in, its judge scores it."""

    def get(self, request, *args, **kwargs):
        assignment = paper_sheets.find_by_code(kwargs["code"])
        if assignment is None:
            raise Http404
        if request.user.has_perm("contests.view_papersheet"):
            return redirect("admin:contests_papersheet_sheet", assignment.pk)
        if request.user.has_perm("contests.score_assignment", assignment):
            round_, application = assignment.entry.round, assignment.entry.application
            keys = [round_.contest.key, round_.slug, application.public_id]
            return redirect(reverse("contests:judge_sheet", args=keys))
        raise Http404


def _canonical(public_id):
    try:
        return str(uuid.UUID(public_id))
    except ValueError:
        return ""
