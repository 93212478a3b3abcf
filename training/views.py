"""Public pages of training."""

from django.utils.translation import gettext as _
from django.views.generic import ListView

from training.models import HistoricalAttendance


class OverviewView(ListView):
    """What was held before the portal."""

    template_name = "training/overview.html"
    context_object_name = "trainings"
    model = HistoricalAttendance
    paginate_by = 20

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(_("Training"), None)], **kwargs)
