"""Addresses of training."""

from django.urls import path

from training.views import courses, history

app_name = "training"

urlpatterns = [
    path("dao-tao/", courses.OverviewView.as_view(), name="overview"),
    path("dao-tao/lich-su/", history.HistoryView.as_view(), name="history"),
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
