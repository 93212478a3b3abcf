"""The directory of actors, its kinds, and the profile of one organisation."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from ecosystem.enums import KIND_PATHS, MISSING_KINDS, OrganizationKind
from ecosystem.filters import OrganizationFilter
from ecosystem.models import Organization
from ecosystem.views.base import FilteredListView, kind_or_404

# Actors of the past are few; a page shows them below those of today.
FORMER_SHOWN = 20


class DirectoryView(FilteredListView):
    """Every actor, with the kinds, how many of each there are, and what is still missing."""

    template_name = "ecosystem/directory.html"
    context_object_name = "organizations"
    filterset_class = OrganizationFilter
    kind = None

    def get_queryset(self):
        self.queryset = Organization.objects.public().existing().for_list_page()
        return super().get_queryset()

    def narrowed(self, rows):
        """``rows`` narrowed as the list is, without asking for the choices again."""
        return self.filterset.filter_queryset(rows.filter(kind=self.kind) if self.kind else rows)

    def former(self):
        """Actors of the past that the same filters find."""
        rows = Organization.objects.public().ended().select_related("successor")
        return self.narrowed(rows)[:FORMER_SHOWN]

    def get_context_data(self, **kwargs):
        counts = Organization.objects.public().existing().counts_by_kind()
        kinds = [
            {
                "label": kind.label,
                "count": counts.get(kind.value, 0),
                "url": reverse("ecosystem:organization_list", args=[KIND_PATHS[kind]]),
                "is_missing": kind in MISSING_KINDS and not counts.get(kind.value),
            }
            for kind in OrganizationKind
        ]
        return super().get_context_data(
            kinds=kinds, breadcrumbs=[(_("Ecosystem"), None)], former=self.former(), **kwargs
        )


class OrganizationListView(DirectoryView):
    """The actors of one kind; a kind that is still missing becomes a call for partners."""

    template_name = "ecosystem/organization_list.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind = kind_or_404(kwargs["kind"])

    def get_filterset(self, rows):
        rows = rows.filter(kind=self.kind)
        return self.filterset_class(self.request.GET, queryset=rows, without=("kind",))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(kind=self.kind, **kwargs)
        context["is_missing_kind"] = self.kind in MISSING_KINDS
        context["breadcrumbs"] = [
            (_("Ecosystem"), reverse("ecosystem:directory")),
            (self.kind.label, None),
        ]
        return context


class OrganizationDetailView(DetailView):
    """A profile; one that ended says so and points to its successor."""

    template_name = "ecosystem/organization_detail.html"
    context_object_name = "organization"

    def get_queryset(self):
        return (
            Organization.objects.visible_to(self.request.user)
            .filter(kind=kind_or_404(self.kwargs["kind"]))
            .for_detail_page()
        )

    def get_context_data(self, **kwargs):
        kind = OrganizationKind(self.object.kind)
        return super().get_context_data(
            breadcrumbs=[
                (_("Ecosystem"), reverse("ecosystem:directory")),
                (kind.label, reverse("ecosystem:organization_list", args=[KIND_PATHS[kind]])),
                (self.object.name, None),
            ],
            **kwargs,
        )
