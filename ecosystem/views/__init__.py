"""Public pages of the ecosystem, one module per part."""

from ecosystem.views.directory import (
    DirectoryView,
    OrganizationDetailView,
    OrganizationListView,
)
from ecosystem.views.documents import DocumentDetailView, DocumentFileView, DocumentListView
from ecosystem.views.startups import StartupDetailView, StartupListView

__all__ = [
    "DirectoryView",
    "DocumentDetailView",
    "DocumentFileView",
    "DocumentListView",
    "OrganizationDetailView",
    "OrganizationListView",
    "StartupDetailView",
    "StartupListView",
]
