"""Admin pages of a round's criteria: taken from a preset or a file, and the organisers' points."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contests.admin.round_pages import RoundPage
from contests.domain.criteria import why_fixed
from contests.domain.criteria_sets import apply_criteria, criteria_json, criteria_sets, full_marks
from contests.domain.organisers import missing_points, record_points
from contests.domain.scales import RoundScales
from contests.enums import RoundState
from contests.forms.criteria import CriteriaFileForm, CriteriaSetForm, OrganiserPointsForm
from contests.models import OrganiserScore

# Entries on one page of the organisers' points: a form that a phone can still send.
ENTRIES_PER_PAGE = 50


class CriteriaPages(RoundPage):
    """Pages below a round."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/criteria/", view(self.criteria_view), name="contests_round_criteria"),
            path(
                "<int:pk>/criteria/file/",
                view(self.criteria_file_view),
                name="contests_round_criteria_file",
            ),
            path(
                "<int:pk>/organisers/", view(self.organisers_view), name="contests_round_organisers"
            ),
            *super().get_urls(),
        ]

    def criteria_view(self, request, pk):
        """Take the criteria of a real contest, or of an uploaded file, instead of the round's own."""
        round_ = self.round_of(request, pk, "contests.change_round")
        chosen, uploaded = self._criteria_forms(request, round_)
        form = uploaded if "file" in request.FILES or "upload" in request.POST else chosen
        if request.method == "POST" and form.is_valid():

            def act():
                apply_criteria(round_, form.description(), actor=request.user)

            if self.try_step(request, form, act):
                return redirect(reverse("admin:contests_round_change", args=[round_.pk]))
        return self.round_page(
            request,
            round_,
            "contests/round/criteria",
            title=_("Criteria from a preset"),
            form=form,
            chosen=chosen,
            uploaded=uploaded,
            sets=[
                (row, full_marks(row), count_scored(row["criteria"]))
                for row in criteria_sets().values()
            ],
            replaced=round_.criteria.count(),
            why_fixed=why_fixed(round_),
        )

    def _criteria_forms(self, request, round_):
        """The form that chooses and the one that uploads; the one that was sent is bound."""
        divisions = list(round_.contest.divisions.values_list("name", flat=True))
        sent = request.method == "POST"
        is_upload = sent and ("file" in request.FILES or "upload" in request.POST)
        return (
            CriteriaSetForm(request.POST if sent and not is_upload else None),
            CriteriaFileForm(
                request.POST if is_upload else None,
                request.FILES if is_upload else None,
                divisions=divisions,
            ),
        )

    def criteria_file_view(self, request, pk):
        """The criteria of the round as a file."""
        round_ = self.round_of(request, pk, "contests.view_round")
        response = HttpResponse(criteria_json(round_), content_type="application/json")
        name = f"tieu-chi-{round_.slug}-{round_.contest.key}.json"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def organisers_view(self, request, pk):
        """Enter what the organisers score, fifty entries a page."""
        round_ = self.round_of(request, pk, "contests.view_pending_result")
        may_enter = round_.state == RoundState.OPEN and request.user.has_perm(
            "contests.run_round", round_
        )
        if request.method == "POST" and not may_enter:
            raise PermissionDenied("contests.run_round")
        rows = round_.entries.select_related("application").order_by("application__number", "pk")
        page = Paginator(rows, ENTRIES_PER_PAGE).get_page(request.GET.get("p"))
        entries = list(page)
        scores = OrganiserScore.objects.filter(entry__in=entries)
        form = OrganiserPointsForm(
            request.POST if request.method == "POST" else None,
            entries=entries,
            scales=RoundScales.of(round_),
            stored={(row.entry_id, row.criterion_id): row.points for row in scores},
        )
        if request.method == "POST" and form.is_valid():

            def act():
                record_points(round_, form.changes(), actor=request.user)

            if self.try_step(request, form, act):
                return redirect(request.get_full_path())
        return self.round_page(
            request,
            round_,
            "contests/round/organisers",
            title=_("Points of the organisers"),
            form=form,
            page=page,
            may_enter=may_enter,
            missing=self._missing(round_),
        )

    @staticmethod
    def _missing(round_):
        missing = missing_points(round_)
        if not missing:
            return ""
        text = ngettext(
            "%(n)d entry still lacks points.", "%(n)d entries still lack points.", missing
        )
        return text % {"n": missing}


def count_scored(rows):
    """How many criteria of a set are scored: parts instead of what they belong to."""
    return sum(len(row.get("parts", ())) or 1 for row in rows)
