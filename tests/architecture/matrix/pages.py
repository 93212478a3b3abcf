"""Who gets which answer from every page that is no list or form of the admin."""

from dataclasses import replace

from portal.site.open_data.datasets import DATASETS
from tests.architecture.matrix.rows import (
    ASSIGNED_JUDGE,
    ATTENDANCE,
    CONTEST_STAFF,
    DESK,
    JUDGES,
    LEAD,
    NOBODY_YET,
    PUBLIC,
    SIGNED_IN,
    STAFF,
    TEAM,
    TEAM_SENT_BACK,
    TRAINING_OFFICERS,
    VISITORS_ONLY,
    Page,
    article,
    attachment_page,
    booking,
    class_ticket,
    connection,
    course,
    course_run,
    dossier,
    event,
    expert,
    judged_edition,
    judged_round,
    member_page,
    milestone,
    organization,
    post,
    preview,
    question,
    registration,
    room,
    round_slug,
    section_page,
    series,
    service,
    service_request,
    survey,
    tag,
    trainee,
    trainees,
    training_run,
    training_session,
    year,
)

# Staff who may not open a page of the administration; everybody else is sent to the sign-in page.
REFUSED_STAFF = dict.fromkeys(STAFF - TRAINING_OFFICERS - {"secretary", "board"}, 403)
# The owner sent the request of this world; a superuser answers it in the administration.
ASKER = Page(allowed={"owner"}, anonymous=302, kwargs=service_request)

