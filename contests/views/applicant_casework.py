"""What happens around a submitted dossier, for its owner: changes between versions."""

from django.http import Http404
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from contests.domain.versions import compare
from contests.views.applicant import ApplicationPageMixin


class ApplicationChangesView(ApplicationPageMixin, TemplateView):
    """A submitted version compared with the one before it; the newest unless another is asked for."""

    template_name = "contests/application_changes.html"
    page_title = gettext_lazy("Changes since the previous submission")

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("lan", "")
        newest = self.application.snapshots.values_list("sequence", flat=True).first() or 0
        sequence = int(asked) if asked.isdecimal() and len(asked) <= 4 else newest
        comparison = compare(self.application, sequence - 1, sequence) if sequence > 1 else None
        if comparison is None:
            raise Http404
        return super().get_context_data(comparison=comparison, **kwargs)
