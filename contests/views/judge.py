"""Pages of the judges: their rounds, the pledge, the dossiers of a round."""

from django.contrib.auth.mixins import AccessMixin
from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView

from contests.domain import judging, scoring
from contests.domain.scales import RoundScales
from contests.enums import DONE_SHEET_STATES, RoundState
from contests.forms.judge import PledgeForm
from contests.models import Assignment, Contest, Round, Score

BAD_INPUT = 422
COUNTS = {
    "total": Count("pk"),
    "done": Count("pk", filter=Q(sheet__state__in=DONE_SHEET_STATES)),
}


class JudgePageMixin(AccessMixin):
    """For signed-in judges; for everybody else who is signed in the page does not exist."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not request.user.has_perm("contests.use_judge_pages"):
            raise Http404
        return self.answer(request, *args, **kwargs)

    def answer(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)


class RoundPageMixin(JudgePageMixin):
    """A page inside one round that the judge scores, after the pledge."""

    needs_pledge = True

    @cached_property
    def round(self):
        rounds = Round.objects.judged_by(self.request.user).select_related("contest", "final_day")
        return get_object_or_404(
            rounds,
            contest__in=Contest.objects.keyed(self.kwargs["edition"]),
            slug=self.kwargs["round_slug"],
        )

    def answer(self, request, *args, **kwargs):
        if self.needs_pledge and not judging.has_pledged(self.round, request.user):
            pledge = reverse("contests:judge_pledge", args=self.round_args)
            return redirect(f"{pledge}?next={request.path}")
        return super().answer(request, *args, **kwargs)

    @property
    def round_args(self):
        return [self.kwargs["edition"], self.kwargs["round_slug"]]

    @property
    def round_url(self):
        return reverse("contests:judge_round", args=self.round_args)

    def crumbs(self, *rest):
        home = (_("Scoring of applications"), reverse("contests:judge_home"))
        if not rest:
            return [home, (str(self.round), None)]
        return [home, (str(self.round), self.round_url), *rest]

    def is_late(self):
        due = self.round.scoring_due_at
        return bool(due and self.is_open() and timezone.now() > due)

    def is_open(self):
        return self.round.state == RoundState.OPEN

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            round=self.round,
            is_open=self.is_open(),
            is_late=self.is_late(),
            stage_url=self.stage_url(),
            **kwargs,
        )

    def stage_url(self):
        """Where the stage of a round that is held live is followed; empty elsewhere."""
        if not self.is_open() or getattr(self.round, "final_day", None) is None:
            return ""
        return reverse("contests:judge_stage", args=self.round_args)


class JudgeHomeView(JudgePageMixin, ListView):
    """Every round with dossiers of this judge, and how many sheets are left."""

    template_name = "contests/judge_home.html"
    context_object_name = "rounds"

    def get_queryset(self):
        user = self.request.user
        counts = {
            row["entry__round"]: row
            for row in Assignment.objects.for_judge(user)
            .order_by()
            .values("entry__round")
            .annotate(**COUNTS)
        }
        rounds = Round.objects.filter(pk__in=counts).select_related("contest")
        return [
            (
                round_,
                counts[round_.pk]["total"],
                counts[round_.pk]["total"] - counts[round_.pk]["done"],
            )
            for round_ in rounds.order_by("-contest__year", "-order")
        ]

    def get_context_data(self, **kwargs):
        chaired = Round.objects.chaired_by(self.request.user).select_related("contest")
        return super().get_context_data(
            chaired=chaired.order_by("-contest__year", "-order"),
            juries=Contest.objects.judged_by(self.request.user).order_by("-year"),
            breadcrumbs=[(_("Scoring of applications"), None)],
            **kwargs,
        )


class JudgePledgeView(RoundPageMixin, FormView):
    """The pledge of confidentiality, before the first dossier of a round."""

    template_name = "contests/judge_pledge.html"
    form_class = PledgeForm
    needs_pledge = False

    def form_valid(self, form):
        judging.pledge(self.round, judge=self.request.user)
        target = self.request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, allowed_hosts={self.request.get_host()})
        return redirect(target if safe else self.round_url)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=BAD_INPUT)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sentences=judging.pledge_text().splitlines(),
            has_pledged=judging.has_pledged(self.round, self.request.user),
            breadcrumbs=[
                (_("Scoring of applications"), reverse("contests:judge_home")),
                (_("Pledge"), None),
            ],
            **kwargs,
        )


class JudgeRoundView(RoundPageMixin, ListView):
    """The judge's dossiers of a round with the state of each sheet and its own total."""

    template_name = "contests/judge_round.html"
    context_object_name = "rows"
    paginate_by = 50

    def get_queryset(self):
        return (
            Assignment.objects.for_judge(self.request.user)
            .filter(entry__round=self.round)
            .select_related("sheet", "entry__application__field")
            .prefetch_related(Prefetch("sheet__scores", queryset=Score.objects.order_by("pk")))
            .order_by("entry__running_order", "entry__pk")
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(breadcrumbs=self.crumbs(), **kwargs)
        scales = RoundScales.of(self.round)
        context["dossiers"] = [
            (
                row,
                sheet_of(row),
                total_of(sheet_of(row), scales.specs(row.entry.application.division_id)),
                scales.highest_of_sheet(row.entry.application.division_id),
            )
            for row in context["rows"]
        ]
        context["counter"] = counter(self.round, self.request.user)
        context["is_chair"] = self.round.panels.filter(
            members__judge=self.request.user, members__is_chair=True
        ).exists()
        return context


def counter(round_, judge):
    """How many of the judge's sheets of the round are done, of how many, and how many are left."""
    found = Assignment.objects.for_judge(judge).filter(entry__round=round_).aggregate(**COUNTS)
    return found | {"left": found["total"] - found["done"]}


def sheet_of(assignment):
    return getattr(assignment, "sheet", None)


def total_of(sheet, specs):
    """The weighted total of what is filled in; None for no sheet."""
    if sheet is None:
        return None
    points = {s.criterion_id: s.points for s in sheet.scores.all() if s.points is not None}
    return scoring.shown(scoring.partial_total(points, specs)) if points else None
