"""Admin pages of a round's result: the ranking, its download, ties and outcomes."""

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.domain import rounds
from contests.domain.ranking import export_ranking, ranking
from contests.enums import RoundState
from contests.forms.rounds import OutcomeForm, TieForm
from contests.models import Round, RoundResult
from portal.workflow import RefusedError

# Rows of the table on one page.
ROWS_PER_PAGE = 100


class RoundPage:
    """What every page of a round needs: the round, the permission, the frame."""

    def round_of(self, request, pk, permission="contests.view_pending_result"):
        """The round with its edition; a stranger on the staff is refused."""
        if not request.user.has_perm(permission):
            raise PermissionDenied(permission)
        return get_object_or_404(Round.objects.select_related("contest", "decision"), pk=pk)

    def may_decide(self, request, round_):
        """Whether ties, outcomes and awards can be changed here and now."""
        return round_.state == RoundState.CLOSED and request.user.has_perm(
            "contests.propose_round", round_
        )

    def round_page(self, request, round_, template, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": Round._meta,
            "round": round_,
            "original": round_,
            "title": context["title"],
            "may_decide": self.may_decide(request, round_),
        }
        form = context.get("form")
        status = 422 if form is not None and form.is_bound and form.errors else 200
        return TemplateResponse(request, f"admin/{template}.html", context, status=status)

    def decision_page(self, request, round_, **context):
        """A page that asks for a decision about the ranking, and leads back to it."""
        context |= {
            "button": _("Record the decision"),
            "back": reverse("admin:contests_round_ranking", args=[round_.pk]),
        }
        return self.round_page(request, round_, "act", **context)

    def try_step(self, request, form, act):
        """Do ``act``; a refusal goes to the form. True when it was done."""
        try:
            act()
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return False
        self.message_user(request, _("Recorded."), messages.SUCCESS)
        return True

    def to_ranking(self, round_):
        return redirect(reverse("admin:contests_round_ranking", args=[round_.pk]))


class RankingPages(RoundPage):
    """The frozen ranking with its decisions."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/ranking/", view(self.ranking_view), name="contests_round_ranking"),
            path(
                "<int:pk>/ranking/export/",
                view(self.export_view),
                name="contests_round_ranking_export",
            ),
            path("<int:pk>/tie/<int:result_pk>/", view(self.tie_view), name="contests_round_tie"),
            path(
                "<int:pk>/outcome/<int:result_pk>/",
                view(self.outcome_view),
                name="contests_round_outcome",
            ),
            *super().get_urls(),
        ]

    def ranking_view(self, request, pk):
        """The whole table, with what broke each tie and what each outcome rests on."""
        round_ = self.round_of(request, pk)
        return self.round_page(
            request,
            round_,
            "contests/round/ranking",
            title=_("Ranking"),
            may_export=request.user.has_perm("contests.export_ranking"),
            **ranking_context(request, ranking(round_)),
        )

    def export_view(self, request, pk):
        """The official list as a spreadsheet; the download is recorded."""
        round_ = self.round_of(request, pk)
        try:
            rows = export_ranking(round_, actor=request.user)
        except RefusedError as error:
            self.message_user(request, str(error.message), messages.ERROR)
            return self.to_ranking(round_)
        name = f"xep-hang-{round_.slug}-{round_.contest.key}.csv"
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        csv.writer(response).writerows(rows)
        return response

    def tie_view(self, request, pk, result_pk):
        """Record the order that the chair decided within the tie that a result belongs to."""
        round_ = self.round_of(request, pk, "contests.propose_round")
        ties = ranking(round_).ties
        tie = next((tie for tie in ties if result_pk in {row.pk for row in tie}), None)
        if tie is None:
            self.message_user(request, _("There is no tie at this rank any more."), messages.ERROR)
            return self.to_ranking(round_)
        form = TieForm(request.POST if request.method == "POST" else None, tie=tie)
        if request.method == "POST" and form.is_valid():
            keys = ("reason", "number", "issued_on", "signer")
            values = {key: form.cleaned_data[key] for key in keys}
            rows = form.cleaned_data["in_order"]
            if self.try_step(
                request, form, lambda: rounds.break_tie(rows, actor=request.user, **values)
            ):
                return self.to_ranking(round_)
        return self.decision_page(
            request,
            round_,
            title=_("Decision of the chair on a tie"),
            form=form,
            sentences=[
                _("Ranks change only among these applications."),
                _("The decision and its minutes are printed beside the ranking."),
            ],
        )

    def outcome_view(self, request, pk, result_pk):
        """Let an entry advance, or not, by decision."""
        round_ = self.round_of(request, pk, "contests.propose_round")
        rows = RoundResult.objects.select_related("entry__application", "outcome_decision")
        result = get_object_or_404(rows, pk=result_pk, entry__round=round_)
        if round_.is_final:
            raise Http404
        form = OutcomeForm(
            request.POST if request.method == "POST" else None,
            initial=self._outcome_of(result),
        )
        if request.method == "POST" and form.is_valid():
            values = form.cleaned_data
            if self.try_step(
                request, form, lambda: rounds.set_outcome(result, actor=request.user, **values)
            ):
                return self.to_ranking(round_)
        return self.decision_page(
            request,
            round_,
            title=_("Outcome of %(entry)s") % {"entry": result.entry.application},
            form=form,
            sentences=[
                _("Rank of the application: %(rank)s.") % {"rank": result.rank or "–"},
                _("Nobody else moves up or down by this."),
            ],
        )

    @staticmethod
    def _outcome_of(result):
        decision = result.outcome_decision
        return {
            "outcome": result.outcome,
            "reason": result.outcome_reason,
            "number": decision.number if decision else "",
            "issued_on": decision.issued_on if decision else None,
            "signer": decision.signer if decision else "",
        }


def ranking_context(request, table):
    """The rows of one page of the table, and what the page shows besides."""
    page = Paginator(table.rows, ROWS_PER_PAGE).get_page(request.GET.get("p"))
    return {"table": table, "page": page}
