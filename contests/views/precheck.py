"""“May I enter?”: the conditions answered at once, without an account and without a trace."""

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from contests.domain.limits import current_rules
from contests.domain.precheck import judge_facts
from contests.enums import CheckResult
from contests.forms.precheck import PrecheckForm
from contests.models import Contest
from contests.views.public import list_crumb
from portal.page_cache import changes_nothing

TONES = {
    CheckResult.PASSED: "success",
    CheckResult.FAILED: "error",
    CheckResult.UNCLEAR: "warning",
}


@method_decorator(changes_nothing, name="dispatch")
class PrecheckView(FormView):
    """GET asks, POST answers on the same page; what is typed is not stored."""

    template_name = "contests/contest_precheck.html"
    form_class = PrecheckForm

    @cached_property
    def contest(self):
        contests = Contest.objects.visible_to(self.request.user)
        return get_object_or_404(contests.keyed(self.kwargs["edition"]))

    @cached_property
    def rules(self):
        return current_rules(self.contest)

    def get_form_kwargs(self):
        divisions = self.contest.divisions.order_by("order")
        return super().get_form_kwargs() | {"rules": self.rules, "divisions": divisions}

    def get_context_data(self, **kwargs):
        contest = self.contest
        crumbs = [
            list_crumb(contest),
            (contest.page_name, contest.get_absolute_url()),
            (_("May I enter?"), None),
        ]
        return super().get_context_data(
            contest=contest,
            is_open=contest.accepts_submissions(),
            breadcrumbs=crumbs,
            CheckResult=CheckResult,
            **kwargs,
        )

    def form_valid(self, form):
        verdict = judge_facts(self.contest, self.rules, form.cleaned_data)
        rows = [(outcome, TONES[outcome.result]) for outcome in verdict.outcomes]
        return self.render_to_response(self.get_context_data(form=form, verdict=verdict, rows=rows))
