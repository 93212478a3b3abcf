"""From a dossier to everything its result stands on: a page to read and print, and a file."""

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.admin.application_pages import ApplicationPage
from contests.admin.rounds import RoundAdmin
from contests.domain.traces import export_trace, trace_of
from contests.workflow import APPLICATION, AWARD, ROUND

# Acts that are no steps, in the words of the dossier's own trail.
OTHER_ACTS = {
    "propose_award": gettext_lazy("Propose an award"),
    "remove_award": gettext_lazy("Remove a proposed award"),
    "export_trace": gettext_lazy("Export the trace of the result"),
    "set_outcome": gettext_lazy("Decide an outcome by hand"),
    "break_tie": gettext_lazy("Decide a tie"),
}


class TracePages(ApplicationPage):
    """The trace of a result; a permission of its own, and a line in the trail for each export."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/trace/", view(self.trace_view), name="contests_application_trace"),
            path(
                "<int:pk>/trace/export/",
                view(self.trace_export_view),
                name="contests_application_trace_export",
            ),
            *super().get_urls(),
        ]

    def trace_view(self, request, pk):
        """The chain on one page, fit to be printed."""
        application = self.application_of(request, pk, "contests.trace_result")
        trace = trace_of(application)
        verbs = {step.name: step.label for step in (*APPLICATION, *AWARD, *ROUND)}
        verbs |= RoundAdmin.other_verbs | self.other_verbs | OTHER_ACTS
        for act in trace["acts"]:
            act["label"] = verbs.get(act["verb"], act["verb"])
        return self.application_page(
            request, application, "trace", trace=trace, title=_("Trace of the result")
        )

    def trace_export_view(self, request, pk):
        """The same as a file; the download is recorded."""
        application = self.application_of(request, pk, "contests.trace_result")
        content = export_trace(application, actor=request.user)
        response = HttpResponse(content, content_type="application/json; charset=utf-8")
        name = f"truy-vet-{application.reference or application.public_id}-{timezone.localdate():%Y%m%d}.json"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response
