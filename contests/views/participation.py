"""The page behind the mailed question whether those who advanced take part; no account needed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from contests.domain.participation import (
    ParticipationGoneError,
    confirm_participation,
    decline_participation,
    find_participation,
    next_round,
)
from contests.enums import ApplicationState, ParticipationState
from contests.forms.participation import ParticipationForm
from portal.audit import SYSTEM
from portal.workflow import RefusedError


@method_decorator(never_cache, name="dispatch")
class ParticipationView(FormView):
    """Open to whoever holds the link: GET asks, POST answers."""

    template_name = "contests/participation.html"
    form_class = ParticipationForm

    def dispatch(self, request, *args, **kwargs):
        try:
            self.participation = find_participation(kwargs["key"])
        except ParticipationGoneError as gone:
            context = {"message": gone.message}
            return render(request, "contests/participation_gone.html", context, status=404)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        asked = self.participation
        is_open = (
            asked.state != ParticipationState.DECLINED
            and not asked.due_passed
            and asked.entry.application.state == ApplicationState.ADVANCED
        )
        context = super().get_context_data(
            participation=asked,
            application=asked.entry.application,
            contest=asked.entry.application.contest,
            following=next_round(asked.entry.round),
            is_open=is_open,
            **kwargs,
        )
        context["has_errors"] = bool(context["form"].errors)
        return context

    def form_valid(self, form):
        values = form.cleaned_data
        try:
            if values["answer"] == ParticipationState.CONFIRMED:
                confirm_participation(self.participation, actor=self.actor())
            else:
                decline_participation(
                    self.participation, actor=self.actor(), reason=values["reason"]
                )
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        messages.success(self.request, _("Your answer is recorded. Thank you."))
        return redirect(self.request.path)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def actor(self):
        """Who is asked, when signed in; else nobody but the link."""
        user = self.request.user
        is_known = user.has_perm("contests.answer_participation", self.participation)
        return user if is_known else SYSTEM
