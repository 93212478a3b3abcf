"""The training that was held before the portal."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView

from training.models import HistoricalAttendance


class HistoryView(ListView):
    """What sources tell, with their source."""

    template_name = "training/history.html"
    context_object_name = "trainings"
    model = HistoricalAttendance
    paginate_by = 20

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Training"), reverse("training:overview")),
            (_("Training of the past"), None),
        ]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)
