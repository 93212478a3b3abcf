"""The page behind the link that asks somebody onto a jury: terms, yes or no, then the seat."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from contests.domain import judging
from contests.enums import JudgeInvitationState
from contests.forms.juries import DeclineForm, SeatForm
from portal.workflow import RefusedError

BAD_INPUT = 422


@method_decorator(never_cache, name="dispatch")
class JudgeInvitationView(TemplateView):
    """Open to whoever holds the link. Answering needs no account, taking the seat does."""

    template_name = "contests/judge_invitation.html"

    def dispatch(self, request, *args, **kwargs):
        try:
            self.invitation = judging.find_judge_invitation(kwargs["key"])
        except judging.JudgeInvitationGoneError as gone:
            context = {"message": gone.message}
            template = "contests/judge_invitation_gone.html"
            return render(request, template, context, status=404)
        return super().dispatch(request, *args, **kwargs)

    def is_invited_account(self):
        user = self.request.user
        return user.has_perm("contests.answer_judgeinvitation", self.invitation)

    def post(self, request, *args, **kwargs):
        act = self.decline if request.POST.get("action") == "decline" else self.accept
        try:
            return act()
        except RefusedError as refused:
            messages.error(request, refused.message)
            return redirect(request.path)

    def accept(self):
        """Take the seat with the invited account; without one, only say yes."""
        if not self.is_invited_account():
            judging.accept_judge_invitation(self.kwargs["key"])
            return redirect(self.request.path)
        form = SeatForm(self.request.POST)
        if not form.is_valid():
            return self.show(form=form)
        judging.take_seat(self.kwargs["key"], actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("You have joined the jury. Thank you."))
        return redirect("contests:judge_home")

    def decline(self):
        form = DeclineForm(self.request.POST)
        if not form.is_valid():
            return self.show(decline_form=form)
        judging.decline_judge_invitation(self.kwargs["key"], **form.cleaned_data)
        messages.success(self.request, _("You have declined. The secretariat is told."))
        return redirect("site:home")

    def show(self, **forms):
        return self.render_to_response(self.get_context_data(**forms), status=BAD_INPUT)

    def get_context_data(self, **kwargs):
        following = urlencode({"next": self.request.path})
        kwargs.setdefault("form", SeatForm())
        kwargs.setdefault("decline_form", DeclineForm())
        return super().get_context_data(
            invitation=self.invitation,
            panel=self.invitation.panel,
            round=self.invitation.panel.round,
            has_accepted=self.invitation.state == JudgeInvitationState.ACCEPTED,
            is_invited_account=self.is_invited_account(),
            naming_text=judging.naming_text(),
            login_url=f"{reverse('account_login')}?{following}",
            signup_url=f"{reverse('account_signup')}?{following}",
            **kwargs,
        )
