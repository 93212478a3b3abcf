"""Addresses below /admin/ of pages of its own: the language, and those that join training and the contest."""

from django.urls import path

from portal.site import staff_views

app_name = "site_staff"

urlpatterns = [
    path("language/", staff_views.LanguageView.as_view(), name="language"),
    path("training/report/", staff_views.TrainingReportView.as_view(), name="training_report"),
    path(
        "training/courserun/<int:pk>/guests/",
        staff_views.RunGuestsView.as_view(),
        name="run_guests",
    ),
    path(
        "contests/round/<int:pk>/attendance-points/",
        staff_views.AttendancePointsView.as_view(),
        name="attendance_points",
    ),
]
