"""Addresses of the ecosystem."""

from django.urls import path, register_converter

from ecosystem import feeds, views
from ecosystem.views import (
    board,
    bookings,
    connections,
    events,
    experts,
    milestones,
    registrations,
    rooms,
    services,
    support,
    tickets,
)
from portal.feeds import feed_paths

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
    path("he-sinh-thai/co-van/", experts.ExpertListView.as_view(), name="expert_list"),
    path(
        "he-sinh-thai/co-van/<slug:slug>/", experts.ExpertDetailView.as_view(), name="expert_detail"
    ),
    path(
        "he-sinh-thai/co-van/<slug:slug>/sua/", experts.ExpertEditView.as_view(), name="expert_edit"
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
    path(
        "du-an/<slug:slug>/moc/them/",
        milestones.MilestoneCreateView.as_view(),
        name="milestone_create",
    ),
    path(
        "du-an/<slug:slug>/moc/<int:pk>/sua/",
        milestones.MilestoneEditView.as_view(),
        name="milestone_edit",
    ),
    path(
        "du-an/<slug:slug>/moc/<int:pk>/xoa/",
        milestones.MilestoneRemoveView.as_view(),
        name="milestone_remove",
    ),
    *feed_paths("van-ban/", feeds.DocumentFeed, "document_feed"),
    path("van-ban/", views.DocumentListView.as_view(), name="document_list"),
    path("van-ban/<slug:slug>/", views.DocumentDetailView.as_view(), name="document_detail"),
    path("van-ban/<slug:slug>/tep/", views.DocumentFileView.as_view(), name="document_file"),
    # The finder, /chinh-sach-ho-tro/tim/, is the shell's: it knows every app.
    path("chinh-sach-ho-tro/", support.SupportListView.as_view(), name="support_list"),
    path(
        "chinh-sach-ho-tro/<slug:slug>/", support.SupportDetailView.as_view(), name="support_detail"
    ),
]

# The co-working space: what everybody sees, then one's own bookings.
SPACE = "khu-lam-viec-chung/"
ROOM = f"{SPACE}phong/<slug:slug>/"
OWN = f"{SPACE}cua-toi/"

urlpatterns += [
    path(SPACE, rooms.SpaceView.as_view(), name="space"),
    path(f"{SPACE}dang-ky/", rooms.RoomSearchView.as_view(), name="room_search"),
    path(ROOM, rooms.RoomDetailView.as_view(), name="room_detail"),
    path(f"{ROOM}lich.ics", rooms.RoomFeedView.as_view(), name="room_feed"),
    path(f"{ROOM}dang-ky/", bookings.BookingCreateView.as_view(), name="booking_create"),
    path(f"{ROOM}bao-khi-trong/", bookings.WaitView.as_view(), name="room_wait"),
    path(OWN, bookings.BookingListView.as_view(), name="booking_list"),
    path(f"{OWN}lich-moi/", bookings.FeedKeyView.as_view(), name="feed_key"),
    path(f"{OWN}cho/<int:pk>/thoi/", bookings.WaitingRemoveView.as_view(), name="waiting_remove"),
    path(f"{OWN}<slug:code>/", bookings.BookingDetailView.as_view(), name="booking_detail"),
    path(f"{OWN}<slug:code>/huy/", bookings.BookingCancelView.as_view(), name="booking_cancel"),
    path(f"{OWN}<slug:code>/lich.ics", bookings.BookingFileView.as_view(), name="booking_file"),
    path(f"{SPACE}lich/<slug:key>.ics", bookings.OwnFeedView.as_view(), name="own_feed"),
]

# Connecting: who fits, one's own requests, and the pages behind mailed links.
CONNECT = "ket-noi/"
ASK = f"{CONNECT}gui-yeu-cau/"
SENT = f"{CONNECT}da-gui/"

urlpatterns += [
    path(CONNECT, connections.ConnectView.as_view(), name="connect"),
    path(
        f"{ASK}co-van/<slug:slug>/",
        connections.ExpertConnectView.as_view(),
        name="expert_connect",
    ),
    path(
        f"{ASK}<slug:kind>/<slug:slug>/",
        connections.OrganizationConnectView.as_view(),
        name="organization_connect",
    ),
    path(SENT, connections.ConnectionListView.as_view(), name="connection_list"),
    path(f"{SENT}<int:pk>/", connections.ConnectionDetailView.as_view(), name="connection_detail"),
    path(
        f"{SENT}<int:pk>/huy/",
        connections.ConnectionCancelView.as_view(),
        name="connection_cancel",
    ),
    path(
        f"{CONNECT}tra-loi/<str:key>/",
        connections.ConnectionAnswerView.as_view(),
        name="connection_answer",
    ),
    path(
        f"{CONNECT}ket-qua/<str:key>/",
        connections.ConnectionOutcomeView.as_view(),
        name="connection_outcome",
    ),
]

