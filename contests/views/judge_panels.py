"""The chair's page of a round: how far the panel's judges are, and who stepped back from what."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from contests.domain import judging
from contests.models import Contest, Round
from contests.views.judge import JudgePageMixin

PER_PAGE = 50


class JudgePanelView(JudgePageMixin, TemplateView):
    """For chairs only; shows counts and recusals, and no scores of anybody."""

    template_name = "contests/judge_panel.html"

    @cached_property
    def round(self):
        rounds = Round.objects.chaired_by(self.request.user).select_related("contest")
        return get_object_or_404(
            rounds,
            contest__in=Contest.objects.keyed(self.kwargs["edition"]),
            slug=self.kwargs["round_slug"],
        )

    def recusals(self):
        return judging.recusals_before(self.round, chair=self.request.user)

    def post(self, request, *args, **kwargs):
        """Take note of one recusal."""
        number = request.POST.get("recusal", "")
        conflict = get_object_or_404(self.recusals(), pk=number if number.isdecimal() else 0)
        judging.confirm_recusal(conflict, actor=request.user)
        messages.success(request, _("The recusal is confirmed."))
        return redirect(request.path)

    def get_context_data(self, **kwargs):
        page = Paginator(self.recusals(), PER_PAGE).get_page(self.request.GET.get("page"))
        rows = judging.panel_progress(self.round, chair=self.request.user)
        return super().get_context_data(
            round=self.round,
            rows=rows,
            assigned=sum(row.assigned for row in rows),
            sent=sum(row.sent for row in rows),
            page_obj=page,
            breadcrumbs=[
                (_("Scoring of applications"), reverse("contests:judge_home")),
                (str(self.round), None),
            ],
            **kwargs,
        )
