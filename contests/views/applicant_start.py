"""Beginning: what to prepare, the questions before the long form, and the draft."""

import uuid

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from contests.domain.applications import (
    InnerCircleError,
    QuotaReachedError,
    refuse_inner_circle,
)
from contests.domain.deadlines import IntakeClosedError, late_drafts, refuse_closed_intake
from contests.domain.entry import entry_questions, refusals
from contests.domain.limits import current_rules
from contests.domain.prefill import sources_for, start_prefilled, startups_of
from contests.forms.applicant_steps import EligibilityForm, StartForm
from contests.models import Application, Contest
from contests.views.public import list_crumb
from portal.workflow import RefusedError


class ContestStepMixin:
    """A step before the dossier exists; closed intake and the contest's own people get a page."""

    step_title = ""

    @cached_property
    def contest(self):
        contests = Contest.objects.visible_to(self.request.user)
        return get_object_or_404(contests.keyed(self.kwargs["edition"]))

    @cached_property
    def session_key(self):
        return f"entry-answers-{self.contest.key}"

    def dispatch(self, request, *args, **kwargs):
        try:
            refuse_inner_circle(request.user)
            refuse_closed_intake(self.contest)
        except RefusedError as refused:
            return self.refuse(refused)
        return super().dispatch(request, *args, **kwargs)

    def refuse(self, refused, *, reasons=()):
        """Say why not, on a page that is no error of the reader's."""
        is_closed = isinstance(refused, IntakeClosedError)
        context = {
            **self.get_context_base(),
            "message": refused.message if refused else "",
            "reasons": reasons,
            "is_closed": is_closed,
            "late_drafts": late_drafts(self.contest, self.request.user) if is_closed else (),
            "is_inner_circle": isinstance(refused, InnerCircleError),
            "is_quota": isinstance(refused, QuotaReachedError),
        }
        return render(self.request, "contests/application_stop.html", context)

    def get_context_base(self):
        contest = self.contest
        crumbs = [
            list_crumb(contest),
            (contest.page_name, contest.get_absolute_url()),
            (contest.words.apply, None),
        ]
        return {"contest": contest, "breadcrumbs": crumbs}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**(self.get_context_base() | kwargs))


class ApplicationStartView(ContestStepMixin, TemplateView):
    """What to prepare, how long it takes, and drafts that wait already."""

    template_name = "contests/application_start.html"

    def get_context_data(self, **kwargs):
        own = Application.objects.none()
        if self.request.user.is_authenticated:
            own = Application.objects.owned_by(self.request.user).filter(contest=self.contest)
        return super().get_context_data(
            applications=own, rules=current_rules(self.contest), **kwargs
        )


class ApplicationEntryView(ContestStepMixin, FormView):
    """The questions; usable without an account, the answers wait in the session."""

    template_name = "contests/application_entry.html"
    form_class = EligibilityForm

    @cached_property
    def rules(self):
        return current_rules(self.contest)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"questions": entry_questions(self.rules)}

    def get_initial(self):
        return self.request.session.get(self.session_key, {})

    def form_valid(self, form):
        reasons = refusals(self.rules, form.cleaned_data)
        if reasons:
            self.request.session.pop(self.session_key, None)
            return self.refuse(None, reasons=reasons)
        self.request.session[self.session_key] = form.cleaned_data
        return redirect("contests:application_create", self.contest.key)


class ApplicationCreateView(LoginRequiredMixin, ContestStepMixin, FormView):
    """The name of the project; the draft begins."""

    template_name = "contests/application_create.html"
    form_class = StartForm

    def get_initial(self):
        return {"start_key": uuid.uuid4().hex}

    def get_form_kwargs(self):
        person = self.request.user
        choices = {"sources": sources_for(person, self.contest), "startups": startups_of(person)}
        return super().get_form_kwargs() | choices

    def get(self, request, *args, **kwargs):
        if self.session_key not in request.session:
            return redirect("contests:application_entry", self.contest.key)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            application = start_prefilled(
                self.contest,
                actor=self.request.user,
                source=form.cleaned_data.get("source"),
                startup=form.cleaned_data.get("startup"),
                title=form.cleaned_data["title"],
                eligibility_answers=self.request.session.get(self.session_key, {}),
                start_key=form.cleaned_data["start_key"],
            )
        except RefusedError as refused:
            return self.refuse(refused)
        return redirect(application)
