"""Admin pages of possible conflicts: what the machine sees in a round, and concluding one pair."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.domain import judging
from contests.models import Assignment, Round
from portal.admin.workflow import ReasonForm
from portal.workflow import RefusedError

PER_PAGE = 100


class HintPages:
    """The list of a round below ``assignment/round/<pk>/``, and the page of one assignment."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("round/<int:pk>/hints/", wrap(self.hints_view), name="contests_round_hints"),
            path("<int:pk>/hints/", wrap(self.dismiss_view), name="contests_assignment_hints"),
            *super().get_urls(),
        ]

    def hints_view(self, request, pk):
        """Every assignment that a person has to look at, with the reason in words."""
        if not request.user.has_perm("contests.view_assignment"):
            raise PermissionDenied("contests.view_assignment")
        round_ = get_object_or_404(Round.objects.select_related("contest"), pk=pk)
        doubtful = judging.doubtful_assignments(round_)
        context = {
            **self.admin_site.each_context(request),
            "opts": Round._meta,
            "round": round_,
            "title": _("Possible conflicts of interest"),
            "page": Paginator(doubtful, PER_PAGE).get_page(request.GET.get("p")),
            "may_dismiss": request.user.has_perm("contests.dismiss_hint"),
        }
        return TemplateResponse(request, "admin/contests/round_hints.html", context)

    def dismiss_view(self, request, pk):
        """Show what the machine sees; POST records why it is no conflict."""
        if not request.user.has_perm("contests.dismiss_hint"):
            raise PermissionDenied("contests.dismiss_hint")
        rows = Assignment.objects.select_related(
            "judge", "entry__round__contest", "entry__application"
        )
        assignment = get_object_or_404(rows, pk=pk)
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                judging.dismiss_hints(
                    assignment.entry.application,
                    assignment.judge,
                    actor=request.user,
                    **form.cleaned_data,
                )
            except RefusedError as error:
                form.add_error(None, str(error.message))
            else:
                text = _("Recorded: this is no conflict of interest.")
                self.message_user(request, text, messages.SUCCESS)
                return redirect(
                    reverse("admin:contests_round_hints", args=[assignment.entry.round_id])
                )
        context = {
            **self.admin_site.each_context(request),
            "opts": Round._meta,
            "original": assignment.entry.round,
            "back": reverse("admin:contests_round_hints", args=[assignment.entry.round_id]),
            "button": _("Record the reason"),
            "assignment": assignment,
            "hints": judging.open_hints(assignment.entry.application, assignment.judge),
            "form": form,
            "title": _("This is no conflict of interest"),
        }
        return TemplateResponse(
            request,
            "admin/contests/assignment_hints.html",
            context,
            status=422 if form.errors else 200,
        )
