"""The directory of actors, its kinds, and the profile of one organisation."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from ecosystem.domain.cards import organization_card
from ecosystem.domain.claims import claim_path, edit_path
from ecosystem.enums import KIND_PATHS, MISSING_KINDS, STARTUP_KIND, OrganizationKind
from ecosystem.filters import ActorFilter, facets
from ecosystem.models import Organization
from ecosystem.views.base import PER_PAGE, kind_or_404

# Actors of the past are few; a page shows them below those of today.
FORMER_SHOWN = 20


class ActorListView(ListView):
    """Actors that the GET form narrows; every choice tells how many it would find."""

    paginate_by = PER_PAGE
    context_object_name = "actors"
    filterset_class = ActorFilter
    without: tuple[str, ...] = ()

    def sources(self):
        """The tables that the list shows as one."""
        return facets.organizations(), facets.startups()

    def get_queryset(self):
        self.filterset = self.filterset_class(
            self.request.GET, sources=self.sources(), without=self.without
        )
        return facets.DirectoryPage(self.filterset.directory)

    def get_context_data(self, **kwargs):
        return super().get_context_data(filterset=self.filterset, **kwargs)


class DirectoryView(ActorListView):
    """Every actor, with the kinds, how many of each there are, and what is still missing."""

    template_name = "ecosystem/directory.html"

    def former(self):
        """Actors of the past that the same filters find."""
        rows = Organization.objects.public().ended().select_related("successor")
        return self.filterset.former(rows)[:FORMER_SHOWN]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            kinds=kinds_with_counts(self.filterset.directory.counts["loai"]),
            breadcrumbs=[(_("Ecosystem"), None)],
            former=self.former(),
            **kwargs,
        )


class OrganizationListView(ActorListView):
    """The actors of one kind; a kind that is still missing becomes a call for partners."""

    template_name = "ecosystem/organization_list.html"
    without = ("kind",)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind = kind_or_404(kwargs["kind"])

    def sources(self):
        every = facets.organizations()
        return (facets.Source(every.rows.filter(kind=self.kind), every.facets),)

    def get_context_data(self, **kwargs):
        former = Organization.objects.public().ended().filter(kind=self.kind)
        return super().get_context_data(
            kind=self.kind,
            kind_path=KIND_PATHS[self.kind],
            is_missing_kind=self.kind in MISSING_KINDS,
            former=self.filterset.former(former.select_related("successor"))[:FORMER_SHOWN],
            breadcrumbs=[
                (_("Ecosystem"), reverse("ecosystem:directory")),
                (self.kind.label, None),
            ],
            **kwargs,
        )


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
            card=organization_card(self.object),
            may_edit=may_keep(self.request.user, self.object),
            edit_url=edit_path(self.object),
            claim_url=claim_path(self.object),
            kind_path=KIND_PATHS[kind],
            breadcrumbs=[
                (_("Ecosystem"), reverse("ecosystem:directory")),
                (kind.label, reverse("ecosystem:organization_list", args=[KIND_PATHS[kind]])),
                (self.object.here.name, None),
            ],
            **kwargs,
        )


def may_keep(user, profile):
    """Whether the page offers to edit: anonymous readers cost no query."""
    return user.is_authenticated and user.has_perm("ecosystem.keep_profile", profile)


def kinds_with_counts(counts):
    """Every kind of the directory in its order: label, address, how many, whether it is missing."""
    kinds = [
        {
            "label": kind.label,
            "count": counts.get(kind.value, 0),
            "url": reverse("ecosystem:organization_list", args=[KIND_PATHS[kind]]),
            "is_missing": kind in MISSING_KINDS and not counts.get(kind.value),
        }
        for kind in OrganizationKind
    ]
    startups = {
        "label": _("Startup projects"),
        "count": counts.get(STARTUP_KIND, 0),
        "url": reverse("ecosystem:startup_list"),
        "is_missing": False,
    }
    return [startups, *kinds]
