"""Addresses of the judges' pages, and of the hall's screen."""

from django.urls import path

from contests.urls.editions import JUDGED_EDITION
from contests.views import (
    judge,
    judge_acts,
    judge_invitations,
    judge_naming,
    judge_panels,
    judge_sheets,
    judge_table,
    judge_visits,
    stage,
)

ROUND = f"giam-khao/{JUDGED_EDITION}<slug:round_slug>/"
SHEET = f"{ROUND}phieu-cham/<slug:public_id>/"

urlpatterns = [
    path("giam-khao/", judge.JudgeHomeView.as_view(), name="judge_home"),
    path(
        "giam-khao/loi-moi/<str:key>/",
        judge_invitations.JudgeInvitationView.as_view(),
        name="judge_invitation",
    ),
    path(
        f"giam-khao/{JUDGED_EDITION}neu-ten/",
        judge_naming.JudgeNamingView.as_view(),
        name="judge_naming",
    ),
    path(ROUND, judge.JudgeRoundView.as_view(), name="judge_round"),
    path(f"{ROUND}cam-ket/", judge.JudgePledgeView.as_view(), name="judge_pledge"),
    path(f"{ROUND}bang-cham/", judge_table.JudgeTableView.as_view(), name="judge_table"),
    path(f"{ROUND}tren-san-khau/", stage.JudgeStageView.as_view(), name="judge_stage"),
    path("phieu/<str:code>/", judge_sheets.PaperCodeView.as_view(), name="paper_code"),
    path("man-hinh/<slug:key>/", stage.HallView.as_view(), name="hall"),
    path(f"{ROUND}phieu-da-khoa/", judge_acts.JudgeLockedView.as_view(), name="judge_locked"),
    path(
        f"{ROUND}phieu-da-khoa/<int:pk>/mo-khoa/",
        judge_acts.JudgeUnlockView.as_view(),
        name="judge_unlock",
    ),
    path(f"{ROUND}hoi-dong/", judge_panels.JudgePanelView.as_view(), name="judge_panel"),
    path(SHEET, judge_sheets.JudgeSheetView.as_view(), name="judge_sheet"),
    path(
        f"{SHEET}xem-lai/", judge_sheets.JudgeSheetReviewView.as_view(), name="judge_sheet_review"
    ),
    path(f"{SHEET}ban-quet/", judge_sheets.JudgePaperScanView.as_view(), name="judge_paper_scan"),
    path(f"{SHEET}xung-dot/", judge_acts.JudgeConflictView.as_view(), name="judge_conflict"),
    path(f"{SHEET}tham-dinh/", judge_visits.JudgeVisitView.as_view(), name="judge_visit"),
    path(
        f"{SHEET}tham-dinh/anh/<int:pk>/",
        judge_visits.JudgeVisitPhotoView.as_view(),
        name="judge_visit_photo",
    ),
    path(f"{SHEET}khong-cham/", judge_acts.JudgeAbstainView.as_view(), name="judge_abstain"),
    path(f"{SHEET}tep/<uuid:file_id>/", judge_sheets.JudgeFileView.as_view(), name="judge_file"),
]
