"""Petitions of a dossier's people: the list, sending one, its page, files, withdrawing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from contests.domain.petition_windows import grounds_of
from contests.domain.petitions import (
    MAX_FILES,
    add_files,
    file_petition,
    open_grounds,
    withdraw_petition,
)
from contests.enums import OPEN_PETITION_STATES
from contests.forms.applicant_steps import WithdrawForm
from contests.forms.petitions import PetitionFilesForm, PetitionForm
from contests.views.applicant import ApplicationPageMixin
from portal.serving import serve_stored_file
from portal.workflow import RefusedError


class PetitionListView(ApplicationPageMixin, TemplateView):
    """What was sent, what may still be contested, and until when."""

    template_name = "contests/petition_list.html"
    page_title = gettext_lazy("Petitions")

    def get_context_data(self, **kwargs):
        user, application = self.request.user, self.application
        rows = application.petitions.visible_to(user).select_related("round")
        may_file = user.has_perm("contests.file_petition", application)
        return super().get_context_data(
            petitions=rows,
            grounds=grounds_of(application),
            may_file=may_file and bool(open_grounds(application)),
            **kwargs,
        )


class PetitionCreateView(ApplicationPageMixin, FormView):
    """Send a petition; only the representative does."""

    template_name = "contests/petition_form.html"
    form_class = PetitionForm
    page_title = gettext_lazy("Send a petition")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            if not request.user.has_perm("contests.file_petition", self.application):
                messages.info(request, _("Only the representative of the team may do this."))
                return redirect("contests:petition_list", self.application.public_id)
            self.grounds = open_grounds(self.application)
            # A double click comes back after the first one was taken in: the domain finds it.
            if not self.grounds and request.method != "POST":
                return redirect("contests:petition_list", self.application.public_id)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        sent = self.application.petitions.filter(
            send_key=request.POST.get("send_key") or None, send_key__isnull=False
        ).select_related("application")
        return redirect(sent[0]) if sent else super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "grounds": self.grounds}

    def form_valid(self, form):
        try:
            petition = file_petition(self.application, actor=self.request.user, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        text = _("The petition is received. Its number is %(number)s.")
        messages.success(self.request, text % {"number": petition.reference})
        return redirect(petition)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PetitionPageMixin(ApplicationPageMixin):
    """A page of one petition of the dossier."""

    def get_application(self):
        application = super().get_application()
        rows = application.petitions.visible_to(self.request.user)
        self.petition = get_object_or_404(
            rows.select_related("round", "reply", "application"),
            reference=self.kwargs["reference"],
        )
        return application

    def is_open(self):
        return self.petition.state in OPEN_PETITION_STATES

    def may_act(self):
        return self.is_open() and self.request.user.has_perm(
            "contests.withdraw_petition", self.petition
        )

    def get_context_data(self, **kwargs):
        files = self.petition.files.select_related("stored")
        shown = [row for row in files if not row.is_from_staff or self.petition.is_answered]
        return super().get_context_data(
            petition=self.petition, files=shown, may_act=self.may_act(), **kwargs
        )


class PetitionDetailView(PetitionPageMixin, FormView):
    """Where the petition stands, the answer, and a form for more files while it is open."""

    template_name = "contests/petition_detail.html"
    form_class = PetitionFilesForm

    def get_title(self):
        return _("Petition %(number)s") % {"number": self.petition.reference}

    def get_context_data(self, **kwargs):
        own = self.petition.files.filter(is_from_staff=False).count()
        return super().get_context_data(has_room=own < MAX_FILES, **kwargs)

    def form_valid(self, form):
        try:
            add_files(self.petition, form.cleaned_data["files"], actor=self.request.user)
        except ValidationError as error:
            form.add_error("files", error)
            return self.form_invalid(form)
        except RefusedError as refused:
            messages.error(self.request, refused.message)
        else:
            messages.success(self.request, _("The files are added."))
        return redirect(self.petition)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PetitionWithdrawView(PetitionPageMixin, FormView):
    """Take the petition back; asks why."""

    template_name = "contests/petition_withdraw.html"
    form_class = WithdrawForm
    page_title = gettext_lazy("Withdraw the petition")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not self.may_act():
            return redirect(self.petition)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            withdraw_petition(
                self.petition, actor=self.request.user, reason=form.cleaned_data["reason"]
            )
        except RefusedError as refused:
            messages.error(self.request, refused.message)
        else:
            messages.success(self.request, _("The petition is withdrawn."))
        return redirect(reverse("contests:petition_list", args=[self.application.public_id]))


class PetitionFileView(PetitionPageMixin, View):
    """One file of the petition; the office's come with the answer."""

    def get(self, request, *args, **kwargs):
        rows = self.petition.files.select_related("stored")
        row = get_object_or_404(rows, stored__public_id=kwargs["file_id"])
        if row.is_from_staff and not self.petition.is_answered:
            raise Http404
        return serve_stored_file(request, row.stored)
