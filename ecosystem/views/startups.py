"""Startup projects: the list and one project."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from ecosystem.domain.cards import startup_card
from ecosystem.domain.claims import claim_path, edit_path
from ecosystem.filters import facets
from ecosystem.models import Startup
from ecosystem.views.directory import ActorListView, may_keep


class StartupListView(ActorListView):
    """Projects that may be shown; the featured ones first."""

    template_name = "ecosystem/startup_list.html"
    context_object_name = "startups"
    without = ("kind", "support")

    def sources(self):
        return (facets.featured_startups_first(),)

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(_("Startup projects"), None)], **kwargs)


class StartupDetailView(DetailView):
    """A project, as far as its people agreed or a public source tells."""

    template_name = "ecosystem/startup_detail.html"
    context_object_name = "startup"

    def get_queryset(self):
        return Startup.objects.visible_to(self.request.user).select_related(
            "field", "locality", "organization", "contact_consent", "publication_consent"
        )

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Startup projects"), reverse("ecosystem:startup_list")),
            (self.object.name, None),
        ]
        return super().get_context_data(
            card=startup_card(self.object),
            may_edit=may_keep(self.request.user, self.object),
            edit_url=edit_path(self.object),
            claim_url=claim_path(self.object),
            breadcrumbs=crumbs,
            **kwargs,
        )
