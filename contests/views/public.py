"""What everybody reads about the contest: editions, rules, criteria, forms."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView

from contests.domain import figures, phases, rule_versions
from contests.domain.challenges import listed
from contests.domain.deadlines import late_drafts
from contests.domain.rules_summary import division_summary, rules_summary
from contests.enums import ContestPhase, ContestState
from contests.models import Contest, Criterion, Prize, Round, RuleSet
from portal.page_card import PageCard


class ContestListView(ListView):
    """The present edition, those before it, and the figures of the years before the portal."""

    template_name = "contests/contest_list.html"
    context_object_name = "contests"

    def get_queryset(self):
        contests = Contest.objects.contests().visible_to(self.request.user)
        return contests.prefetch_related("rounds")

    def get_context_data(self, **kwargs):
        now = timezone.now()
        editions = [(contest, phases.phase_of(contest, now)) for contest in self.object_list]
        return super().get_context_data(
            editions=editions,
            years=figures.figures_by_year(),
            breadcrumbs=[(_("Contest"), None)],
            **kwargs,
        )


def list_crumb(contest):
    """Where the trail of an edition's pages begins: its list."""
    if contest.is_challenge:
        return (_("Problem statements"), reverse("contests:challenge_list"))
    return (_("Contest"), reverse("contests:contest_list"))


class ContestPageView(DetailView):
    """Base of the pages of one edition: found by its key, in preparation only for the staff."""

    context_object_name = "contest"
    page_title = ""

    def get_queryset(self):
        return Contest.objects.visible_to(self.request.user).prefetch_related(
            "rounds", "rule_sets__decision"
        )

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_queryset().keyed(self.kwargs["edition"]))

    def get_context_data(self, **kwargs):
        contest = self.object
        crumbs = [list_crumb(contest)]
        if self.page_title:
            crumbs += [(contest.page_name, contest.get_absolute_url()), (self.page_title, None)]
        else:
            crumbs.append((contest.page_name, None))
        return super().get_context_data(
            phase=phases.phase_of(contest),
            published_rounds=[r for r in contest.rounds.all() if r.published_at],
            breadcrumbs=crumbs,
            page_title=self.page_title,
            card=PageCard(
                title=contest.here.title,
                description=contest.here.summary or contest.here.theme,
            ),
            ContestPhase=ContestPhase,
            **kwargs,
        )


class ContestDetailView(ContestPageView):
    template_name = "contests/contest_detail.html"

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .prefetch_related(
                "fields", "divisions", Prefetch("prizes", Prize.objects.select_related("family"))
            )
            .select_related("problem__owner")
            .with_answer_counts()
        )

    def get_context_data(self, **kwargs):
        versions = rule_versions.public_versions(self.object)
        rules = versions[0] if versions else RuleSet()
        changes = rule_versions.deadline_changes(versions)
        return super().get_context_data(
            timeline=phases.timeline(self.object),
            deadline_change=changes[0] if changes else None,
            late_drafts=late_drafts(self.object, self.request.user),
            listed=listed(self.object) if self.object.is_challenge else None,
            divisions=[
                (division, division_summary(division, rules))
                for division in self.object.divisions.all()
            ],
            **kwargs,
        )


class ContestRulesView(ContestPageView):
    """The version in force, or an earlier one, and the list of all that were issued."""

    template_name = "contests/contest_rules.html"
    page_title = gettext_lazy("Rules")

    def get_context_data(self, **kwargs):
        versions = rule_versions.public_versions(self.object)
        shown = self._shown(versions)
        return super().get_context_data(
            rules=shown,
            summary=rules_summary(shown, self.object) if shown else [],
            versions=versions,
            is_old=bool(versions) and shown != versions[0],
            is_draft=shown is not None and shown.issued_at is None,
            changes=rule_versions.deadline_changes(versions),
            **kwargs,
        )

    def _shown(self, versions):
        """The version of the address, else the one in force; drafts exist for nobody."""
        number = self.kwargs.get("version")
        if number is not None:
            found = [row for row in versions if row.version == number]
            if not found:
                raise Http404
            return found[0]
        if versions:
            return versions[0]
        # Only the staff sees an edition in preparation, and may see its rules as they will be.
        is_preview = self.object.state == ContestState.DRAFT
        return self.object.rule_sets.first() if is_preview else None


class ContestCriteriaView(ContestPageView):
    template_name = "contests/contest_criteria.html"
    page_title = gettext_lazy("Criteria")

    def get_queryset(self):
        criteria = Prefetch(
            "criteria", Criterion.objects.select_related("division").in_sheet_order()
        )
        rounds = Round.objects.order_by("order").prefetch_related(criteria, "tie_rules__criterion")
        return Contest.objects.visible_to(self.request.user).prefetch_related(
            Prefetch("rounds", rounds)
        )


class ContestFormsView(ContestPageView):
    template_name = "contests/contest_forms.html"
    page_title = gettext_lazy("Forms")

    def get_queryset(self):
        return super().get_queryset().prefetch_related("form_templates")