# The board of needs and offers: what everybody reads, then one's own posts. No path of a post is
# "dang-tin" or "cua-toi": each begins with what it is.
BOARD = f"{CONNECT}nhu-cau/"
POST = f"{BOARD}<slug:slug>/"

urlpatterns += [
    path(BOARD, board.BoardView.as_view(), name="board"),
    path(f"{BOARD}dang-tin/", board.PostCreateView.as_view(), name="post_create"),
    path(f"{BOARD}cua-toi/", board.PostListView.as_view(), name="post_list"),
    path(POST, board.PostDetailView.as_view(), name="post_detail"),
    path(f"{POST}tra-loi/", board.AnswerView.as_view(), name="post_answer"),
    path(f"{POST}sua/", board.PostEditView.as_view(), name="post_edit"),
    path(f"{POST}gia-han/", board.PostExtendView.as_view(), name="post_extend"),
    path(f"{POST}hoan-tat/", board.PostCloseView.as_view(), name="post_close"),
    path(f"{POST}rut/", board.PostWithdrawView.as_view(), name="post_withdraw"),
]

# Support services: the catalogue, then one's own requests before the services' own paths.
SERVICES = "dich-vu-ho-tro/"
ASKED = f"{SERVICES}cua-toi/"

urlpatterns += [
    path(SERVICES, services.ServiceListView.as_view(), name="service_list"),
    path(ASKED, services.ServiceRequestListView.as_view(), name="service_request_list"),
    path(
        f"{ASKED}<int:pk>/",
        services.ServiceRequestDetailView.as_view(),
        name="service_request_detail",
    ),
    path(
        f"{ASKED}<int:pk>/rut/",
        services.ServiceRequestCancelView.as_view(),
        name="service_request_cancel",
    ),
    path(
        f"{ASKED}<int:pk>/danh-gia/",
        services.ServiceRequestRateView.as_view(),
        name="service_request_rate",
    ),
    path(
        f"{ASKED}<int:pk>/tep/<uuid:file_id>/",
        services.ServiceRequestFileView.as_view(),
        name="service_request_file",
    ),
    path(f"{SERVICES}<slug:slug>/", services.ServiceDetailView.as_view(), name="service_detail"),
    path(
        f"{SERVICES}<slug:slug>/gui-yeu-cau/",
        services.ServiceRequestCreateView.as_view(),
        name="service_request_create",
    ),
]


class Digits:
    """A number written with as many digits as ``regex`` says."""

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:0{self.width}d}"


class Year(Digits):
    regex, width = "[0-9]{4}", 4


class Month(Digits):
    regex, width = "[0-9]{2}", 2


register_converter(Year, "yyyy")
register_converter(Month, "mm")

# Events: the portal's own words first (RESERVED_PATHS of the model), then paths of events.
EVENTS = "su-kien/"
OWN_REGISTRATION = f"{EVENTS}dang-ky/<str:key>/"
EVENT = f"{EVENTS}<slug:slug>"

urlpatterns += [
    path(EVENTS, events.EventListView.as_view(), name="event_list"),
    *feed_paths(EVENTS, feeds.EventFeed, "event_entries"),
    path(f"{EVENTS}lich.ics", events.EventFeedView.as_view(), name="event_feed"),
    path(f"{EVENTS}<yyyy:year>/<mm:month>/", events.EventMonthView.as_view(), name="event_month"),
    path(
        f"{EVENTS}cua-toi/", registrations.RegistrationListView.as_view(), name="registration_list"
    ),
    path(f"{EVENTS}ve/<slug:code>/", tickets.TicketView.as_view(), name="ticket"),
    path(
        OWN_REGISTRATION,
        registrations.RegistrationDetailView.as_view(),
        name="registration_detail",
    ),
    path(
        f"{OWN_REGISTRATION}huy/",
        registrations.RegistrationCancelView.as_view(),
        name="registration_cancel",
    ),
    path(
        f"{OWN_REGISTRATION}lich.ics",
        registrations.RegistrationFileView.as_view(),
        name="registration_file",
    ),
    path(f"{EVENT}.ics", events.EventFileView.as_view(), name="event_file"),
    path(f"{EVENT}/", events.EventDetailView.as_view(), name="event_detail"),
    path(
        f"{EVENT}/dang-ky/",
        registrations.RegistrationCreateView.as_view(),
        name="registration_create",
    ),
    path(
        f"{EVENT}/dang-ky/da-gui/",
        registrations.RegistrationSentView.as_view(),
        name="registration_sent",
    ),
]
