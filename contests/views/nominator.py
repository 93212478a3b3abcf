"""The desk of a nominating unit: what names it, what it says of it, and what it enters itself."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, TemplateView

from contests.domain.claims import letter_of, make_claim_link
from contests.domain.nominations import answer_endorsement, desk_rows, units_of
from contests.domain.paper import enter_for_unit
from contests.domain.papers import parts_of
from contests.domain.status import status_of
from contests.enums import SCREENING_STATES, Endorsement
from contests.forms.intake import entrant_of
from contests.forms.nominations import DeskFilterForm, EndorsementForm, UnitEntryForm
from contests.models import Application, Contest
from portal.workflow import RefusedError


class DeskMixin(LoginRequiredMixin):
    """Pages for the people of nominating units; for everybody else they do not exist."""

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not user.has_perm("contests.use_nomination_desk"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class DeskView(DeskMixin, ListView):
    """Everything that names the unit, what waits for its answer first."""

    template_name = "contests/desk.html"
    context_object_name = "applications"
    paginate_by = 20

    def get_form(self):
        if not hasattr(self, "_form"):
            self._form = DeskFilterForm(self.request.GET or None, user=self.request.user)
        return self._form

    def get_queryset(self):
        rows, form = desk_rows(self.request.user), self.get_form()
        if not form.is_valid():
            return rows
        if form.cleaned_data["edition"]:
            rows = rows.filter(contest=form.cleaned_data["edition"])
        if form.cleaned_data["state"]:
            rows = rows.filter(endorsement=form.cleaned_data["state"])
        return rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            breadcrumbs=[(_("Desk of the nominating unit"), None)],
            form=self.get_form(),
            is_narrowed=any(self.request.GET.get(name) for name in ("edition", "state")),
            units=units_of(self.request.user),
            open_contest=Contest.objects.contests().accepting().first(),
            **kwargs,
        )
        return context | {"rows": [(row, status_of(row)) for row in context["applications"]]}


class DeskApplicationMixin(DeskMixin):
    """One dossier of the desk; another unit's does not exist."""

    def get_application(self):
        rows = Application.objects.nominated_by(self.request.user).select_related(
            "contest", "nominating_unit", "endorsed_by", "owner"
        )
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.application = self.get_application()

    def get_context_data(self, **kwargs):
        crumbs = [(_("Desk of the nominating unit"), reverse("contests:desk"))]
        crumbs.append((self.application.title, None))
        context = {"application": self.application, "breadcrumbs": crumbs}
        return super().get_context_data(**(context | kwargs))


class DeskApplicationView(DeskApplicationMixin, FormView):
    """The submitted version to read, and the unit's answer."""

    template_name = "contests/desk_application.html"
    form_class = EndorsementForm

    def get_initial(self):
        is_answered = self.application.endorsement in {Endorsement.ENDORSED, Endorsement.DECLINED}
        answer = self.application.endorsement if is_answered else None
        return {"answer": answer, "note": self.application.endorsement_note}

    def get_context_data(self, **kwargs):
        snapshot = self.application.snapshots.first()
        context = super().get_context_data(
            snapshot=snapshot,
            parts=parts_of(snapshot.content) if snapshot else [],
            status=status_of(self.application),
            may_answer=self.application.state in SCREENING_STATES,
            may_edit=self.request.user.has_perm("contests.edit_application", self.application),
            may_hand_over=self.application.is_for_someone,
            **kwargs,
        )
        return context | {"has_errors": bool(context["form"].errors)}

    def form_valid(self, form):
        try:
            answer_endorsement(
                self.application,
                actor=self.request.user,
                is_endorsed=form.cleaned_data["answer"] == Endorsement.ENDORSED,
                note=form.cleaned_data["note"],
            )
        except RefusedError as refused:
            form.add_error(None, refused.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The unit's answer is recorded."))
        return redirect("contests:desk_application", self.application.public_id)


class DeskEntryView(DeskMixin, FormView):
    """Enter a dossier for a team that does not do it itself."""

    template_name = "contests/desk_entry.html"
    form_class = UnitEntryForm

    def get_contest(self):
        return Contest.objects.contests().accepting().first()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self):
        return {"entry_key": uuid.uuid4().hex, "unit": units_of(self.request.user).first()}

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Desk of the nominating unit"), reverse("contests:desk")),
            (_("Enter an application"), None),
        ]
        return super().get_context_data(contest=self.get_contest(), breadcrumbs=crumbs, **kwargs)

    def form_valid(self, form):
        contest = self.get_contest()
        if contest is None:
            form.add_error(None, _("No edition of the contest takes applications at the moment."))
            return self.form_invalid(form)
        try:
            application = enter_for_unit(
                contest,
                entrant_of(form.cleaned_data),
                actor=self.request.user,
                unit=form.cleaned_data["unit"],
            )
        except (RefusedError, ValidationError) as refused:
            form.add_error(None, getattr(refused, "message", refused))
            return self.form_invalid(form)
        return redirect(application)


class HandOverView(DeskApplicationMixin, TemplateView):
    """Give an entered dossier to its people: by mail, or with a letter to print."""

    template_name = "contests/hand_over.html"

    def get(self, request, *args, **kwargs):
        if not request.user.has_perm("contests.hand_over_application", self.application):
            raise Http404
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        by_mail = request.POST.get("way") == "mail"
        try:
            link, key = make_claim_link(self.application, actor=request.user, by_mail=by_mail)
        except RefusedError as refused:
            messages.error(request, refused.message)
            return redirect("contests:desk_application", self.application.public_id)
        if by_mail:
            text = _("The link is sent to %(address)s.") % {"address": link.email}
            messages.success(request, text)
            return redirect("contests:desk_application", self.application.public_id)
        # Shown once: the key is kept nowhere.
        response = render(request, "contests/claim_letter.html", letter_of(link, key))
        response.headers["Cache-Control"] = "no-store"
        return response
