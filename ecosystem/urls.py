"""Addresses of the ecosystem."""

from django.urls import path

from ecosystem import views

app_name = "ecosystem"

urlpatterns = [
    path("he-sinh-thai/", views.DirectoryView.as_view(), name="directory"),
    path(
        "he-sinh-thai/<slug:kind>/", views.OrganizationListView.as_view(), name="organization_list"
    ),
    path(
        "he-sinh-thai/<slug:kind>/<slug:slug>/",
        views.OrganizationDetailView.as_view(),
        name="organization_detail",
    ),
    path("du-an/", views.StartupListView.as_view(), name="startup_list"),
    path("du-an/<slug:slug>/", views.StartupDetailView.as_view(), name="startup_detail"),
    path("van-ban/", views.DocumentListView.as_view(), name="document_list"),
    path("van-ban/<slug:slug>/", views.DocumentDetailView.as_view(), name="document_detail"),
    path("van-ban/<slug:slug>/tep/", views.DocumentFileView.as_view(), name="document_file"),
]
