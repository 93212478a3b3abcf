"""Results for everybody: the awards of an edition and who advanced, only after publication."""

import csv

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain import results
from contests.domain.decisions import public_scan
from contests.domain.public_answers import winning_projects
from contests.models import Contest
from contests.views.public import ContestPageView
from portal.serving import serve_stored_file


class ResultsPageView(ContestPageView):
    """Base of the pages of results: an edition without a published result has none, for nobody."""

    def get_queryset(self):
        return Contest.objects.public().prefetch_related("rounds")

    def get_object(self, queryset=None):
        contest = super().get_object(queryset)
        self.rounds = list(results.published_rounds(contest))
        if not self.rounds:
            raise Http404
        return contest


class ContestResultsView(ResultsPageView):
    """The awards, and the way to the list of every published round."""

    template_name = "contests/contest_results.html"
    page_title = gettext_lazy("Results")

    def get_context_data(self, **kwargs):
        awards = results.public_awards(self.object, self.rounds)
        return super().get_context_data(
            final=next((round_ for round_ in self.rounds if round_.is_final), None),
            awards=results.award_rows(awards),
            revoked=results.revoked_awards(self.object, self.rounds),
            projects=winning_projects(self.object, awards),
            other_rounds=[round_ for round_ in self.rounds if not round_.is_final],
            **kwargs,
        )


class AwardsDownloadView(ResultsPageView):
    """The public table of awards for a spreadsheet."""

    def get(self, request, *args, **kwargs):
        contest = self.get_object()
        rows = results.award_table(contest)
        if not rows:
            raise Http404
        return csv_response(results.award_export(rows), f"ket-qua-{contest.key}.csv")


class RoundPageMixin:
    """Finds the published round of the address."""

    def get_object(self, queryset=None):
        contest = super().get_object(queryset)
        slug = self.kwargs["round_slug"]
        self.round = next((round_ for round_ in self.rounds if round_.slug == slug), None)
        if self.round is None:
            raise Http404
        return contest


class RoundResultsView(RoundPageMixin, ResultsPageView):
    """Who advanced from a round, by reference number; of the final, the awards."""

    template_name = "contests/round_results.html"

    def get_context_data(self, **kwargs):
        contest = self.object
        context = super().get_context_data(round=self.round, **kwargs)
        rows = (
            {
                "awards": results.award_rows(results.public_awards(contest, self.rounds)),
                "revoked": results.revoked_awards(contest, self.rounds),
            }
            if self.round.is_final
            else {"advanced": results.advanced_list(self.round)}
        )
        crumbs = [
            *context["breadcrumbs"][:1],
            (contest.page_name, contest.get_absolute_url()),
            (_("Results"), reverse("contests:contest_results", args=[contest.key])),
            (self.round.here.name, None),
        ]
        return {**context, **rows, "breadcrumbs": crumbs}


class AdvancedDownloadView(RoundPageMixin, ResultsPageView):
    """The public list of who advanced for a spreadsheet."""

    def get(self, request, *args, **kwargs):
        contest = self.get_object()
        if self.round.is_final:
            raise Http404
        rows = results.advanced_export(results.advanced_list(self.round))
        return csv_response(rows, f"danh-sach-{self.round.slug}-{contest.key}.csv")


class DecisionScanView(RoundPageMixin, ResultsPageView):
    """The scan of the document behind a published result, where the office shows it."""

    def get(self, request, *args, **kwargs):
        self.get_object()
        scan = public_scan(self.round)
        if scan is None:
            raise Http404
        return serve_stored_file(request, scan)


def csv_response(rows, filename):
    """Rows as a CSV file that spreadsheets open with the right letters."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.write("\ufeff")
    csv.writer(response).writerows(rows)
    return response
