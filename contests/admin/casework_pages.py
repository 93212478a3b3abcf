"""Admin pages of the work around a dossier: comparing versions, look-alikes, messages."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _

from contests.admin.application_pages import ApplicationPage
from contests.domain.lookalikes import search, settle_look_alike
from contests.domain.messages import open_thread, send_message
from contests.domain.versions import NOW, compare, versions_of
from contests.enums import RECEIVED_STATES
from contests.forms.casework import CompareForm, MessageForm, SettleForm
from contests.models import LookAlike
from portal.workflow import RefusedError


class ComparePages(ApplicationPage):
    """Any two submitted versions side by side."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/compare/",
                view(self.compare_view),
                name="contests_application_compare",
            ),
            *super().get_urls(),
        ]

    def compare_view(self, request, pk):
        """The last two versions, or those chosen in the address."""
        application = self.application_of(request, pk)
        versions = versions_of(application)
        if not versions:
            raise Http404
        newest = versions[0].snapshot.sequence
        before, after = (versions[1].snapshot.sequence, newest) if versions[1:] else (newest, NOW)
        form = CompareForm(
            {"before": before, "after": after, **request.GET.dict()}, versions=versions
        )
        comparison = None
        if form.is_valid():
            chosen = form.cleaned_data
            comparison = compare(
                application, chosen["before"], chosen["after"], with_same=chosen["every"]
            )
        return self.application_page(
            request,
            application,
            "compare",
            form=form,
            comparison=comparison,
            title=_("Compare two submissions"),
        )


class LookAlikePages(ApplicationPage):
    """Dossiers that resemble this one: looking again, and saying what was found."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/look-alikes/",
                view(self.search_view),
                name="contests_application_look_alikes",
            ),
            path(
                "<int:pk>/look-alikes/<int:row_pk>/",
                view(self.settle_view),
                name="contests_application_look_alike",
            ),
            *super().get_urls(),
        ]

    def search_view(self, request, pk):
        """POST compares the dossier with all others now; GET leads back."""
        application = self.application_of(request, pk, "contests.screen_application")
        if request.method == "POST" and application.state in RECEIVED_STATES:
            search([application.pk])
            self.message_user(
                request, _("The dossier was compared with all others."), messages.SUCCESS
            )
        return self.back_to(pk, "look-alikes")

    def settle_view(self, request, pk, row_pk):
        """GET shows both dossiers; POST records the conclusion."""
        application = self.application_of(request, pk, "contests.screen_application")
        rows = LookAlike.objects.filter(Q(application=application) | Q(other=application))
        row = get_object_or_404(
            rows.select_related("application__contest", "other__contest"), pk=row_pk
        )
        if row.application.is_under_seal or row.other.is_under_seal:
            raise Http404
        form = SettleForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                settle_look_alike(row, actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error("reason", str(error.message))
            else:
                self.message_user(request, _("The conclusion is recorded."), messages.SUCCESS)
                return self.back_to(pk, "look-alikes")
        return self.application_page(
            request,
            application,
            "look_alike",
            row=row,
            rows=LookAlike.objects.filter(application=row.application, other=row.other),
            form=form,
            title=_("Conclude on a dossier that looks alike"),
            button=_("Record the conclusion"),
            back=self.url_of_part(pk, "look-alikes"),
        )


class MessagePages(ApplicationPage):
    """The thread with the people of the dossier; its form stands on the dossier page."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/messages/",
                view(self.message_view),
                name="contests_application_messages",
            ),
            *super().get_urls(),
        ]

    def thread_context(self, request, application):
        """What the dossier page shows of the thread; the secretariat opens it with the page."""
        thread = open_thread(application, reader=request.user)
        may_write = request.user.has_perm("contests.message_application", application)
        return {
            "thread": thread,
            "unread": sum(not one.is_from_staff and one.read_at is None for one in thread),
            "message_form": MessageForm(form_id="message-form") if may_write else None,
        }

    def message_view(self, request, pk):
        """POST sends; what is refused comes back with the text and the reason."""
        application = self.application_of(request, pk, "contests.message_application")
        form = MessageForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                send_message(application, actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error("text", str(error.message))
            else:
                self.message_user(request, _("The message is sent."), messages.SUCCESS)
                return self.back_to(pk, "messages")
        return self.application_page(
            request,
            application,
            "messages",
            thread=open_thread(application, reader=request.user),
            form=form,
            title=_("Messages about the dossier"),
        )