PAGES = {
    # the shell
    "site:home": PUBLIC,
    "site:about": PUBLIC,
    "site:contact": PUBLIC,
    "site:accessibility": PUBLIC,
    "site:privacy": PUBLIC,
    "site:sitemap_page": PUBLIC,
    "site:display": PUBLIC,
    "site:figures": PUBLIC,
    "site:plans": PUBLIC,
    "site:open_data": PUBLIC,
    "site:newsletter": PUBLIC,
    "site:newsletter_sent": PUBLIC,
    "site:newsletter_ended": PUBLIC,
    "open-data:openapi-view": PUBLIC,
    "open-data:openapi-json": PUBLIC,
    "open-data:list_open_calls": PUBLIC,
    "site:training_figures": PUBLIC,
    "site_staff:training_report": Page(
        allowed={*TRAINING_OFFICERS, "secretary", "board"}, denied=302, exceptions=REFUSED_STAFF
    ),
    "site:roadmap": PUBLIC,
    "site:search": PUBLIC,
    "site:support_finder": PUBLIC,
    "site:document_check_form": PUBLIC,
    "healthz": PUBLIC,
    "robots": PUBLIC,
    "favicon": Page(ok=302),
    "sitemap": PUBLIC,
    "sitemap_section": Page(kwargs=lambda world: {"section": "tin-tuc"}),
    # the contest, for everybody
    "contests:contest_list": PUBLIC,
    "contests:challenge_list": PUBLIC,
    "contests:contest_detail": Page(kwargs=year),
    "contests:contest_rules": Page(kwargs=year),
    "contests:contest_rules_version": Page(kwargs=lambda world: {**year(world), "version": 1}),
    "contests:contest_precheck": Page(kwargs=year),
    "contests:contest_criteria": Page(kwargs=year),
    "contests:contest_transparency": Page(kwargs=year),
    "contests:contest_forms": Page(kwargs=year),
    "contests:contest_results": NOBODY_YET,
    "contests:contest_results_download": NOBODY_YET,
    "contests:round_results": replace(NOBODY_YET, kwargs=round_slug),
    "contests:round_results_download": replace(NOBODY_YET, kwargs=round_slug),
    "contests:round_decision_scan": replace(NOBODY_YET, kwargs=round_slug),
    # the applicant
    "contests:application_start": Page(kwargs=year),
    "contests:application_entry": Page(kwargs=year),
    # Without answers to the conditions it leads back to them; organisers and judges are told why not.
    "contests:application_create": Page(
        allowed={"judge", "other judge", "administrator", "secretary", "board"},
        denied=302,
        kwargs=year,
    ),
    "contests:application_list": SIGNED_IN,
    "contests:application_detail": TEAM,
    "contests:application_eligibility": TEAM,
    "contests:application_submitted": TEAM,
    "contests:application_team": TEAM,
    "contests:application_consent": TEAM,
    "contests:application_content": TEAM,
    "contests:application_pdf": replace(
        TEAM, allowed={"owner", "member", "editing member", "nominator", *CONTEST_STAFF}
    ),
    "contests:application_check": TEAM_SENT_BACK,
    "contests:application_correct": TEAM_SENT_BACK,
    "contests:application_declare": TEAM_SENT_BACK,
    "contests:application_discard": TEAM_SENT_BACK,
    "contests:application_evidence": TEAM_SENT_BACK,
    "contests:application_explanation": TEAM_SENT_BACK,
    "contests:application_guardians": TEAM_SENT_BACK,
    "contests:application_members": TEAM_SENT_BACK,
    "contests:application_nomination": TEAM_SENT_BACK,
    "contests:application_section": replace(TEAM_SENT_BACK, kwargs=section_page),
    "contests:application_withdraw": TEAM_SENT_BACK,
    "contests:application_hand_over": replace(LEAD, kwargs=member_page),
    "contests:member_access": replace(LEAD, kwargs=member_page),
    "contests:invitation_withdraw": replace(LEAD, kwargs=member_page),
    "contests:member_add": TEAM_SENT_BACK,
    "contests:member_change": replace(TEAM_SENT_BACK, kwargs=member_page),
    "contests:member_remove": replace(TEAM_SENT_BACK, kwargs=member_page),
    "contests:attachment_remove": replace(TEAM_SENT_BACK, kwargs=attachment_page),
    "contests:application_messages": TEAM,
    "contests:petition_list": TEAM,
    # This dossier has nothing to contest yet.
    "contests:petition_create": TEAM_SENT_BACK,
    "contests:application_word": replace(
        TEAM, allowed={"owner", "member", "editing member", "nominator", *CONTEST_STAFF}
    ),
    # Being judged it is no draft any more.
    "contests:application_draft_pdf": replace(TEAM, allowed=set()),
    "contests:application_extra": TEAM_SENT_BACK,
    # nominating units: the desk opens by the role, what lies on it by the unit
    "contests:desk": DESK,
    "contests:desk_entry": DESK,
    "contests:desk_application": replace(DESK, allowed={"nominator"}, kwargs=dossier),
    # The dossier of this world has an owner: nobody hands it over.
    "contests:desk_hand_over": replace(DESK, allowed=set(), kwargs=dossier),
    "contests:claim_code": PUBLIC,
    # judges
    "contests:judge_home": JUDGES,
    "contests:judge_round": Page(allowed={"judge"}, anonymous=302, kwargs=judged_round),
    # In this world the judge chairs the panel.
    "contests:judge_panel": Page(allowed={"judge"}, anonymous=302, kwargs=judged_round),
    "contests:judge_pledge": Page(allowed={"judge"}, anonymous=302, kwargs=judged_round),
    "contests:judge_naming": Page(allowed={"judge"}, anonymous=302, kwargs=judged_edition),
    "contests:judge_sheet": ASSIGNED_JUDGE,
    # An empty sheet cannot be reviewed yet: back to it.
    "contests:judge_sheet_review": replace(ASSIGNED_JUDGE, ok=302),
    "contests:judge_table": Page(allowed={"judge"}, anonymous=302, kwargs=judged_round),
    "contests:judge_conflict": ASSIGNED_JUDGE,
    "contests:judge_abstain": ASSIGNED_JUDGE,
    "contests:judge_locked": Page(allowed={"judge"}, anonymous=302, kwargs=judged_round),
    # the ecosystem and training
    "ecosystem:directory": PUBLIC,
    "ecosystem:organization_list": Page(kwargs=lambda world: {"kind": organization(world)["kind"]}),
    "ecosystem:organization_detail": Page(kwargs=organization),
    "ecosystem:startup_list": PUBLIC,
    "ecosystem:startup_detail": Page(kwargs=lambda world: {"slug": world.startup.slug}),
    "ecosystem:locality_list": PUBLIC,
    "ecosystem:reorganisation": PUBLIC,
    "ecosystem:profile_list": SIGNED_IN,
    "ecosystem:profile_register": SIGNED_IN,
    "ecosystem:organization_claim": replace(SIGNED_IN, kwargs=organization),
    # In this world the nominator acts for the organisation; a superuser keeps every profile.
    "ecosystem:organization_edit": Page(
        allowed={"nominator", "superuser"}, anonymous=302, kwargs=organization
    ),
    "ecosystem:startup_claim": replace(
        SIGNED_IN, kwargs=lambda world: {"slug": world.startup.slug}
    ),
    "ecosystem:startup_edit": Page(
        allowed={"superuser"}, anonymous=302, kwargs=lambda world: {"slug": world.startup.slug}
    ),
    # Nobody owns the world's project.
    "ecosystem:milestone_create": Page(
        allowed={"superuser"}, anonymous=302, kwargs=lambda world: {"slug": world.startup.slug}
    ),
    "ecosystem:milestone_edit": Page(allowed={"superuser"}, anonymous=302, kwargs=milestone),
    "ecosystem:milestone_remove": Page(allowed={"superuser"}, anonymous=302, kwargs=milestone),
    "ecosystem:expert_list": PUBLIC,
    "ecosystem:expert_detail": Page(kwargs=expert),
    # In this world the stranger is the expert.
    "ecosystem:expert_edit": Page(allowed={"stranger"}, anonymous=302, kwargs=expert),
    "ecosystem:connect": PUBLIC,
    "ecosystem:expert_connect": replace(SIGNED_IN, kwargs=expert),
    "ecosystem:connection_list": SIGNED_IN,
    "ecosystem:connection_detail": Page(allowed={"owner"}, anonymous=302, kwargs=connection),
    "ecosystem:connection_cancel": Page(allowed={"owner"}, anonymous=302, kwargs=connection),
    "ecosystem:board": PUBLIC,
    "ecosystem:post_create": SIGNED_IN,
    "ecosystem:post_list": SIGNED_IN,
    "ecosystem:post_detail": Page(kwargs=post),
    "ecosystem:post_answer": replace(SIGNED_IN, kwargs=post),
    # A superuser decides posts, and keeps none.
    "ecosystem:post_edit": Page(allowed={"owner"}, anonymous=302, kwargs=post),
    "ecosystem:post_extend": Page(allowed={"owner"}, anonymous=302, kwargs=post),
    "ecosystem:post_close": Page(allowed={"owner"}, anonymous=302, kwargs=post),
    "ecosystem:post_withdraw": Page(allowed={"owner"}, anonymous=302, kwargs=post),
    "ecosystem:space": PUBLIC,
    "ecosystem:room_search": PUBLIC,
    "ecosystem:room_detail": Page(kwargs=room),
    "ecosystem:room_feed": Page(kwargs=room),
    "ecosystem:booking_create": replace(SIGNED_IN, kwargs=room),
    "ecosystem:room_wait": replace(SIGNED_IN, kwargs=room),
    "ecosystem:booking_list": SIGNED_IN,
    "ecosystem:booking_detail": Page(allowed={"owner"}, anonymous=302, kwargs=booking),
    "ecosystem:booking_cancel": Page(allowed={"owner"}, anonymous=302, kwargs=booking),
    "ecosystem:booking_file": Page(allowed={"owner"}, anonymous=302, kwargs=booking),
    "ecosystem:service_list": PUBLIC,
    "ecosystem:service_detail": Page(kwargs=service),
    "ecosystem:service_request_create": replace(SIGNED_IN, kwargs=service),
    "ecosystem:service_request_list": SIGNED_IN,
    "ecosystem:service_request_detail": ASKER,
    "ecosystem:service_request_cancel": ASKER,
    "ecosystem:service_request_rate": ASKER,
    "ecosystem:event_list": PUBLIC,
    "ecosystem:event_feed": PUBLIC,
    "ecosystem:event_month": Page(kwargs=lambda world: {"year": 2026, "month": 11}),
    "ecosystem:event_detail": Page(kwargs=event),
    "ecosystem:event_file": Page(kwargs=event),
    # In this world the owner is registered already.
    "ecosystem:registration_create": Page(exceptions={"owner": 302}, kwargs=event),
    "ecosystem:registration_sent": Page(kwargs=event),
    "ecosystem:registration_list": SIGNED_IN,
    # Whoever holds the key has the person's mail; the code on the ticket tells nothing of the person.
    "ecosystem:registration_detail": Page(kwargs=registration),
    "ecosystem:registration_cancel": Page(kwargs=registration),
    "ecosystem:registration_file": Page(kwargs=registration),
    "ecosystem:ticket": Page(kwargs=lambda world: {"code": world.registration.code}),
    "ecosystem:document_list": PUBLIC,
    "ecosystem:support_list": PUBLIC,
    "ecosystem:support_detail": Page(kwargs=lambda world: {"slug": world.offer.slug}),
    "ecosystem:document_detail": Page(kwargs=lambda world: {"slug": world.document.slug}),
    "training:overview": PUBLIC,
    "training:history": PUBLIC,
    "training:course_detail": Page(kwargs=course),
    "training:run_detail": Page(kwargs=course_run),
    "training:run_calendar": Page(kwargs=course_run),
    # Whoever holds the key has the person's mail.
    "training:survey": Page(kwargs=survey),
    "training:registration_list": SIGNED_IN,
    **{
        f"training:{page}": Page(kwargs=course_run)
        for page in ("registration_create", "registration_sent", "group_create")
    },
    **{
        f"training:{page}": Page(kwargs=trainee)
        for page in (
            "registration_detail",
            "registration_cancel",
            "registration_file",
            "invitation",
        )
    },
    "training:ticket": Page(kwargs=class_ticket),
    "training:group_detail": Page(kwargs=trainees),
    "training:group_cancel": Page(kwargs=trainees),
    # attendance of training
    "training:attendance_desk": ATTENDANCE,
    "training:attendance_run": replace(ATTENDANCE, kwargs=training_run),
    "training:attendance_run_paper": replace(ATTENDANCE, kwargs=training_run),
    "training:attendance_session": replace(ATTENDANCE, kwargs=training_session),
    "training:attendance_session_paper": replace(ATTENDANCE, kwargs=training_session),
    "training:attendance_screen": replace(ATTENDANCE, kwargs=training_session),
    "training:self_check_in": Page(kwargs=training_session),
    # the news
    "news:article_list": PUBLIC,
    "news:category": Page(kwargs=lambda world: {"category": world.article.category.slug}),
    "news:article_detail": Page(kwargs=article),
    **{
        f"{name}{form}": PUBLIC
        for name in (
            "news:feed",
            "news:story_feed",
            "news:question_feed",
            "ecosystem:document_feed",
            "ecosystem:event_entries",
            "training:feed",
            "contests:feed",
        )
        for form in ("", "_atom")
    },
    **{
        name: Page(kwargs=lambda world: {"category": world.article.category.slug})
        for name in ("news:category_feed", "news:category_feed_atom")
    },
    "news:preview": Page(kwargs=preview),
    "news:kind": Page(kwargs=lambda world: {"kind": "thong-bao"}),
    "news:tag": Page(kwargs=tag),
    "news:series_list": PUBLIC,
    "news:series_detail": Page(kwargs=series),
    "news:coverage": PUBLIC,
    "news:story_list": PUBLIC,
    "news:question_list": PUBLIC,
    "news:question_create": PUBLIC,
    "news:question_sent": PUBLIC,
    "news:question_detail": Page(kwargs=question),
    "news:story_create": Page(
        # nobody owns the world's project
        allowed={"superuser"},
        anonymous=302,
        kwargs=lambda world: {"slug": world.startup.slug},
    ),
    # accounts
    "account_login": VISITORS_ONLY,
    "account_signup": VISITORS_ONLY,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_inactive": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_profile": SIGNED_IN,
    "account_consents": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_change_password": SIGNED_IN,
}

