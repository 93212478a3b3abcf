"""What a round asks in addition: its pages, what was answered, and the button that sends it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from contests.domain import papers
from contests.domain.extra_submission import is_sent, submit_extra
from contests.domain.extras import can_answer_extra, extra_of
from contests.domain.snapshots import snapshot_content
from contests.views.applicant import ApplicationPageMixin
from portal.workflow import RefusedError


class ApplicationExtraView(ApplicationPageMixin, TemplateView):
    """GET lists the pages and shows the answers; POST freezes and sends them."""

    template_name = "contests/application_extra.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and self.extra is None:
            return redirect(self.application)
        return super().dispatch(request, *args, **kwargs)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.extra = extra_of(self.application) if request.user.is_authenticated else None

    def get_title(self):
        return _("Additional questions: %(round)s") % {"round": self.extra.round.name}

    def get_context_data(self, **kwargs):
        snapshot = self.application.snapshots.first()
        paths = {task.path for task in self.extra.tasks}
        parts = papers.parts_of(snapshot_content(self.application))
        return super().get_context_data(
            extra=self.extra,
            is_open=can_answer_extra(self.application, self.request.user),
            parts=[part for part in parts if part.path in paths],
            is_sent=is_sent(self.application, self.extra, snapshot),
            snapshot=snapshot,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            snapshot = submit_extra(self.application, actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
            return redirect(request.path)
        text = _("The answers are sent: version %(number)d is what the judges read.") % {
            "number": snapshot.sequence
        }
        messages.success(request, text)
        return redirect(self.application)
