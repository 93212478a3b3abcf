"""Addresses of the ecosystem."""

from django.urls import path

from ecosystem import views

app_name = "ecosystem"

urlpatterns = [
    path("he-sinh-thai/", views.DirectoryView.as_view(), name="directory"),
    # Words that are no kinds of actors stand before the kinds.
    path("he-sinh-thai/dia-ban/", views.LocalityListView.as_view(), name="locality_list"),
    path(
        "he-sinh-thai/lich-su-sap-xep/", views.ReorganisationView.as_view(), name="reorganisation"
    ),
    path("he-sinh-thai/cua-toi/", views.ProfileListView.as_view(), name="profile_list"),
    path("he-sinh-thai/dang-ky/", views.RegisterView.as_view(), name="profile_register"),
    path(
        "he-sinh-thai/de-nghi/<int:pk>/rut/",
        views.ClaimWithdrawView.as_view(),
        name="claim_withdraw",
    ),
    path(
        "he-sinh-thai/xac-nhan/<str:key>/",
        views.ProfileConfirmView.as_view(),
        name="profile_confirm",
    ),
    path(
        "he-sinh-thai/<slug:kind>/", views.OrganizationListView.as_view(), name="organization_list"
    ),
    path(
        "he-sinh-thai/<slug:kind>/<slug:slug>/",
        views.OrganizationDetailView.as_view(),
        name="organization_detail",
    ),
    path(
        "he-sinh-thai/<slug:kind>/<slug:slug>/nhan-quan-ly/",
        views.OrganizationClaimView.as_view(),
        name="organization_claim",
    ),
    path(
        "he-sinh-thai/<slug:kind>/<slug:slug>/sua/",
        views.OrganizationEditView.as_view(),
        name="organization_edit",
    ),
    path("du-an/", views.StartupListView.as_view(), name="startup_list"),
    path("du-an/<slug:slug>/", views.StartupDetailView.as_view(), name="startup_detail"),
    path("du-an/<slug:slug>/nhan-quan-ly/", views.StartupClaimView.as_view(), name="startup_claim"),
    path("du-an/<slug:slug>/sua/", views.StartupEditView.as_view(), name="startup_edit"),
    path("van-ban/", views.DocumentListView.as_view(), name="document_list"),
    path("van-ban/<slug:slug>/", views.DocumentDetailView.as_view(), name="document_detail"),
    path("van-ban/<slug:slug>/tep/", views.DocumentFileView.as_view(), name="document_file"),
]
