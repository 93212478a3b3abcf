"""Startup projects: the list and one project."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from ecosystem.filters import StartupFilter
from ecosystem.models import Startup
from ecosystem.views.base import FilteredListView


class StartupListView(FilteredListView):
    """Projects that may be shown; the featured ones first."""

    template_name = "ecosystem/startup_list.html"
    context_object_name = "startups"
    filterset_class = StartupFilter

    def get_queryset(self):
        self.queryset = Startup.objects.public().for_list_page()
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(_("Startup projects"), None)], **kwargs)


class StartupDetailView(DetailView):
    """A project, as far as its people agreed or a public source tells."""

    template_name = "ecosystem/startup_detail.html"
    context_object_name = "startup"

    def get_queryset(self):
        return Startup.objects.visible_to(self.request.user).select_related(
            "field", "locality", "organization"
        )

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Startup projects"), reverse("ecosystem:startup_list")),
            (self.object.name, None),
        ]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)
