"""Admin pages about a frozen result: why a rank is what it is, earlier versions, the reserve list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.admin.round_pages import RoundPage, ranking_context
from contests.domain.explanation import explain
from contests.domain.promotion import place_table
from contests.domain.ranking import ranking
from contests.domain.reserves import call_up_reserve, decline_place, free_places, waiting
from contests.enums import ApplicationState, Outcome, RoundState
from contests.forms.rounds import CallUpForm, DeclineForm
from contests.models import ResultVersion, RoundResult


class ResultPages(RoundPage):
    """Pages below a round."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = {
            "versions/": ("versions", self.versions_view),
            "versions/<int:number>/": ("version", self.version_view),
            "versions/<int:number>/<int:entry_pk>/": ("explanation", self.explanation_view),
            "places/": ("places", self.places_view),
            "call-up/<int:result_pk>/": ("call_up", self.call_up_view),
            "decline/<int:result_pk>/": ("decline", self.decline_view),
        }
        return [
            *(
                path(f"<int:pk>/{slug}", view(page), name=f"contests_round_{name}")
                for slug, (name, page) in pages.items()
            ),
            *super().get_urls(),
        ]

    # --- versions

    def versions_view(self, request, pk):
        """Every freezing of the round, newest first."""
        round_ = self.round_of(request, pk)
        rows = round_.result_versions.select_related("frozen_by", "set_aside_by")
        return self.round_page(
            request,
            round_,
            "contests/round/versions",
            title=_("Versions of the result"),
            versions=rows.order_by("-number"),
        )

    def version_view(self, request, pk, number):
        """The table of one version, as it was frozen."""
        round_ = self.round_of(request, pk)
        version = get_object_or_404(ResultVersion, round=round_, number=number)
        if version.set_aside_at is None:
            return self.to_ranking(round_)
        return self.round_page(
            request,
            round_,
            "contests/round/ranking",
            title=_("Version %(n)d of the ranking, set aside") % {"n": version.number},
            may_export=False,
            **ranking_context(request, ranking(round_, version)),
        )

    def explanation_view(self, request, pk, number, entry_pk):
        """One page on one rank: sheets, sums, rules, ties."""
        round_ = self.round_of(request, pk)
        version = get_object_or_404(ResultVersion, round=round_, number=number)
        explanation = explain(round_, entry_pk, version)
        if explanation is None:
            raise Http404
        return self.round_page(
            request,
            round_,
            "contests/round/explanation",
            title=_("How the rank of %(entry)s came about")
            % {"entry": explanation.result.entry.application.reference},
            explanation=explanation,
            result=explanation.result,
            rules=explanation.rules,
            version=version,
        )

    # --- places and reserves

    def places_view(self, request, pk):
        """Who goes on and who waits, by division; after publication also who gave up a place."""
        round_ = self.round_of(request, pk)
        if round_.is_final:
            raise Http404
        rows = [
            row
            for row in ranking(round_).rows
            if row.result.outcome in {Outcome.ADVANCE, Outcome.RESERVE, Outcome.PENDING}
        ]
        table = place_table(round_)
        divisions = list(dict.fromkeys(row.result.division for row in rows))
        may_call = round_.state == RoundState.PUBLISHED and request.user.has_perm(
            "contests.call_up_reserve", round_
        )
        return self.round_page(
            request,
            round_,
            "contests/round/places",
            title=_("Places and reserve list"),
            may_call=may_call,
            next_in_turn=self._next_in_turn(round_) if may_call else set(),
            advanced_state=ApplicationState.ADVANCED,
            groups=[
                (
                    division,
                    table.of(division),
                    [row for row in rows if row.result.division == division],
                )
                for division in divisions
            ],
        )

    @staticmethod
    def _next_in_turn(round_):
        """Results that may be called up now."""
        found = {}
        for row in waiting(round_):
            first = found.setdefault(row.division, row)
            if row is first and free_places(round_, row.division) < 1:
                found[row.division] = None
        rows = waiting(round_)
        return {
            row.pk
            for row in rows
            if found[row.division] is not None
            and row.reserve_position == found[row.division].reserve_position
        }

    def call_up_view(self, request, pk, result_pk):
        """Let the next reserve advance."""
        return self._act(
            request,
            pk,
            result_pk,
            form_class=CallUpForm,
            act=call_up_reserve,
            title=_("Call up %(entry)s from the reserve list"),
            sentences=[
                _("The application goes on to the next round, and its people are told by mail."),
                _("They are asked whether they take part, and reminded, like all who advance."),
                _("The published result stays as it is; the call is noted beside it."),
            ],
        )

    def decline_view(self, request, pk, result_pk):
        """Record that a place was given up."""
        return self._act(
            request,
            pk,
            result_pk,
            form_class=DeclineForm,
            act=decline_place,
            title=_("%(entry)s gives up its place"),
            sentences=[
                _("The application leaves the contest. This cannot be taken back."),
                _("Nobody is called up by this: call up the next of the reserve list afterwards."),
            ],
        )

    def _act(self, request, pk, result_pk, *, form_class, act, title, sentences):
        round_ = self.round_of(request, pk, "contests.call_up_reserve")
        rows = RoundResult.objects.select_related("entry__application", "entry__round")
        result = get_object_or_404(rows, pk=result_pk, entry__round=round_)
        form = form_class(request.POST if request.method == "POST" else None)
        to_places = redirect(reverse("admin:contests_round_places", args=[round_.pk]))
        if round_.state != RoundState.PUBLISHED:
            text = _("Before the publication nobody is called up: who is left moves up by rank.")
            self.message_user(request, text, messages.ERROR)
            return to_places
        if request.method == "POST" and form.is_valid():

            def step():
                act(result, actor=request.user, **form.cleaned_data)

            if self.try_step(request, form, step):
                return to_places
        entry = result.entry.application
        return self.round_page(
            request,
            round_,
            "act",
            title=title % {"entry": entry},
            form=form,
            sentences=sentences,
            button=_("Record the decision"),
            back=to_places.url,
        )
