"""Addresses of training."""

from django.urls import path

from portal.feeds import feed_paths
from training.feeds import RunFeed
from training.views import after, attendance, check_in, courses, history, registrations

app_name = "training"

OWN = "dao-tao/dang-ky/<str:key>/"
GROUP = "dao-tao/nhom/<str:key>/"
RUN = "dao-tao/<slug:slug>/<slug:run_slug>/"

# The portal's own words (RESERVED_PATHS of the model) stand before paths of courses.
registration_patterns = [
    path(
        "dao-tao/cua-toi/",
        registrations.RegistrationListView.as_view(),
        name="registration_list",
    ),
    path(OWN, registrations.RegistrationDetailView.as_view(), name="registration_detail"),
    path(f"{OWN}huy/", registrations.RegistrationCancelView.as_view(), name="registration_cancel"),
    path(f"{OWN}lich.ics", registrations.RegistrationFileView.as_view(), name="registration_file"),
    path(f"{OWN}giay-moi.pdf", registrations.InvitationView.as_view(), name="invitation"),
    path(GROUP, registrations.GroupDetailView.as_view(), name="group_detail"),
    path(f"{GROUP}huy/", registrations.GroupCancelView.as_view(), name="group_cancel"),
    path(
        f"{RUN}dang-ky/",
        registrations.RegistrationCreateView.as_view(),
        name="registration_create",
    ),
    path(
        f"{RUN}dang-ky/da-gui/",
        registrations.RegistrationSentView.as_view(),
        name="registration_sent",
    ),
    path(f"{RUN}dang-ky-nhom/", registrations.GroupCreateView.as_view(), name="group_create"),
]

urlpatterns = [
    *registration_patterns,
    *feed_paths("dao-tao/", RunFeed, "feed"),
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
    # attendance; its first words are reserved among the paths of courses
    path(
        "dao-tao/giang-vien/<str:key>/", attendance.TrainerLinkView.as_view(), name="trainer_link"
    ),
    path("dao-tao/diem-danh/", attendance.DeskView.as_view(), name="attendance_desk"),
    path("dao-tao/diem-danh/<int:pk>/", attendance.RunView.as_view(), name="attendance_run"),
    path(
        "dao-tao/diem-danh/<int:pk>/danh-sach.pdf",
        attendance.RunPaperView.as_view(),
        name="attendance_run_paper",
    ),
    path(
        "dao-tao/diem-danh/buoi/<int:pk>/",
        attendance.SessionView.as_view(),
        name="attendance_session",
    ),
    path(
        "dao-tao/diem-danh/buoi/<int:pk>/danh-sach.pdf",
        attendance.SessionPaperView.as_view(),
        name="attendance_session_paper",
    ),
    path(
        "dao-tao/diem-danh/buoi/<int:pk>/man-hinh/",
        attendance.ScreenView.as_view(),
        name="attendance_screen",
    ),
    path("dao-tao/co-mat/<int:pk>/", check_in.SelfCheckInView.as_view(), name="self_check_in"),
    path("dao-tao/ve/<slug:code>/", check_in.TicketView.as_view(), name="ticket"),
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
