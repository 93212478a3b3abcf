"""Addresses for everybody."""

from django.urls import path

from contests.feeds import ContestFeed
from contests.urls.editions import EDITION
from contests.views import (
    challenges,
    follow_ups,
    participation,
    precheck,
    public,
    results,
    transparency,
)
from portal.feeds import feed_paths

urlpatterns = [
    path("theo-doi/<str:key>/", follow_ups.FollowUpView.as_view(), name="follow_up"),
    *feed_paths("cuoc-thi/", ContestFeed, "feed"),
    path("cuoc-thi/", public.ContestListView.as_view(), name="contest_list"),
    path("bai-toan/", challenges.ChallengeListView.as_view(), name="challenge_list"),
    path(EDITION, public.ContestDetailView.as_view(), name="contest_detail"),
    path(f"{EDITION}the-le/", public.ContestRulesView.as_view(), name="contest_rules"),
    path(
        f"{EDITION}the-le/<int:version>/",
        public.ContestRulesView.as_view(),
        name="contest_rules_version",
    ),
    path(
        f"{EDITION}toi-co-duoc-du-thi/",
        precheck.PrecheckView.as_view(),
        name="contest_precheck",
    ),
    path(
        f"{EDITION}tieu-chi/",
        public.ContestCriteriaView.as_view(),
        name="contest_criteria",
    ),
    path(
        f"{EDITION}cong-khai/",
        transparency.ContestTransparencyView.as_view(),
        name="contest_transparency",
    ),
    path(
        f"{EDITION}cong-khai/van-ban/<int:pk>/",
        transparency.DecisionScanView.as_view(),
        name="decision_scan",
    ),
    path(f"{EDITION}bieu-mau/", public.ContestFormsView.as_view(), name="contest_forms"),
    path(
        "xac-nhan-tham-gia/<str:key>/",
        participation.ParticipationView.as_view(),
        name="participation",
    ),
    path(
        f"{EDITION}ket-qua/",
        results.ContestResultsView.as_view(),
        name="contest_results",
    ),
    path(
        f"{EDITION}ket-qua/giai-thuong.csv",
        results.AwardsDownloadView.as_view(),
        name="contest_results_download",
    ),
    path(
        f"{EDITION}ket-qua/<slug:round_slug>/",
        results.RoundResultsView.as_view(),
        name="round_results",
    ),
    path(
        f"{EDITION}ket-qua/<slug:round_slug>/danh-sach.csv",
        results.AdvancedDownloadView.as_view(),
        name="round_results_download",
    ),
    path(
        f"{EDITION}ket-qua/<slug:round_slug>/van-ban/",
        results.DecisionScanView.as_view(),
        name="round_decision_scan",
    ),
]