# Addresses with a test of their own, and why they are not in the table.
ELSEWHERE = {
    "healthz_ready": "tests/portal/test_health.py: green or red",
    "account_logout": "a form on every page; GET asks",
    "account_confirm_email": "tests/portal/test_accounts.py: needs a key",
    "account_reset_password_from_key": "tests/portal/test_accounts.py: needs a key",
    "account_set_password": "only for accounts without a password",
    "account_reauthenticate": "only before dangerous acts",
    "account_consents_export": "tests/site/test_consents.py: makes files",
    "account_consent_withdraw": "tests/site/test_consents.py: one's own consents only",
    "contests:invitation": "tests/contests/views/test_invitations.py: needs a key",
    "contests:judge_invitation": "tests/contests/views/test_judge_invitations.py: needs a key",
    "contests:guardian_form": "tests/contests/views/test_team.py: needs a pupil",
    "contests:application_pdf_version": "as application_pdf",
    "contests:application_word_version": "as application_word",
    "contests:application_changes": "tests/contests/views: needs two submitted versions",
    "contests:attachment_download": "tests/contests/views: needs a stored file",
    "contests:petition_detail": "tests/contests/views/test_petitions.py: needs a petition",
    "contests:petition_withdraw": "tests/contests/views/test_petitions.py: needs a petition",
    "contests:petition_file": "tests/contests/views/test_petitions.py: needs a petition",
    "contests:decision_scan": "tests/contests/views/test_transparency.py: needs a stored file",
    "contests:follow_up": "tests/contests/views/test_follow_ups.py: needs a key",
    "site:document_check": "tests/site/test_documents.py: needs an issued paper",
    "contests:application_certificate": "tests/contests/domain/test_certificates.py",
    "admin:portal_issueddocument_file": "tests/portal/admin/test_documents.py: needs a paper",
    "admin:portal_issueddocument_revoke": "tests/portal/admin/test_documents.py: needs a paper",
    "contests:participation": "tests/contests/views/test_participation.py: needs a signed key",
    "contests:claim": "tests/contests/views/test_claims.py: needs a key",
    "ecosystem:claim_withdraw": "tests/ecosystem/test_claims.py: one's own claims only",
    "ecosystem:profile_confirm": "tests/ecosystem/domain/test_freshness.py: needs a signed key",
    "admin:ecosystem_profileclaim_proof": "tests/ecosystem/test_claims.py: needs a stored file",
    "training:trainer_link": "tests/training/test_attendance_pages.py: needs a key",
    **{
        f"admin:training_courserun_{page}": "tests/training/test_attendance_admin.py"
        for page in (
            "attendance",
            "attendance_export",
            "attendance_import",
            "attendance_plan",
            "trainers",
        )
    },
    "admin:training_courserun_copy": "tests/training/test_run_admin.py",
    "admin:training_courserun_series": "tests/training/test_run_admin.py",
    **{
        f"admin:training_person_{page}": "tests/training/test_person_admin.py"
        for page in ("alike", "merge", "apart", "unmerge", "detach")
    },
    "site_staff:language": "tests/site/test_staff_language.py: answers a form only",
    "site_staff:run_guests": "tests/site/test_training_links.py",
    "site_staff:attendance_points": "tests/site/test_training_links.py",
    "training:own_certificate": "tests/training/test_certificate_pages.py: needs an issued paper",
    "news:enclosure": "tests/news/test_enclosures.py: needs a stored file",
    "training:material": "tests/training/test_materials.py: needs a stored file",
    "training:material_by_key": "tests/training/test_materials.py: needs a stored file",
    **{
        f"admin:training_courserun_{page}": "tests/training/test_certificate_pages.py"
        for page in (
            "certificates",
            "certificate",
            "certificate_files",
            "certificate_reissue",
            "certificate_revoke",
        )
    },
    **{
        f"admin:training_{model}_{page}": "tests/training/test_surveys.py"
        for model in ("course", "courserun")
        for page in ("survey", "survey_file")
    },
    **{
        f"admin:training_courserun_{page}": "tests/training/test_registration_admin.py"
        for page in ("export", "register", "registration")
    },
    "admin:ecosystem_organization_import": "tests/ecosystem/test_import.py",
    "admin:ecosystem_organization_import_template": "tests/ecosystem/test_import.py",
    "admin:ecosystem_organization_import_plan": "tests/ecosystem/test_import.py: needs a file",
    "ecosystem:organization_connect": "tests/ecosystem/test_connections.py: needs an investor",
    "ecosystem:connection_answer": "tests/ecosystem/test_connections.py: needs a signed key",
    "ecosystem:connection_outcome": "tests/ecosystem/test_connections.py: needs a signed key",
    "ecosystem:document_file": "tests/ecosystem: needs a stored file",
    "ecosystem:own_feed": "tests/ecosystem/test_room_pages.py: needs a key",
    "ecosystem:feed_key": "tests/ecosystem/test_room_pages.py: answers a form only",
    "ecosystem:waiting_remove": "tests/ecosystem/test_room_pages.py: answers a form only",
    **{
        f"admin:ecosystem_event_{page}": "tests/ecosystem/test_event_admin.py"
        for page in ("attendees", "check_in", "export", "registration", "walk_in")
    },
    "admin:ecosystem_booking_calendar": "tests/ecosystem/test_room_admin.py",
    "admin:ecosystem_room_use": "tests/ecosystem/test_room_admin.py",
    "admin:portal_oldaddress_import": "tests/portal/test_old_addresses.py",
    "site:newsletter_own": "tests/site/test_newsletter.py: needs a key",
    "site:newsletter_end": "tests/site/test_newsletter.py: needs a key",
    "site:figures_csv": "tests/site/test_figures.py",
    "site:dataset": "tests/site/test_open_data.py",
    "site:dataset_csv": "tests/site/test_open_data.py",
    "site:dataset_json": "tests/site/test_open_data.py",
    **{
        name: "tests/site/test_open_data_api.py"
        for dataset in DATASETS
        for name in (f"open-data:{dataset.list_name}", f"open-data:{dataset.read_name}")
    },
    "open-data:api-root": "tests/site/test_open_data_api.py: leads nowhere",
    "contests:judge_visit": "tests/contests/views/test_judge_visits.py: only in rounds with visits",
    "contests:judge_visit_photo": "tests/contests/views/test_judge_visits.py: needs a stored file",
    "contests:judge_paper_scan": "tests/contests/views/test_paper_codes.py: needs a typed sheet",
    "contests:paper_code": "tests/contests/views/test_paper_codes.py: leads on",
    "admin:contests_sitevisit_photo": "tests/contests/views/test_judge_visits.py: needs a file",
    "contests:judge_stage": "tests/contests/views/test_stage.py: only in rounds held live",
    "contests:hall": "tests/contests/views/test_stage.py: found by its key",
    "contests:judge_unlock": "tests/contests/views/test_judge_acts.py: needs a locked sheet",
    "contests:judge_file": "tests/contests/views/test_judge.py: needs a stored file",
    "admin:portal_backgroundjob_download": "tests/portal/admin/test_jobs.py: needs a job",
    "admin:index": "below, with the sign-in of the admin",
    "admin:login": "Django's own",
    "admin:logout": "Django's own",
    "admin:password_change": "Django's own",
    "admin:password_change_done": "Django's own",
    "admin:jsi18n": "Django's own",
    "admin:autocomplete": "Django's own, asks the view permission",
    "admin:app_list": "Django's own, lists what may be seen",
    "admin:view_on_site": "Django's own",
    "admin:auth_user_password_change": "Django's own, asks the change permission",
}
ELSEWHERE |= dict.fromkeys(
    (f"admin:ecosystem_servicerequest_{page}" for page in ("due", "file", "message", "reassign")),
    "tests/architecture/test_units_apart.py and tests/ecosystem/test_service_admin.py",
)
ELSEWHERE |= dict.fromkeys(
    (
        f"admin:news_article_{page}"
        for page in (
            "coming",
            "comment",
            "correct",
            "revision",
            "revisions",
            "withdrawal",
            "erase_file",
        )
    ),
    "tests/news/admin/test_writing.py",
)
ELSEWHERE["ecosystem:service_request_file"] = "tests/ecosystem/test_services.py: one's own only"
# Pages of acts in the admin: walked by the ladders in tests/contests/admin.
ELSEWHERE |= dict.fromkeys(
    (
        f"admin:contests_{name}"
        for name in (
            "application_archive",
            "application_check",
            "application_compare",
            "application_consents",
            "application_enter",
            "application_export",
            "application_extension",
            "application_file",
            "application_look_alike",
            "application_look_alikes",
            "application_petition",
            "application_messages",
            "application_hand_over",
            "application_recheck",
            "application_revoke",
            "application_scans",
            "application_spreadsheet",
            "assignment_hints",
            "application_trace",
            "application_trace_export",
            "assignment_remove",
            "contest_challenge",
            "contest_copy",
            "contest_export",
            "contest_import",
            "contest_make_paper",
            "contest_papers",
            "contest_pilot",
            "papersheet_code",
            "papersheet_scan",
            "papersheet_sheet",
            "papertemplate_file",
            "papertemplate_placeholders",
            "papertemplate_preview",
            "papertemplate_shipped",
            "contest_report",
            "contest_standard",
            "panel_invite",
            "petition_add_file",
            "petition_file",
            "petition_reassign",
            "petition_remedy",
            "question_close",
            "question_copy",
            "question_reopen",
            "ruleset_amend",
            "ruleset_issue",
            "round_assign",
            "round_assign_by_hand",
            "round_award_remove",
            "round_unawarded",
            "round_awards",
            "round_certificates",
            "round_feedback",
            "round_feedback_release",
            "round_final_day",
            "round_final_day_order",
            "round_final_day_turn",
            "round_hints",
            "round_call_up",
            "round_criteria",
            "round_criteria_file",
            "round_decline",
            "round_explanation",
            "round_organisers",
            "round_outcome",
            "round_places",
            "round_print_pack",
            "round_progress",
            "round_publish_assignments",
            "round_ranking",
            "round_ranking_export",
            "round_scan",
            "round_scan_file",
            "round_spread",
            "round_tie",
            "round_version",
            "round_versions",
            "section_copy",
            "section_form",
            "section_preview",
        )
    ),
    "tests/contests/admin",
)
