"""Addresses of the account pages: allauth's views under Vietnamese paths, its names kept."""

from allauth.account import views
from django.urls import path, re_path

from portal.site import consents
from portal.site.accounts import ProfileView

urlpatterns = [
    path("", ProfileView.as_view(), name="account_profile"),
    path("dong-y/", consents.ConsentListView.as_view(), name="account_consents"),
    path(
        "dong-y/tai-ve/<slug:form>/",
        consents.ConsentExportView.as_view(),
        name="account_consents_export",
    ),
    path(
        "dong-y/<int:pk>/rut-lai/",
        consents.ConsentWithdrawView.as_view(),
        name="account_consent_withdraw",
    ),
    path("tao/", views.signup, name="account_signup"),
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("da-khoa/", views.account_inactive, name="account_inactive"),
    path("nhap-lai-mat-khau/", views.reauthenticate, name="account_reauthenticate"),
    path("thu-dien-tu/", views.email, name="account_email"),
    path("xac-nhan-thu/", views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^xac-nhan-thu/(?P<key>[-:\w]+)/$", views.confirm_email, name="account_confirm_email"),
    path("mat-khau/", views.password_change, name="account_change_password"),
    path("mat-khau/tao/", views.password_set, name="account_set_password"),
    path("dat-lai-mat-khau/", views.password_reset, name="account_reset_password"),
    path("dat-lai-mat-khau/da-gui/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^dat-lai-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "dat-lai-mat-khau/xong/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
