"""Pages for problem statements: making one, and recording what came of its answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from rules.contrib.admin import ObjectPermissionsStackedInline

from contests.domain.challenges import create_challenge, record_pilot, why_no_pilot_report
from contests.domain.presets import challenge_preset
from contests.forms.challenges import ChallengeForm, PilotForm
from contests.models import ProblemStatement
from portal.admin.english import english_fieldset
from portal.workflow import RefusedError


class ProblemInline(ObjectPermissionsStackedInline):
    """The problem, on the page of its edition; made with it and never alone."""

    model = ProblemStatement
    extra = 0
    can_delete = False
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("owner", "background", "problem"),
                    *("requirements", "data_offered", "reward"),
                )
            },
        ),
        english_fieldset(ProblemStatement),
    )

    def has_add_permission(self, request, obj):
        return False


class ChallengePages:
    """For the admin of editions."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("challenge/", view(self.challenge_view), name="contests_contest_challenge"),
            path("<int:pk>/pilot/", view(self.pilot_view), name="contests_contest_pilot"),
            *super().get_urls(),
        ]

    def challenge_view(self, request):
        """Make a problem statement from the shipped preset."""
        if not request.user.has_perm("contests.add_contest"):
            raise PermissionDenied("contests.add_contest")
        form = ChallengeForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                contest = create_challenge(actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error(None, str(error.message))
            else:
                self.message_user(request, challenge_preset()["note"], messages.WARNING)
                text = _("The problem statement is made. It lists below what it still needs.")
                self.message_user(request, text, messages.SUCCESS)
                return redirect(reverse("admin:contests_contest_change", args=[contest.pk]))
        return self._act_page(
            request,
            form,
            title=_("New problem statement"),
            button=_("Make the problem statement"),
            back=reverse("admin:contests_contest_changelist"),
            sentences=[
                _(
                    "Few questions – solution, readiness, team, pilot, costs – and one round of judging are filled in; change what differs."
                ),
                _(
                    "The words of the problem, dates, contact and the decision that issues the rules are yours to enter."
                ),
            ],
        )

    def pilot_view(self, request, pk):
        """Record whether a pilot came of the answers."""
        contest = self.get_object(request, str(pk))
        if contest is None or not contest.is_challenge:
            raise Http404
        if not request.user.has_perm("contests.record_pilot"):
            raise PermissionDenied("contests.record_pilot")
        back = reverse("admin:contests_contest_change", args=[contest.pk])
        if reason := why_no_pilot_report(contest):
            self.message_user(request, reason, messages.ERROR)
            return redirect(back)
        form = PilotForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                record_pilot(contest, actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error(None, str(error.message))
            else:
                self.message_user(request, _("Recorded, and public."), messages.SUCCESS)
                return redirect(back)
        return self._act_page(
            request,
            form,
            title=_("Record what came of the answers"),
            button=_("Record it"),
            back=back,
            original=contest,
            sentences=[
                _("The page of the problem statement and the list show it at once."),
                _(
                    "What is recorded is not changed: a later report stands beside the earlier ones."
                ),
                _("No mail is sent."),
            ],
        )

    def _act_page(self, request, form, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            **context,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/act.html", context, status=status)
