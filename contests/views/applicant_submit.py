"""The last steps: check the answers, declare and agree, submit; and the way back out."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from contests.domain import applications as domain
from contests.domain import dossier, papers, phases
from contests.domain.answers import SupplementOverdueError
from contests.domain.consent_texts import consent_texts
from contests.domain.consents import missing_consents, record_consents
from contests.domain.deadlines import IntakeClosedError, open_until, told_deadline
from contests.domain.identity import masked_email
from contests.domain.next_dates import next_steps, past_days
from contests.domain.snapshots import snapshot_content
from contests.enums import ApplicationState
from contests.forms.applicant_steps import WithdrawForm
from contests.forms.members import ConsentForm
from contests.models import Application
from contests.views.applicant import ApplicationPageMixin
from contests.views.applicant_sections import EditPageMixin, page_url
from contests.workflow import APPLICATION
from portal.accounts import has_verified_email
from portal.dates import format_deadline
from portal.workflow import RefusedError

LATE = (IntakeClosedError, SupplementOverdueError)


class CheckAnswersView(EditPageMixin, TemplateView):
    """The whole dossier on one page, each part with the way to change it."""

    template_name = "contests/application_check.html"
    page_title = gettext_lazy("Check your answers")
    path = dossier.CHECK

    def get_title(self):
        return self.page_title

    def get_context_data(self, **kwargs):
        content = snapshot_content(self.application)
        return super().get_context_data(
            parts=dossier_parts(self.application, content),
            missing=self.tasks.missing,
            awaited=[] if self.tasks.missing else awaited_consents(self.application),
            is_verified=is_verified(self.application),
            is_late=self.is_late(),
            grace_until=self.get_grace(),
            **kwargs,
        )


def awaited_consents(application):
    """Sentences on consents that members with an account still have to give themselves."""
    return [
        consent.sentence
        for consent in missing_consents(application)
        if consent.text.is_own and not consent.text.person.is_representative
    ]


def is_verified(application):
    """Whether the owner's address is confirmed; who has no account yet cannot confirm one."""
    return application.owner is None or has_verified_email(application.owner)


def dossier_parts(application, content):
    """Return the parts of a dossier as titles, rows and the address where each is changed."""
    paths = dossier.task_list(application).paths
    return [
        (part, f"{page_url(application, part.path)}?ve={dossier.CHECK}")
        for part in papers.parts_of(content)
        if part.path in paths
    ]


class DeclareView(EditPageMixin, FormView):
    """Declaration and consents, each box on its own; the button submits."""

    template_name = "contests/application_declare.html"
    form_class = ConsentForm
    page_title = gettext_lazy("Declaration and consent")
    path = dossier.CHECK
    lead_only = True

    def get_title(self):
        return self.page_title

    def dispatch(self, request, *args, **kwargs):
        # A second click arrives after the first has submitted: it belongs on the confirmation.
        if request.user.is_authenticated and self.application.state == ApplicationState.SUBMITTED:
            return redirect("contests:application_submitted", self.application.public_id)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.tasks.missing:
            return redirect("contests:application_check", self.application.public_id)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"texts": consent_texts(self.application)}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            is_verified=is_verified(self.application),
            awaited=awaited_consents(self.application),
            is_late=self.is_late(),
            grace_until=self.get_grace(),
            **kwargs,
        )
        context["has_errors"] = bool(context["form"].errors)
        context["leaves"] = self.application.contest.words.leaves % {
            "title": self.application.title,
            "reference": self.application.reference,
        }
        return context

    def form_valid(self, form):
        try:
            with transaction.atomic():
                record_consents(self.application, actor=self.request.user, purposes=form.purposes())
                domain.submit_application(self.application, actor=self.request.user)
        except domain.ConsentMissingError as refused:
            form.add_error(None, refused.message)
            return self.form_invalid(form)
        except RefusedError as refused:
            return self.refuse(refused)
        return redirect("contests:application_submitted", self.application.public_id)

    def refuse(self, refused):
        """A late submission gets a page of its own; everything else says why and keeps the draft."""
        fresh = Application.objects.get(pk=self.application.pk)
        if fresh.state == ApplicationState.SUBMITTED:
            return redirect("contests:application_submitted", fresh.public_id)
        if isinstance(refused, LATE):
            context = self.get_context_data(
                message=refused.message, deadline=told_deadline(self.application)
            )
            return render(self.request, "contests/application_late.html", context)
        messages.error(self.request, refused.message)
        return redirect("contests:application_check", self.application.public_id)


