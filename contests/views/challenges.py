"""The public list of problem statements; each one's pages are those of an edition."""

from django.utils.translation import gettext as _
from django.views.generic import ListView

from contests.domain.challenges import challenge_list
from contests.models import Contest


class ChallengeListView(ListView):
    """Open ones first, then those being looked at, then those decided."""

    template_name = "contests/challenge_list.html"

    def get_queryset(self):
        return (
            Contest.objects.challenges()
            .public()
            .with_answer_counts()
            .select_related("problem__owner")
            .prefetch_related("rounds", "pilot_reports")
            .order_by("-deadline_at", "-pk")
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            challenges=challenge_list(self.object_list),
            breadcrumbs=[(_("Problem statements"), None)],
            **kwargs,
        )
