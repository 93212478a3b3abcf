"""The page on which an edition lays itself open, and the scans of its public decisions."""

from django.http import Http404
from django.utils.translation import gettext_lazy
from django.views.generic import View

from contests.domain import phases, rule_versions
from contests.domain.transparency import (
    councils,
    count_lines,
    for_transparency,
    petition_lines,
    public_decisions,
)
from contests.models import Contest
from contests.views.public import ContestPageView
from portal.serving import serve_stored_file


class ContestTransparencyView(ContestPageView):
    """Rules, calendar, council, counts, criteria, decisions, petitions: each from its time on."""

    template_name = "contests/contest_transparency.html"
    page_title = gettext_lazy("Transparency")

    def get_queryset(self):
        return for_transparency(Contest.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs):
        contest = self.object
        versions = rule_versions.public_versions(contest)
        return super().get_context_data(
            versions=versions,
            changes=rule_versions.deadline_changes(versions),
            timeline=phases.timeline(contest),
            counts=count_lines(contest),
            petitions=petition_lines(contest),
            councils=councils(contest),
            decisions=public_decisions(contest),
            **kwargs,
        )


class DecisionScanView(ContestPageView, View):
    """The scan of a decision, once its act is public and the office has released the scan."""

    def get_queryset(self):
        return for_transparency(Contest.objects.public())

    def get(self, request, *args, **kwargs):
        contest = self.get_object()
        for decision in public_decisions(contest):
            if decision.pk == kwargs["pk"] and decision.is_scan_public and decision.scan:
                return serve_stored_file(request, decision.scan)
        raise Http404