class SubmittedView(ApplicationPageMixin, TemplateView):
    """The confirmation: a lasting address with the number, what happens next, and the PDF."""

    template_name = "contests/application_submitted.html"

    @property
    def page_title(self):
        return self.application.contest.words.submitted

    def get(self, request, *args, **kwargs):
        if self.application.number is None:
            raise Http404
        if self.application.state == ApplicationState.DRAFT:
            return redirect(self.application)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            email=masked_email(address) if (address := self.application.notice_address) else "",
            timeline=phases.timeline(self.application.contest),
            next_steps=next_steps(self.application, past=past_days(self.application.contest)),
            snapshot=self.application.snapshots.first(),
            correct_until=open_until(self.application),
            **kwargs,
        )


def may_take(application, step, user):
    """Whether a step of the workflow is open to ``user`` now."""
    return any(found.name == step for found in APPLICATION.available(application, user))


class ConfirmStepView(ApplicationPageMixin, TemplateView):
    """Ask before a step is taken: GET says what will happen, POST does it."""

    template_name = "contests/application_confirm.html"
    lead_only = True
    step = ""
    text = ""
    button = ""

    def get(self, request, *args, **kwargs):
        if not self.is_offered():
            return redirect(self.application)
        return super().get(request, *args, **kwargs)

    def is_offered(self):
        return may_take(self.application, self.step, self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            text=self.text, button=self.button, back=self.application.get_absolute_url(), **kwargs
        )

    def post(self, request, *args, **kwargs):
        try:
            return self.act()
        except RefusedError as refused:
            messages.error(request, refused.message)
            return redirect(self.application)

    def act(self):
        raise NotImplementedError


class WithdrawToCorrectView(ConfirmStepView):
    step = "withdraw_to_correct"
    page_title = gettext_lazy("Withdraw to correct")
    button = gettext_lazy("Withdraw to correct")

    @property
    def text(self):
        return _(
            "The application becomes a draft again and is not submitted until you submit it once "
            "more, by %(until)s. Its number is kept."
        ) % {"until": format_deadline(open_until(self.application))}

    def is_offered(self):
        return super().is_offered() and open_until(self.application) is not None

    def act(self):
        draft = domain.withdraw_to_correct(self.application, actor=self.request.user)
        until = open_until(draft)
        if until is not None:
            text = _("The application is a draft now. Submit it again by %(until)s.")
            messages.warning(self.request, text % {"until": format_deadline(until)})
        return redirect(draft)


class DiscardView(ConfirmStepView):
    page_title = gettext_lazy("Delete the draft")
    text = gettext_lazy("The draft with its answers and files is deleted. This cannot be undone.")
    button = gettext_lazy("Delete the draft")

    def is_offered(self):
        return self.application.state == ApplicationState.DRAFT and self.application.number is None

    def act(self):
        domain.discard_draft(self.application, actor=self.request.user)
        messages.success(self.request, _("The draft is deleted."))
        return redirect("contests:application_list")


class WithdrawView(ApplicationPageMixin, FormView):
    """Take the dossier out of the contest for good."""

    template_name = "contests/application_withdraw.html"
    form_class = WithdrawForm
    lead_only = True

    @property
    def page_title(self):
        return self.application.contest.words.withdraw

    def get(self, request, *args, **kwargs):
        if not may_take(self.application, "withdraw", request.user):
            return redirect(self.application)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["has_errors"] = bool(context["form"].errors)
        context["leaves"] = self.application.contest.words.leaves % {
            "title": self.application.title,
            "reference": self.application.reference,
        }
        return context

    def form_valid(self, form):
        reason = form.cleaned_data["reason"]
        try:
            domain.withdraw_application(self.application, actor=self.request.user, reason=reason)
        except RefusedError as refused:
            messages.error(self.request, refused.message)
        else:
            messages.success(self.request, _("The application is withdrawn."))
        return redirect(self.application)
