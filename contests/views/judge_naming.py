"""The page on which a judge says whether the public may read the own name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from contests.domain import judging
from contests.forms.juries import NamingForm
from contests.models import Contest
from contests.views.judge import JudgePageMixin


class JudgeNamingView(JudgePageMixin, FormView):
    """For whoever sits on a jury of the edition; for others it does not exist."""

    template_name = "contests/judge_naming.html"
    form_class = NamingForm

    @cached_property
    def contest(self):
        seated = Contest.objects.judged_by(self.request.user)
        return get_object_or_404(seated.keyed(self.kwargs["edition"]))

    def get_initial(self):
        return {"is_named": judging.is_named(self.contest, self.request.user)}

    def form_valid(self, form):
        judging.set_named(
            self.contest, judge=self.request.user, agrees=form.cleaned_data["is_named"]
        )
        messages.success(self.request, _("Your answer is recorded. Thank you."))
        return redirect("contests:judge_home")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            contest=self.contest,
            naming_text=judging.naming_text(),
            breadcrumbs=[
                (_("Scoring of applications"), reverse("contests:judge_home")),
                (_("Your name in public"), None),
            ],
            **kwargs,
        )
