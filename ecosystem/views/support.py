"""Support policies and programmes: the list, and one of them. The finder stands in the shell."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from ecosystem.domain.support import contact_of, source_warning
from ecosystem.domain.support_answers import group_label
from ecosystem.enums import SeekerKind, StartupStage
from ecosystem.filters import SupportFilter
from ecosystem.models import SupportOffer
from ecosystem.views.base import FilteredListView


class SupportListView(FilteredListView):
    """What is offered today."""

    template_name = "ecosystem/support_list.html"
    context_object_name = "offers"
    filterset_class = SupportFilter

    def get_queryset(self):
        self.queryset = SupportOffer.objects.offered().for_page().with_source_validity()
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(breadcrumbs=[(_("Support policies"), None)], **kwargs)
        for offer in context["offers"]:
            offer.source_warning = source_warning(offer.source_validity)
        return context


class SupportDetailView(DetailView):
    """An offer with its conditions and legal source; staff read drafts and what has ended."""

    template_name = "ecosystem/support_detail.html"
    context_object_name = "offer"

    def get_queryset(self):
        rows = SupportOffer.objects.visible_to(self.request.user)
        return (
            rows.for_page().with_source_validity().prefetch_related("for_fields", "for_localities")
        )

    def get_context_data(self, **kwargs):
        offer = self.object
        crumbs = [
            (_("Support policies"), reverse("ecosystem:support_list")),
            (offer.here.name, None),
        ]
        return super().get_context_data(
            conditions=self.conditions(),
            contact=contact_of(offer),
            source_warning=source_warning(offer.source_validity),
            breadcrumbs=crumbs,
            **kwargs,
        )

    def conditions(self):
        """Each condition in words; none of them leaves the offer open to everybody."""
        offer = self.object
        rows = (
            (_("Who may ask"), [SeekerKind(kind).label for kind in offer.for_seekers]),
            (_("Stages of a project"), [StartupStage(stage).label for stage in offer.for_stages]),
            (_("Fields"), offer.for_fields.all()),
            (_("Communes and wards"), offer.for_localities.all()),
            (_("Special groups"), [group_label(group) for group in offer.for_groups]),
        )
        return [(label, values) for label, values in rows if values]
