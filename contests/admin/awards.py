"""Awards in the admin: the page of a final on which winners are proposed, and the life of each."""

from django.contrib import admin, messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from contests.admin.round_pages import RoundPage
from contests.domain import awards
from contests.domain.award_lives import hand_over_award, revoke_award
from contests.domain.freezing import standing_results
from contests.forms.awards import AwardForm, HandOverForm, RevokeForm, UnawardedForm
from contests.models import Award, Prize
from contests.workflow import AWARD
from portal.admin import AdminStep, WorkflowAdmin
from portal.workflow import RefusedError


class AwardPages(RoundPage):
    """The prize catalogue of the final with its winners."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/awards/", view(self.awards_view), name="contests_round_awards"),
            path(
                "<int:pk>/awards/<int:award_pk>/remove/",
                view(require_POST(self.remove_award_view)),
                name="contests_round_award_remove",
            ),
            path(
                "<int:pk>/awards/unawarded/<int:prize_pk>/",
                view(self.unawarded_view),
                name="contests_round_unawarded",
            ),
            *super().get_urls(),
        ]

    def awards_view(self, request, pk):
        """Who wins what, places left, and a form to propose the next award."""
        round_ = self.round_of(request, pk)
        if not round_.is_final:
            raise Http404
        form = None
        if self.may_decide(request, round_):
            form = self._award_form(request, round_)
            if request.method == "POST" and form.is_valid():
                values = dict(form.cleaned_data)
                application = values.pop("result").entry.application
                prize = values.pop("prize")
                if self.try_step(
                    request,
                    form,
                    lambda: awards.propose_award(application, prize, actor=request.user, **values),
                ):
                    return self.to_awards(round_)
        return self.round_page(
            request,
            round_,
            "contests/round/awards",
            title=_("Awards"),
            catalogue=awards.catalogue(round_),
            form=form,
        )

    def _award_form(self, request, round_):
        prizes = round_.contest.prizes.select_related("family").order_by("order")
        families = prizes.order_by().values("family").distinct().count()
        won = Count(
            "entry__application__awards",
            filter=~Q(entry__application__awards=None),
            distinct=True,
        )
        free = standing_results(round_).annotate(n_won=won).filter(n_won__lt=families)
        return AwardForm(
            request.POST if request.method == "POST" else None, results=free, prizes=prizes
        )

    def remove_award_view(self, request, pk, award_pk):
        """Take a proposal back; the button stands beside the award."""
        round_ = self.round_of(request, pk, "contests.propose_round")
        award = get_object_or_404(
            Award.objects.select_related("prize"), pk=award_pk, prize__contest=round_.contest_id
        )
        try:
            awards.remove_award(award, actor=request.user)
        except RefusedError as error:
            self.message_user(request, str(error.message), messages.ERROR)
        else:
            self.message_user(request, _("The award is removed."), messages.SUCCESS)
        return self.to_awards(round_)

    def unawarded_view(self, request, pk, prize_pk):
        """Decide that places of a prize stay without a winner, and why."""
        round_ = self.round_of(request, pk, "contests.propose_round")
        prize = get_object_or_404(Prize, pk=prize_pk, contest=round_.contest_id)
        form = UnawardedForm(
            request.POST if request.method == "POST" else None,
            initial={"reason": prize.unawarded_reason},
        )
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            if self.try_step(
                request,
                form,
                lambda: awards.leave_unawarded(prize, actor=request.user, reason=reason),
            ):
                return self.to_awards(round_)
        return self.round_page(
            request,
            round_,
            "act",
            title=_("Leave places empty: %(prize)s") % {"prize": prize.name},
            form=form,
            sentences=[
                _(
                    "The decision and its reason stand in the minutes of the council, the submission and the annex of the decision."
                ),
                _("It holds for the places that are empty now. A winner may still be proposed."),
            ],
        )

    def to_awards(self, round_):
        return redirect(reverse("admin:contests_round_awards", args=[round_.pk]))


def _what_revoking_does(award):
    return [
        _("The award stays on record with the decision; it is not counted any more."),
        _(
            "The public page of results shows that it was revoked, by which decision, without names."
        ),
        _("The representative of the application is told by mail."),
    ]


@admin.register(Award)
class AwardAdmin(WorkflowAdmin):
    """The life of each award; winners are proposed on the page of their final."""

    workflow = AWARD
    steps = {
        "hand_over": AdminStep(act=hand_over_award, form_class=HandOverForm, in_bulk=True),
        "revoke": AdminStep(
            act=revoke_award, form_class=RevokeForm, consequences=_what_revoking_does
        ),
    }
    list_display = (
        "prize",
        "reference",
        "project",
        "edition",
        "state",
        "handed_over_on",
        "paper_number",
        "trace",
    )
    list_filter = (
        "state",
        ("prize__contest", admin.RelatedOnlyFieldListFilter),
        ("family", admin.RelatedOnlyFieldListFilter),
    )
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("prize__contest", "prize__family", "application")
    search_fields = (
        "application__reference",
        "application__title",
        "prize__name",
        "receiver",
        "paper_number",
    )
    ordering = ("-prize__contest__year", "family__order", "prize__order", "pk")
    fieldsets = (
        (None, {"fields": ("prize", "family", "application", "state")}),
        (
            gettext_lazy("Proposal and decision"),
            {"fields": ("created_at", "reason", "extra_decision", "decision")},
        ),
        (
            gettext_lazy("Handing over"),
            {"fields": ("handed_over_on", "handed_over_by", "receiver", "paper_number")},
        ),
        (
            gettext_lazy("Revocation"),
            {"fields": ("revoked_at", "revoked_reason", "revoked_decision")},
        ),
    )

    @admin.display(description=gettext_lazy("reference number"))
    def reference(self, award):
        return award.application.reference

    @admin.display(description=gettext_lazy("project"))
    def project(self, award):
        return award.application.title

    @admin.display(description=gettext_lazy("year"), ordering="prize__contest__year")
    def edition(self, award):
        return award.prize.contest.year

    @admin.display(description=gettext_lazy("trace"))
    def trace(self, award):
        """The way back from the award to everything it stands on."""
        url = reverse("admin:contests_application_trace", args=[award.application_id])
        return format_html('<a href="{}">{}</a>', url, _("Trace of the result"))
