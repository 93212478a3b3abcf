"""What a judge does instead of scoring: declare a conflict, abstain, open a locked sheet as chair."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView

from contests.domain import judging
from contests.enums import SheetState
from contests.forms.judge import AbstainForm, ConflictForm, UnlockForm
from contests.models import Assignment, Contest, Round, ScoreSheet
from contests.views.judge import BAD_INPUT, RoundPageMixin
from contests.views.judge_sheets import DossierPageMixin, next_url
from portal.workflow import RefusedError


class ActFormMixin:
    """A form with one act behind it; what is refused stands above the boxes."""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=BAD_INPUT)

    def refused(self, form, error):
        form.add_error(None, str(error.message))
        return self.form_invalid(form)


class JudgeConflictView(ActFormMixin, DossierPageMixin, FormView):
    """Declaring a conflict of interest: the dossier leaves the list."""

    template_name = "contests/judge_conflict.html"
    form_class = ConflictForm

    def form_valid(self, form):
        user = self.request.user
        judging.declare_conflict(
            self.assignment.entry.application, judge=user, actor=user, **form.cleaned_data
        )
        messages.success(
            self.request, _("The conflict of interest is recorded. The dossier has left your list.")
        )
        has_more = Assignment.objects.for_judge(user).filter(entry__round=self.round).exists()
        return redirect(self.round_url if has_more else reverse("contests:judge_home"))

    def get_context_data(self, **kwargs):
        crumbs = self.crumbs(
            (_("Score sheet"), self.dossier_url("judge_sheet")), (_("Conflict of interest"), None)
        )
        questions = judging.questions_for(self.assignment)
        return super().get_context_data(breadcrumbs=crumbs, questions=questions, **kwargs)


class JudgeAbstainView(ActFormMixin, DossierPageMixin, FormView):
    """Giving no points to a dossier, with a reason."""

    template_name = "contests/judge_abstain.html"
    form_class = AbstainForm

    def form_valid(self, form):
        try:
            judging.abstain(self.assignment, judge=self.request.user, **form.cleaned_data)
        except RefusedError as error:
            return self.refused(form, error)
        messages.success(self.request, _("Your abstention is recorded."))
        return redirect(next_url(self.assignment) or self.round_url)

    def get_context_data(self, **kwargs):
        crumbs = self.crumbs(
            (_("Score sheet"), self.dossier_url("judge_sheet")), (_("Abstain"), None)
        )
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class ChairPageMixin(RoundPageMixin):
    """A page of the chairs of the round's panels; for other judges it does not exist."""

    # No dossier is opened here.
    needs_pledge = False

    @cached_property
    def round(self):
        rounds = Round.objects.chaired_by(self.request.user).select_related("contest", "final_day")
        return get_object_or_404(
            rounds,
            contest__in=Contest.objects.keyed(self.kwargs["edition"]),
            slug=self.kwargs["round_slug"],
        )

    def crumbs(self, *rest):
        home = (_("Scoring of applications"), reverse("contests:judge_home"))
        panel = reverse("contests:judge_panel", args=self.round_args)
        return [home, (str(self.round), panel), *rest]

    def sheets(self):
        rows = ScoreSheet.objects.unlockable_by(self.request.user)
        return rows.filter(assignment__entry__round=self.round).select_related(
            "assignment__judge", "assignment__entry__application", "assignment__entry__round"
        )


class JudgeLockedView(ChairPageMixin, ListView):
    """Locked sheets of the chair's panels, without what stands on them."""

    template_name = "contests/judge_locked.html"
    context_object_name = "sheets"
    paginate_by = 50

    def get_queryset(self):
        return self.sheets().order_by(
            "assignment__entry__running_order", "assignment__entry", "assignment"
        )

    def get_context_data(self, **kwargs):
        crumbs = self.crumbs((_("Locked sheets"), None))
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class JudgeUnlockView(ActFormMixin, ChairPageMixin, FormView):
    """Opening a judge's locked sheet again."""

    template_name = "contests/judge_unlock.html"
    form_class = UnlockForm

    @cached_property
    def sheet(self):
        return get_object_or_404(self.sheets(), pk=self.kwargs["pk"])

    @property
    def locked_url(self):
        return reverse("contests:judge_locked", args=self.round_args)

    def form_valid(self, form):
        try:
            judging.unlock_sheet(
                self.sheet.assignment, actor=self.request.user, **form.cleaned_data
            )
        except RefusedError as error:
            return self.refused(form, error)
        messages.success(self.request, _("The sheet is open again. Its judge is mailed."))
        return redirect(self.locked_url)

    def get_context_data(self, **kwargs):
        crumbs = self.crumbs((_("Locked sheets"), self.locked_url), (_("Unlock"), None))
        return super().get_context_data(
            sheet=self.sheet,
            is_abstained=self.sheet.state == SheetState.ABSTAINED,
            breadcrumbs=crumbs,
            **kwargs,
        )
