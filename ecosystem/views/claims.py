"""Asking to keep a profile, or to have a new one."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from ecosystem.domain.claims import make_claim, refuse_claimant, withdraw_claim
from ecosystem.enums import KIND_OF_PATH, STARTUP_KIND, ClaimState
from ecosystem.forms.claims import ClaimForm, RegisterForm
from ecosystem.models import Organization, ProfileClaim, Startup
from ecosystem.views.base import kind_or_404
from portal.workflow import RefusedError


class ClaimFormView(LoginRequiredMixin, FormView):
    """GET says who may claim and what is needed; POST makes the claim."""

    template_name = "ecosystem/claim_form.html"
    form_class = ClaimForm
    profile = None

    def get_context_data(self, **kwargs):
        problem = ""
        try:
            refuse_claimant(self.request.user, self.profile)
        except RefusedError as refused:
            problem = refused.message
        return super().get_context_data(
            profile=self.profile, problem=problem, breadcrumbs=self.breadcrumbs(), **kwargs
        )

    def breadcrumbs(self):
        crumbs = [(_("Ecosystem"), reverse("ecosystem:directory"))]
        if self.profile is None:
            return [*crumbs, (_("Join the directory"), None)]
        crumbs.append((self.profile.name, self.profile.get_absolute_url()))
        return [*crumbs, (_("Ask to keep a profile"), None)]

    def form_valid(self, form):
        try:
            make_claim(self.request.user, profile=self.profile, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error("proof", error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Your claim was received. The office checks it and answers by e-mail."),
        )
        return redirect("ecosystem:profile_list")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class OrganizationClaimView(ClaimFormView):
    """Claim the profile of an organisation."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        rows = Organization.objects.public().filter(kind=kind_or_404(kwargs["kind"]))
        self.profile = get_object_or_404(rows, slug=kwargs["slug"])


class StartupClaimView(ClaimFormView):
    """Claim a project; a team without papers tells how it can be verified."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.profile = get_object_or_404(Startup.objects.public(), slug=kwargs["slug"])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "is_proof_needed": False}


class RegisterView(ClaimFormView):
    """Ask for a profile that the directory does not have yet."""

    form_class = RegisterForm

    def get_initial(self):
        """The call for partners knows the kind already (``?loai=``)."""
        asked = self.request.GET.get("loai", "")
        return {"proposed_kind": STARTUP_KIND if asked == STARTUP_KIND else KIND_OF_PATH.get(asked)}

    def get_form_kwargs(self):
        """A project needs no paper."""
        kind = self.request.POST.get("proposed_kind")
        return {**super().get_form_kwargs(), "is_proof_needed": kind != STARTUP_KIND}


class ClaimWithdrawView(LoginRequiredMixin, TemplateView):
    """Asks before one's own claim is taken back."""

    template_name = "ecosystem/claim_withdraw.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(claim=self.claim(), **kwargs)

    def claim(self):
        rows = ProfileClaim.objects.filter(user=self.request.user, state=ClaimState.RECEIVED)
        found = rows.filter(pk=self.kwargs["pk"]).select_related("organization", "startup").first()
        if found is None:
            raise Http404
        return found

    def post(self, request, *args, **kwargs):
        """Withdraw."""
        try:
            withdraw_claim(self.claim(), actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Your claim is withdrawn."))
        return redirect(reverse("ecosystem:profile_list"))
