"""Taking over a dossier that was entered for one: the code of the letter, then one question."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from contests.domain.claims import claim_application, claimed_with, clean_key, open_claim
from contests.forms.intake import ClaimCodeForm
from portal.workflow import RefusedError


class ClaimCodeView(FormView):
    """Where the letter's code is typed."""

    template_name = "contests/claim_code.html"
    form_class = ClaimCodeForm

    def form_valid(self, form):
        key = clean_key(form.cleaned_data["code"])
        user = self.request.user
        mine = claimed_with(key, user) if user.is_authenticated else None
        if not key or (open_claim(key) is None and mine is None):
            form.add_error("code", _("This code is not right, was used already or has expired"))
            return self.form_invalid(form)
        return redirect("contests:claim", key)


class ClaimView(LoginRequiredMixin, TemplateView):
    """GET says which dossier it is, POST makes the signed-in person its owner."""

    template_name = "contests/claim.html"

    def get(self, request, *args, **kwargs):
        link = open_claim(kwargs["key"])
        if link is None:
            return self.refuse_or_lead(_("This link or code was used already or has expired."))
        response = self.render_to_response(self.get_context_data(application=link.application))
        # The address is a key: no cache keeps the page.
        add_never_cache_headers(response)
        return response

    def post(self, request, *args, **kwargs):
        if not clean_key(kwargs["key"]):
            raise Http404
        try:
            application = claim_application(kwargs["key"], actor=request.user)
        except RefusedError as refused:
            return self.refuse_or_lead(refused.message)
        messages.success(request, _("The application is yours now."))
        return redirect(application)

    def refuse_or_lead(self, message):
        """To the dossier, for who took it over with this code before; everybody else reads why not."""
        if application := claimed_with(self.kwargs["key"], self.request.user):
            return redirect(application)
        return render(self.request, "contests/claim_refused.html", {"message": message}, status=410)
