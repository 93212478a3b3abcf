"""Addresses of training."""

from django.urls import path

from training.views import after, courses, history

app_name = "training"

urlpatterns = [
    path("dao-tao/", courses.OverviewView.as_view(), name="overview"),
    path("dao-tao/lich-su/", history.HistoryView.as_view(), name="history"),
    # after a class
    path(
        "dao-tao/giay-chung-nhan/<slug:key>/",
        after.OwnCertificateView.as_view(),
        name="own_certificate",
    ),
    path("dao-tao/khao-sat/<slug:key>/", after.SurveyView.as_view(), name="survey"),
    path("dao-tao/tai-lieu/<int:pk>/", after.MaterialView.as_view(), name="material"),
    path(
        "dao-tao/tai-lieu/<int:pk>/<slug:key>/",
        after.MaterialView.as_view(),
        name="material_by_key",
    ),
    path("dao-tao/<slug:slug>/", courses.CourseDetailView.as_view(), name="course_detail"),
    path(
        "dao-tao/<slug:slug>/<slug:run_slug>/", courses.RunDetailView.as_view(), name="run_detail"
    ),
    path(
        "dao-tao/<slug:slug>/<slug:run_slug>/lich.ics",
        courses.RunCalendarView.as_view(),
        name="run_calendar",
    ),
]
