"""Admin pages of a round for the secretariat: assign, publish the assignments, watch the progress."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contests.domain import judging
from contests.forms.judging import AssignByHandForm
from contests.models import Assignment, Round
from portal.workflow import RefusedError

# The preview names this many problems; the count says how many there are.
SHOWN_PROBLEMS = 200


class RoundJudgingPages:
    """Pages below ``panel/round/<pk>/``; a round's change page links them by their names."""

    def get_urls(self):
        pages = {
            "assign": ("contests_round_assign", self.assign_view),
            "assign-by-hand": ("contests_round_assign_by_hand", self.assign_by_hand_view),
            "publish": ("contests_round_publish_assignments", self.publish_view),
            "progress": ("contests_round_progress", self.progress_view),
        }
        return [
            *(
                path(f"round/<int:pk>/{slug}/", self.admin_site.admin_view(view), name=name)
                for slug, (name, view) in pages.items()
            ),
            *super().get_urls(),
        ]

    def assign_view(self, request, pk):
        """Show what the panels would give to whom; POST gives it."""
        round_ = self._round(request, pk, "contests.assign_judge")
        if request.method == "POST":
            try:
                report = judging.assign_panels(round_, actor=request.user)
            except RefusedError as error:
                self.message_user(request, str(error.message), messages.ERROR)
                return self._to_progress(round_)
            self.message_user(
                request,
                ngettext("%(n)d assignment added.", "%(n)d assignments added.", report.created)
                % {"n": report.created},
                messages.SUCCESS,
            )
            if report.unplaced:
                text = _("%(n)d problems are listed on the page “Assign by panel”.")
                self.message_user(request, text % {"n": len(report.unplaced)}, messages.WARNING)
            return self._to_progress(round_)
        plan = judging.plan_panels(round_)
        return self._page(
            request,
            round_,
            "contests/round_assign.html",
            title=_("Assign by panel"),
            plan=plan,
            problems=plan.unplaced[:SHOWN_PROBLEMS],
            hinted=plan.hinted[:SHOWN_PROBLEMS],
        )

    def assign_by_hand_view(self, request, pk):
        """Give named dossiers to chosen judges; every refusal is told.

        Pairs with a possible conflict come back on the page, which then asks for a reason.
        """
        round_ = self._round(request, pk, "contests.assign_judge")
        form = AssignByHandForm(request.POST or None, round_=round_)
        hinted = []
        if request.method == "POST" and form.is_valid():
            hinted = self._assign_pairs(request, form)
            if not hinted:
                return self._to_progress(round_)
            form.add_error(None, _("Possible conflicts of interest: look at them before assigning"))
            for line in hinted:
                form.add_error(None, line)
        if not (hinted or form.data.get("despite")):
            del form.fields["despite"]
        return self._page(
            request,
            round_,
            "act.html",
            title=_("Assign by hand"),
            form=form,
            sentences=[
                _("Judges of the team and judges in conflict are refused; every refusal is told."),
                _("Judges see nothing and nobody is mailed before the assignments are published."),
            ],
        )

    def _assign_pairs(self, request, form):
        """Try every pair; return what the machine sees where a possible conflict held one back."""
        done, hinted = 0, []
        for entry in form.cleaned_data["references"]:
            for judge in form.cleaned_data["judges"]:
                try:
                    judging.assign_judge(
                        entry, judge, actor=request.user, despite=form.cleaned_data["despite"]
                    )
                except judging.HintedPairError as error:
                    hinted.append(f"{entry.application.reference}: {error.message}")
                except RefusedError as error:
                    text = f"{entry.application.reference}: {error.message}"
                    self.message_user(request, text, messages.WARNING)
                else:
                    done += 1
        if done or not hinted:
            text = ngettext("%(n)d assignment stands.", "%(n)d assignments stand.", done)
            level = messages.SUCCESS if done else messages.WARNING
            self.message_user(request, text % {"n": done}, level)
        return hinted

    def publish_view(self, request, pk):
        """Say who will be mailed; POST publishes and mails."""
        round_ = self._round(request, pk, "contests.assign_judge")
        if request.method == "POST":
            try:
                judges = judging.publish_assignments(round_, actor=request.user)
            except RefusedError as error:
                self.message_user(request, str(error.message), messages.ERROR)
            else:
                text = ngettext("%(n)d judge is mailed.", "%(n)d judges are mailed.", len(judges))
                self.message_user(request, text % {"n": len(judges)}, messages.SUCCESS)
            return self._to_progress(round_)
        return self._page(
            request,
            round_,
            "contests/round_publish_assignments.html",
            title=_("Publish the assignments"),
            news=judging.news_per_judge(round_),
        )

    def progress_view(self, request, pk):
        """How many sheets each judge has sent."""
        round_ = self._round(request, pk, "contests.view_assignment")
        rows = judging.progress(round_)
        return self._page(
            request,
            round_,
            "contests/round_progress.html",
            title=_("Progress of scoring"),
            rows=rows,
            assigned=sum(row.assigned for row in rows),
            sent=sum(row.sent for row in rows),
            may_assign=request.user.has_perm("contests.assign_judge"),
        )

    def _round(self, request, pk, permission):
        if not request.user.has_perm(permission):
            raise PermissionDenied(permission)
        return get_object_or_404(Round.objects.select_related("contest"), pk=pk)

    def _to_progress(self, round_):
        return redirect(self._progress_url(round_))

    def _progress_url(self, round_):
        return reverse("admin:contests_round_progress", args=[round_.pk])

    def _page(self, request, round_, template, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": Round._meta,
            "round": round_,
            "original": round_,
            "title": context["title"],
            "back": self._progress_url(round_),
        }
        form = context.get("form")
        status = 422 if form is not None and form.errors else 200
        return TemplateResponse(request, f"admin/{template}", context, status=status)


class AssignmentRemovalPage:
    """The page that takes one assignment away."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.remove_view)
        return [
            path("<int:pk>/remove/", view, name="contests_assignment_remove"),
            *super().get_urls(),
        ]

    def remove_view(self, request, pk):
        """Say what is lost; POST removes."""
        if not request.user.has_perm("contests.assign_judge"):
            raise PermissionDenied("contests.assign_judge")
        rows = Assignment.objects.select_related(
            "judge", "entry__round__contest", "entry__application"
        )
        assignment = get_object_or_404(rows, pk=pk)
        if request.method == "POST":
            try:
                judging.remove_assignment(assignment, actor=request.user)
            except RefusedError as error:
                self.message_user(request, str(error.message), messages.ERROR)
            else:
                self.message_user(request, _("The assignment is removed."), messages.SUCCESS)
            return redirect(reverse("admin:contests_assignment_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": assignment,
            "title": _("Remove the assignment"),
            "back": reverse("admin:contests_assignment_change", args=[pk]),
            "sentences": [
                _("The dossier leaves the judge's list; a draft of the sheet is lost."),
                _("Nobody is mailed."),
            ],
        }
        return TemplateResponse(request, "admin/act.html", context)
