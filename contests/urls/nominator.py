"""Addresses of the nominating units' desk, and of taking a dossier over."""

from django.urls import path

from contests.views import claims, nominator

DESK = "de-cu/"

# "nhan" stands before /ho-so/<id>/: no dossier has so short an id.
urlpatterns = [
    path("ho-so/nhan/", claims.ClaimCodeView.as_view(), name="claim_code"),
    path("ho-so/nhan/<slug:key>/", claims.ClaimView.as_view(), name="claim"),
    path(DESK, nominator.DeskView.as_view(), name="desk"),
    path(f"{DESK}nhap/", nominator.DeskEntryView.as_view(), name="desk_entry"),
    path(
        f"{DESK}<slug:public_id>/",
        nominator.DeskApplicationView.as_view(),
        name="desk_application",
    ),
    path(
        f"{DESK}<slug:public_id>/ban-giao/", nominator.HandOverView.as_view(), name="desk_hand_over"
    ),
]
