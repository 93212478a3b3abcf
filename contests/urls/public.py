"""Addresses for everybody."""

from django.urls import path

from contests.views import follow_ups, participation, precheck, public, results, transparency

urlpatterns = [
    path("theo-doi/<str:key>/", follow_ups.FollowUpView.as_view(), name="follow_up"),
    path("cuoc-thi/", public.ContestListView.as_view(), name="contest_list"),
    path("cuoc-thi/<int:year>/", public.ContestDetailView.as_view(), name="contest_detail"),
    path("cuoc-thi/<int:year>/the-le/", public.ContestRulesView.as_view(), name="contest_rules"),
    path(
        "cuoc-thi/<int:year>/the-le/<int:version>/",
        public.ContestRulesView.as_view(),
        name="contest_rules_version",
    ),
    path(
        "cuoc-thi/<int:year>/toi-co-duoc-du-thi/",
        precheck.PrecheckView.as_view(),
        name="contest_precheck",
    ),
    path(
        "cuoc-thi/<int:year>/tieu-chi/",
        public.ContestCriteriaView.as_view(),
        name="contest_criteria",
    ),
    path(
        "cuoc-thi/<int:year>/cong-khai/",
        transparency.ContestTransparencyView.as_view(),
        name="contest_transparency",
    ),
    path(
        "cuoc-thi/<int:year>/cong-khai/van-ban/<int:pk>/",
        transparency.DecisionScanView.as_view(),
        name="decision_scan",
    ),
    path("cuoc-thi/<int:year>/bieu-mau/", public.ContestFormsView.as_view(), name="contest_forms"),
    path(
        "xac-nhan-tham-gia/<str:key>/",
        participation.ParticipationView.as_view(),
        name="participation",
    ),
    path(
        "cuoc-thi/<int:year>/ket-qua/",
        results.ContestResultsView.as_view(),
        name="contest_results",
    ),
    path(
        "cuoc-thi/<int:year>/ket-qua/giai-thuong.csv",
        results.AwardsDownloadView.as_view(),
        name="contest_results_download",
    ),
    path(
        "cuoc-thi/<int:year>/ket-qua/<slug:round_slug>/",
        results.RoundResultsView.as_view(),
        name="round_results",
    ),
    path(
        "cuoc-thi/<int:year>/ket-qua/<slug:round_slug>/danh-sach.csv",
        results.AdvancedDownloadView.as_view(),
        name="round_results_download",
    ),
    path(
        "cuoc-thi/<int:year>/ket-qua/<slug:round_slug>/van-ban/",
        results.DecisionScanView.as_view(),
        name="round_decision_scan",
    ),
]
