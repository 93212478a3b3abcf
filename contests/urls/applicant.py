"""Addresses of the applicant's journey."""

from django.urls import path

from contests.urls.editions import EDITION
from contests.views import (
    applicant,
    applicant_extra,
    applicant_files,
    applicant_guardians,
    applicant_members,
    applicant_nomination,
    applicant_petitions,
    applicant_questions,
    applicant_start,
    applicant_team,
    certificates,
    invitations,
)
from contests.views import applicant_casework as casework
from contests.views import applicant_papers as papers
from contests.views import applicant_submit as submit

START = f"{EDITION}nop-ho-so/"
DOSSIER = "ho-so/<slug:public_id>/"
MEMBERS = f"{DOSSIER}thanh-vien/"
PETITIONS = f"{DOSSIER}kien-nghi/"
PETITION = f"{PETITIONS}<str:reference>/"

# The fixed pages stand before sections of questions (validators.RESERVED_SECTION_PATHS).
urlpatterns = [
    path(START, applicant_start.ApplicationStartView.as_view(), name="application_start"),
    path(
        f"{START}dieu-kien/",
        applicant_start.ApplicationEntryView.as_view(),
        name="application_entry",
    ),
    path(
        f"{START}tao/", applicant_start.ApplicationCreateView.as_view(), name="application_create"
    ),
    path("ho-so/", applicant.ApplicationListView.as_view(), name="application_list"),
    path("ho-so/loi-moi/<str:key>/", invitations.InvitationView.as_view(), name="invitation"),
    path(DOSSIER, applicant.ApplicationDetailView.as_view(), name="application_detail"),
    path(
        f"{DOSSIER}giay-chung-nhan/<int:pk>/",
        certificates.CertificateView.as_view(),
        name="application_certificate",
    ),
    path(
        f"{DOSSIER}dieu-kien/",
        applicant.ApplicationEligibilityView.as_view(),
        name="application_eligibility",
    ),
    path(MEMBERS, applicant_members.MembersView.as_view(), name="application_members"),
    path(f"{MEMBERS}them/", applicant_members.MemberEditView.as_view(), name="member_add"),
    path(f"{MEMBERS}<int:pk>/", applicant_members.MemberEditView.as_view(), name="member_change"),
    path(
        f"{MEMBERS}<int:pk>/xoa/",
        applicant_members.MemberRemoveView.as_view(),
        name="member_remove",
    ),
    path(
        f"{MEMBERS}<int:pk>/quyen/",
        applicant_team.MemberAccessView.as_view(),
        name="member_access",
    ),
    path(
        f"{MEMBERS}<int:pk>/rut-loi-moi/",
        applicant_team.InvitationWithdrawView.as_view(),
        name="invitation_withdraw",
    ),
    path(f"{DOSSIER}nhom/", applicant_team.TeamView.as_view(), name="application_team"),
    path(
        f"{DOSSIER}ban-giao/<int:pk>/",
        applicant_team.HandOverView.as_view(),
        name="application_hand_over",
    ),
    path(f"{DOSSIER}dong-y/", applicant_team.OwnConsentView.as_view(), name="application_consent"),
    path(f"{DOSSIER}noi-dung/", applicant_team.ContentView.as_view(), name="application_content"),
    path(
        f"{DOSSIER}giam-ho/",
        applicant_guardians.GuardiansView.as_view(),
        name="application_guardians",
    ),
    path(
        f"{DOSSIER}giam-ho/mau/<int:pk>/",
        applicant_guardians.GuardianFormView.as_view(),
        name="guardian_form",
    ),
    path(
        f"{DOSSIER}de-cu/",
        applicant_nomination.NominationView.as_view(),
        name="application_nomination",
    ),
    path(
        f"{DOSSIER}thuyet-minh/",
        applicant_files.ExplanationView.as_view(),
        name="application_explanation",
    ),
    path(
        f"{DOSSIER}minh-chung/", applicant_files.EvidenceView.as_view(), name="application_evidence"
    ),
    path(
        f"{DOSSIER}tep/<int:pk>/xoa/",
        applicant_files.FileRemoveView.as_view(),
        name="attachment_remove",
    ),
    path(
        f"{DOSSIER}tep/<uuid:file_id>/",
        applicant_files.AttachmentDownloadView.as_view(),
        name="attachment_download",
    ),
    path(f"{DOSSIER}kiem-tra/", submit.CheckAnswersView.as_view(), name="application_check"),
    path(f"{DOSSIER}cam-ket/", submit.DeclareView.as_view(), name="application_declare"),
    path(f"{DOSSIER}da-nop/", submit.SubmittedView.as_view(), name="application_submitted"),
    path(f"{DOSSIER}ban-pdf/", papers.ApplicationPdfView.as_view(), name="application_pdf"),
    path(
        f"{DOSSIER}ban-pdf/<int:sequence>/",
        papers.ApplicationPdfView.as_view(),
        name="application_pdf_version",
    ),
    path(f"{DOSSIER}ban-word/", papers.ApplicationWordView.as_view(), name="application_word"),
    path(
        f"{DOSSIER}ban-word/<int:sequence>/",
        papers.ApplicationWordView.as_view(),
        name="application_word_version",
    ),
    path(f"{DOSSIER}ban-nhap/", papers.DraftPdfView.as_view(), name="application_draft_pdf"),
    path(
        f"{DOSSIER}rut-de-sua/", submit.WithdrawToCorrectView.as_view(), name="application_correct"
    ),
    path(f"{DOSSIER}rut-ho-so/", submit.WithdrawView.as_view(), name="application_withdraw"),
    path(
        f"{DOSSIER}loi-nhan/",
        casework.ApplicationMessagesView.as_view(),
        name="application_messages",
    ),
    path(
        f"{DOSSIER}thay-doi/", casework.ApplicationChangesView.as_view(), name="application_changes"
    ),
    path(f"{DOSSIER}xoa/", submit.DiscardView.as_view(), name="application_discard"),
    path(
        f"{DOSSIER}bo-sung/",
        applicant_extra.ApplicationExtraView.as_view(),
        name="application_extra",
    ),
    path(PETITIONS, applicant_petitions.PetitionListView.as_view(), name="petition_list"),
    path(
        f"{PETITIONS}gui/", applicant_petitions.PetitionCreateView.as_view(), name="petition_create"
    ),
    path(PETITION, applicant_petitions.PetitionDetailView.as_view(), name="petition_detail"),
    path(
        f"{PETITION}rut/",
        applicant_petitions.PetitionWithdrawView.as_view(),
        name="petition_withdraw",
    ),
    path(
        f"{PETITION}tep/<uuid:file_id>/",
        applicant_petitions.PetitionFileView.as_view(),
        name="petition_file",
    ),
    path(
        f"{DOSSIER}<slug:section>/",
        applicant_questions.section_page,
        name="application_section",
    ),
]
