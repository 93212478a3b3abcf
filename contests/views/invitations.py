"""The page behind a mailed invitation: who invites to what, accept or decline."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from contests.domain.invitations import (
    InvitationGoneError,
    accept_invitation,
    decline_invitation,
    find_invitation,
    joined_with,
)
from contests.forms.members import JoinForm
from portal.workflow import RefusedError


@method_decorator(never_cache, name="dispatch")
class InvitationView(FormView):
    """Open to whoever holds the link; accepting needs an account, declining does not."""

    template_name = "contests/invitation.html"
    form_class = JoinForm

    def dispatch(self, request, *args, **kwargs):
        try:
            self.member = find_invitation(kwargs["key"])
        except InvitationGoneError as gone:
            if joined := self.joined():
                return joined
            context = {"message": gone.message}
            return render(request, "contests/invitation_gone.html", context, status=404)
        return super().dispatch(request, *args, **kwargs)

    def joined(self):
        """To the dossier, for who accepted with this link before; None for everybody else."""
        user = self.request.user
        application = joined_with(self.kwargs["key"], user) if user.is_authenticated else None
        return application and redirect(application)

    def question(self):
        """What to confirm when the account has another address than the one invited."""
        user = self.request.user
        if not user.is_authenticated or user.email.lower() == self.member.email.lower():
            return ""
        return _("Yes, I am %(name)s and join with the account %(account)s.") % {
            "name": self.member.full_name,
            "account": user.email,
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"question": self.question()}

    def get_context_data(self, **kwargs):
        following = urlencode({"next": self.request.path})
        context = super().get_context_data(
            member=self.member,
            application=self.member.application,
            login_url=f"{reverse('account_login')}?{following}",
            signup_url=f"{reverse('account_signup')}?{following}",
            **kwargs,
        )
        context["has_errors"] = bool(context["form"].errors)
        return context

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") == "decline":
            return self.decline()
        if not request.user.is_authenticated:
            return redirect(self.get_context_data()["login_url"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            member = accept_invitation(self.kwargs["key"], actor=self.request.user)
        except RefusedError as refused:
            # Of two clicks at once the second comes here.
            if joined := self.joined():
                return joined
            form.add_error(None, refused.message)
            return self.form_invalid(form)
        messages.success(self.request, _("You have joined the team."))
        return redirect("contests:application_consent", member.application.public_id)

    def decline(self):
        try:
            decline_invitation(self.kwargs["key"])
        except RefusedError as refused:
            messages.error(self.request, refused.message)
        else:
            messages.success(self.request, _("You have declined. The representative is told."))
        return redirect("site:home")
