"""What happens around a dossier, for its owner: changes between versions, and messages."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from contests.domain.messages import open_thread, send_message, speaks_for_staff
from contests.domain.versions import compare
from contests.forms.casework import MessageForm
from contests.views.applicant import ApplicationPageMixin
from portal.workflow import RefusedError


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


class ApplicationMessagesView(ApplicationPageMixin, FormView):
    """The thread with the secretariat; opening it marks the secretariat's messages as read."""

    template_name = "contests/application_messages.html"
    form_class = MessageForm
    page_title = gettext_lazy("Messages with the secretariat")

    def get_application(self):
        """The secretariat has this thread in the administration, whoever else types has none."""
        application, user = super().get_application(), self.request.user
        if speaks_for_staff(user, application) or not user.has_perm(
            "contests.message_application", application
        ):
            raise Http404
        return application

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            thread=open_thread(self.application, reader=self.request.user), **kwargs
        )

    def form_valid(self, form):
        try:
            send_message(self.application, actor=self.request.user, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error("text", str(refused.message))
            return self.form_invalid(form)
        messages.success(self.request, _("The message is sent to the secretariat."))
        return redirect("contests:application_messages", self.application.public_id)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
