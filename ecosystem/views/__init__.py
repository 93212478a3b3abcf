"""Public pages of the ecosystem, one module per part."""

from ecosystem.views.claims import (
    ClaimWithdrawView,
    OrganizationClaimView,
    RegisterView,
    StartupClaimView,
)
from ecosystem.views.directory import (
    DirectoryView,
    OrganizationDetailView,
    OrganizationListView,
)
from ecosystem.views.documents import DocumentDetailView, DocumentFileView, DocumentListView
from ecosystem.views.places import LocalityListView, ReorganisationView
from ecosystem.views.profiles import (
    OrganizationEditView,
    ProfileConfirmView,
    ProfileListView,
    StartupEditView,
)
from ecosystem.views.startups import StartupDetailView, StartupListView

__all__ = [
    "ClaimWithdrawView",
    "DirectoryView",
    "DocumentDetailView",
    "DocumentFileView",
    "DocumentListView",
    "LocalityListView",
    "OrganizationClaimView",
    "OrganizationDetailView",
    "OrganizationEditView",
    "OrganizationListView",
    "ProfileConfirmView",
    "ProfileListView",
    "RegisterView",
    "ReorganisationView",
    "StartupClaimView",
    "StartupDetailView",
    "StartupEditView",
    "StartupListView",
]
