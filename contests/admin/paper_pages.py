"""The page of an edition's official papers: what can be made now, why the rest cannot, who made what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contests.domain import official
from contests.enums import PaperFormat, PaperIssuer, PaperKind
from contests.forms.papers import MakePaperForm
from contests.models import Contest, MadePaper
from portal.workflow import RefusedError

# The page names the last papers made; the list has them all.
SHOWN_PAPERS = 20


class PaperPages:
    """For the admin of editions."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/papers/", view(self.papers_view), name="contests_contest_papers"),
            path(
                "<int:pk>/papers/make/",
                view(require_POST(self.make_paper_view)),
                name="contests_contest_make_paper",
            ),
            *super().get_urls(),
        ]

    def papers_view(self, request, pk):
        """Every paper of the edition and its rounds, with a button for each that can be made."""
        contest = self._contest(request, pk)
        rounds = contest.rounds.order_by("order").select_related("council_meeting", "decision")
        made = MadePaper.objects.filter(contest=contest).select_related("round", "judge", "made_by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "contest": contest,
            "title": _("Official papers"),
            "formats": PaperFormat.choices,
            "of_edition": official.papers_of_edition(contest),
            "rounds": [self._round_papers(contest, round_) for round_ in rounds],
            "offices": self._offices(contest),
            "made": made[:SHOWN_PAPERS],
            "may_change": request.user.has_perm("contests.change_paperoffice"),
        }
        return TemplateResponse(request, "admin/contests/contest/papers.html", context)

    def make_paper_view(self, request, pk):
        """Hand out one paper; a refusal is told on the page."""
        contest = self._contest(request, pk)
        form = MakePaperForm(request.POST, contest=contest)
        if not form.is_valid():
            for problems in form.errors.values():
                self.message_user(request, problems[0], messages.ERROR)
            return self._to_papers(contest)
        chosen = form.cleaned_data
        try:
            paper = official.make_paper(
                contest,
                PaperKind(chosen["kind"]),
                PaperFormat(chosen["format"]),
                actor=request.user,
                round_=chosen["round"],
                judge=chosen["judge"],
            )
        except RefusedError as error:
            self.message_user(request, str(error.message), messages.ERROR)
            return self._to_papers(contest)
        response = HttpResponse(paper.content, content_type=paper.content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{paper.name}"'
        return response

    def _contest(self, request, pk):
        if not request.user.has_perm("contests.make_paper"):
            raise PermissionDenied("contests.make_paper")
        return get_object_or_404(Contest, pk=pk)

    def _to_papers(self, contest):
        return redirect(reverse("admin:contests_contest_papers", args=[contest.pk]))

    def _round_papers(self, contest, round_):
        meeting = getattr(round_, "council_meeting", None)
        add = reverse("admin:contests_councilmeeting_add")
        return {
            "round": round_,
            "papers": official.papers_of_round(round_),
            "judges": official.judges_of(contest, round_),
            "meeting_url": reverse("admin:contests_councilmeeting_change", args=[meeting.pk])
            if meeting
            else f"{add}?round={round_.pk}",
        }

    def _offices(self, contest):
        """Each issuer with the address where its head and signatures are changed."""
        kept = dict(contest.paper_offices.values_list("issuer", "pk"))
        add = reverse("admin:contests_paperoffice_add")
        return [
            (
                issuer.label,
                reverse("admin:contests_paperoffice_change", args=[kept[issuer]])
                if issuer in kept
                else f"{add}?contest={contest.pk}&issuer={issuer}",
                issuer in kept,
            )
            for issuer in PaperIssuer
        ]
