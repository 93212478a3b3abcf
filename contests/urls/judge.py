"""Addresses of the judges' pages."""

from django.urls import path

from contests.views import judge, judge_invitations, judge_panels, judge_sheets

ROUND = "giam-khao/<int:year>/<slug:round_slug>/"
SHEET = f"{ROUND}phieu-cham/<slug:public_id>/"

urlpatterns = [
    path("giam-khao/", judge.JudgeHomeView.as_view(), name="judge_home"),
    path(
        "giam-khao/loi-moi/<str:key>/",
        judge_invitations.JudgeInvitationView.as_view(),
        name="judge_invitation",
    ),
    path(ROUND, judge.JudgeRoundView.as_view(), name="judge_round"),
    path(f"{ROUND}cam-ket/", judge.JudgePledgeView.as_view(), name="judge_pledge"),
    path(f"{ROUND}hoi-dong/", judge_panels.JudgePanelView.as_view(), name="judge_panel"),
    path(SHEET, judge_sheets.JudgeSheetView.as_view(), name="judge_sheet"),
    path(
        f"{SHEET}xem-lai/", judge_sheets.JudgeSheetReviewView.as_view(), name="judge_sheet_review"
    ),
    path(f"{SHEET}xung-dot/", judge_sheets.JudgeConflictView.as_view(), name="judge_conflict"),
    path(f"{SHEET}tep/<uuid:file_id>/", judge_sheets.JudgeFileView.as_view(), name="judge_file"),
]
