"""Everything that one person agreed to: to read, to withdraw, to take away as proof."""

from __future__ import annotations

import csv
import json

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, TemplateView, View

from contests.domain.consent_papers import (
    consent_record,
    consent_table,
    consents_of,
    own_proof,
    words_of_scope,
)
from contests.domain.consents import (
    WITHDRAWABLE,
    application_of,
    needs_withdrawal,
    withdraw_consent,
)
from contests.models import Application
from portal.models import Consent
from portal.models.consent import ConsentPurpose
from portal.workflow import RefusedError

CONSEQUENCES = {
    ConsentPurpose.CONTEST: gettext_lazy(
        "The application cannot take part with your data any more. A draft cannot be submitted; for "
        "a submitted one the secretariat is told and gets in touch."
    ),
    ConsentPurpose.CHILD: gettext_lazy(
        "The application cannot take part with your data any more. A draft cannot be submitted; for "
        "a submitted one the secretariat is told and gets in touch."
    ),
    ConsentPurpose.PUBLICATION: gettext_lazy(
        "Your name disappears from the results at once. Judging and awards are not affected."
    ),
    ConsentPurpose.JUDGE_NAME: gettext_lazy(
        "The transparency page of the edition no longer names you; it counts you among the jury."
    ),
    ConsentPurpose.CONTACT: gettext_lazy(
        "Your contact data are no longer passed on. Judging and awards are not affected."
    ),
}


DIRECTORY_CONSEQUENCE = gettext_lazy(
    "What you agreed to show disappears from the profile at once; you can agree again later by editing the profile."
)


STORY_CONSEQUENCE = gettext_lazy(
    "The founder’s name and quotation disappear from the story at once."
)


QUESTION_CONSEQUENCE = gettext_lazy("Your question and its answer are no longer shown.")


class ConsentListView(LoginRequiredMixin, ListView):
    """The ledger of one's own consents, newest first, each with what it belongs to."""

    template_name = "account/consents.html"
    context_object_name = "consents"
    paginate_by = 20

    def get_queryset(self):
        return consents_of(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        consents = list(context["consents"])
        ids = [
            row.scope.partition(":")[2] for row in consents if row.scope.startswith("application:")
        ]
        titles = dict(
            Application.objects.filter(public_id__in=ids).values_list("public_id", "title")
        )
        context["rows"] = [
            {
                "consent": consent,
                "scope": _scope(consent, titles),
                "may_withdraw": _may_withdraw(consent, self.request.user),
            }
            for consent in consents
        ]
        context["breadcrumbs"] = [
            (_("Your account"), reverse("account_profile")),
            (_("Your consents"), None),
        ]
        return context


def _scope(consent, titles):
    """What a consent belongs to, in words."""
    kind, _colon, name = consent.scope.partition(":")
    if kind == "application":
        return _("Application: %(title)s") % {"title": titles.get(name, name)}
    return words_of_scope(consent.scope)


def _may_withdraw(consent, user):
    return (
        consent.user_id == user.pk
        and consent.withdrawn_at is None
        and consent.purpose in WITHDRAWABLE
    )


def _consequence(consent):
    """What follows when it is withdrawn."""
    if consent.scope.startswith(("organization:", "startup:", "expert:")):
        return DIRECTORY_CONSEQUENCE
    if consent.scope.startswith("article:"):
        return STORY_CONSEQUENCE
    if consent.scope.startswith("readerquestion:"):
        return QUESTION_CONSEQUENCE
    return CONSEQUENCES[consent.purpose]


class ConsentWithdrawView(LoginRequiredMixin, TemplateView):
    """Say what follows before a consent is withdrawn."""

    template_name = "account/consent_withdraw.html"

    def get_consent(self):
        own = Consent.objects.filter(user=self.request.user, purpose__in=WITHDRAWABLE)
        return get_object_or_404(own, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if self.get_consent().withdrawn_at is not None:
            return redirect("account_consents")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        consent = self.get_consent()
        application = application_of(consent)
        leads_out = application and needs_withdrawal(consent, application, self.request.user)
        return super().get_context_data(
            consent=consent,
            application=application,
            leads_out=leads_out,
            consequence=_consequence(consent),
            breadcrumbs=[
                (_("Your account"), reverse("account_profile")),
                (_("Your consents"), reverse("account_consents")),
                (_("Withdraw a consent"), None),
            ],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            withdraw_consent(self.get_consent(), actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The consent is withdrawn."))
        return redirect("account_consents")


class ConsentExportView(LoginRequiredMixin, View):
    """One's own consents as proof: PDF, or CSV and JSON for programs."""

    def get(self, request, form):
        consents = list(consents_of(request.user))
        writers = {"pdf": self.as_pdf, "csv": self.as_csv, "json": self.as_json}
        if form not in writers:
            raise Http404
        response = writers[form](consents)
        response.headers["Content-Disposition"] = f'attachment; filename="dong-y.{form}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def as_pdf(self, consents):
        content = own_proof(self.request.user, consents)
        return HttpResponse(content, content_type="application/pdf")

    def as_csv(self, consents):
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        csv.writer(response).writerows(consent_table(consents))
        return response

    def as_json(self, consents):
        records = [consent_record(consent) for consent in consents]
        content = json.dumps(records, ensure_ascii=False, indent=2)
        return HttpResponse(content, content_type="application/json")
