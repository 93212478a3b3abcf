"""Awards in the admin: the page of a final on which winners are proposed, and the list of all."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.admin.round_pages import RoundPage
from contests.domain import awards
from contests.domain.freezing import standing_results
from contests.forms.rounds import AwardForm
from contests.models import Award
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
                values = form.cleaned_data
                if self.try_step(
                    request,
                    form,
                    lambda: awards.propose_award(
                        values["result"].entry.application,
                        values["prize"],
                        actor=request.user,
                        reason=values["reason"],
                    ),
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
        free = standing_results(round_).exclude(entry__application__awards__isnull=False)
        return AwardForm(
            request.POST if request.method == "POST" else None,
            results=free,
            prizes=round_.contest.prizes.order_by("order"),
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

    def to_awards(self, round_):
        return redirect(reverse("admin:contests_round_awards", args=[round_.pk]))


@admin.register(Award)
class AwardAdmin(ObjectPermissionsModelAdmin):
    """Read only: awards are proposed on the page of their final."""

    list_display = ("prize", "reference", "project", "edition", "reason", "trace")
    list_filter = (("prize__contest", admin.RelatedOnlyFieldListFilter),)
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("prize__contest", "application")
    search_fields = ("application__reference", "application__title", "prize__name")
    ordering = ("-prize__contest__year", "prize__order", "pk")

    @admin.display(description=gettext_lazy("reference number"))
    def reference(self, award):
        return award.application.reference

    @admin.display(description=gettext_lazy("project"))
    def project(self, award):
        return award.application.title

    @admin.display(description=gettext_lazy("contest edition"))
    def edition(self, award):
        return award.prize.contest

    @admin.display(description=gettext_lazy("trace"))
    def trace(self, award):
        """The way back from the award to everything it stands on."""
        url = reverse("admin:contests_application_trace", args=[award.application_id])
        return format_html('<a href="{}">{}</a>', url, _("Trace of the result"))
