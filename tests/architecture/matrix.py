"""The table behind test_permission_matrix: one row per address."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from ecosystem.enums import KIND_PATHS
from portal.admin import WorkflowAdmin

OUR_APPS = {"portal", "ecosystem", "contests", "training", "news"}

STAFF = {
    "administrator",
    "secretary",
    "board",
    "editor",
    "publisher",
    "training officer",
    "space manager",
    "association",
    "nominator",
    "superuser",
}
CONTEST_STAFF = {"secretary", "board", "superuser"}
NEWSROOM = {"editor", "publisher", "superuser"}
DIRECTORY_EDITORS = {"administrator", "secretary", "editor", "superuser"}
DIRECTORY_READERS = {*DIRECTORY_EDITORS, "board", "publisher"}
TRAINING_OFFICERS = {"training officer", "administrator", "superuser"}
TRAINING_READERS = {*TRAINING_OFFICERS, "secretary", "board", "editor"}
ROOM_STAFF = {"space manager", "administrator", "superuser"}
EVERYBODY = frozenset({"*"})


@dataclass(frozen=True, kw_only=True)
class Page:
    """``allowed`` get ``ok``; the anonymous get ``anonymous``; everybody else ``denied``."""

    allowed: frozenset | set = EVERYBODY
    ok: int = 200
    denied: int = 404
    anonymous: int | None = None
    kwargs: Callable = field(default=lambda world: {})
    exceptions: dict = field(default_factory=dict)

    def expected(self, person):
        if person in self.exceptions:
            return self.exceptions[person]
        if person == "anonymous" and self.anonymous is not None:
            return self.anonymous
        return self.ok if "*" in self.allowed or person in self.allowed else self.denied


@dataclass(frozen=True, kw_only=True)
class AdminRow:
    """Roles that may see a model's list, and those that may add to it."""

    view: set
    add: set = field(default_factory=set)

    def list_status(self, person):
        return self._status(person, self.view)

    def add_status(self, person):
        return self._status(person, self.add)

    def _status(self, person, allowed):
        if person not in STAFF:
            return 302  # to the sign-in page
        return 200 if person in allowed else 403


def year(world):
    return {"year": world.contest.year}


def dossier(world):
    return {"public_id": world.application.public_id}


def judged_round(world):
    return {"year": world.contest.year, "round_slug": world.round.slug}


def judged_edition(world):
    return {"year": world.contest.year}


def judged_dossier(world):
    return {**judged_round(world), **dossier(world)}


def section_page(world):
    return {**dossier(world), "section": "tom-tat"}


def member_page(world):
    return {**dossier(world), "pk": world.member.pk}


def attachment_page(world):
    return {**dossier(world), "pk": world.attachment.pk}


def round_slug(world):
    return {**year(world), "round_slug": world.round.slug}


def expert(world):
    return {"slug": world.expert.slug}


def connection(world):
    return {"pk": world.connection.pk}


def organization(world):
    return {"kind": KIND_PATHS[world.organization.kind], "slug": world.organization.slug}


def room(world):
    return {"slug": world.booking.room.slug}


def booking(world):
    return {"code": world.booking.code}


def article(world):
    return {"category": world.article.category.slug, "slug": world.article.slug}


PUBLIC = Page()
# The owner's own dossier; in this world it is being judged, so its pages of work lead back.
OWNER = Page(allowed={"owner"}, anonymous=302, kwargs=dossier)
# Pages that every account of the team opens, and those only the representative stays on.
TEAM = replace(OWNER, allowed={"owner", "member", "editing member"})
TEAM_SENT_BACK = replace(TEAM, ok=302)
LEAD = replace(TEAM, exceptions={"member": 302, "editing member": 302})
# Results that are not published do not exist, for anybody.
NOBODY_YET = Page(allowed=set(), kwargs=year)
SIGNED_IN = Page(anonymous=302)
# Sign-in pages: for those who are not yet; the others are sent on.
VISITORS_ONLY = Page(allowed={"anonymous"}, denied=302)
JUDGES = Page(allowed={"judge", "other judge", "superuser"}, anonymous=302)
DESK = Page(allowed={"nominator", "superuser"}, anonymous=302)
# Only the judge who was given the dossier; a superuser holds every permission but no assignment.
ASSIGNED_JUDGE = Page(allowed={"judge"}, anonymous=302, kwargs=judged_dossier)

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
    "site:search": PUBLIC,
    "site:document_check_form": PUBLIC,
    "healthz": PUBLIC,
    "robots": PUBLIC,
    "favicon": Page(ok=302),
    "sitemap": PUBLIC,
    # the contest, for everybody
    "contests:contest_list": PUBLIC,
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
    "ecosystem:expert_list": PUBLIC,
    "ecosystem:expert_detail": Page(kwargs=expert),
    # In this world the stranger is the expert.
    "ecosystem:expert_edit": Page(allowed={"stranger"}, anonymous=302, kwargs=expert),
    "ecosystem:connect": PUBLIC,
    "ecosystem:expert_connect": replace(SIGNED_IN, kwargs=expert),
    "ecosystem:connection_list": SIGNED_IN,
    "ecosystem:connection_detail": Page(allowed={"owner"}, anonymous=302, kwargs=connection),
    "ecosystem:connection_cancel": Page(allowed={"owner"}, anonymous=302, kwargs=connection),
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
    "ecosystem:document_list": PUBLIC,
    "ecosystem:document_detail": Page(kwargs=lambda world: {"slug": world.document.slug}),
    "training:overview": PUBLIC,
    # the news
    "news:article_list": PUBLIC,
    "news:category": Page(kwargs=lambda world: {"category": world.article.category.slug}),
    "news:article_detail": Page(kwargs=article),
    "news:feed": PUBLIC,
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
    "admin:ecosystem_booking_calendar": "tests/ecosystem/test_room_admin.py",
    "admin:ecosystem_room_use": "tests/ecosystem/test_room_admin.py",
    "site:figures_csv": "tests/site/test_figures.py",
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
            "contest_copy",
            "contest_export",
            "contest_import",
            "contest_make_paper",
            "contest_papers",
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

ADMIN = {
    "portal.User": AdminRow(
        view={"administrator", "secretary", "superuser"}, add={"administrator", "superuser"}
    ),
    "portal.OutgoingMail": AdminRow(view={"administrator", "secretary", "superuser"}),
    "portal.MailTemplate": AdminRow(
        view={"administrator", "secretary", "superuser"},
        add={"administrator", "secretary", "superuser"},
    ),
    "portal.BackgroundJob": AdminRow(view={"administrator", "secretary", "board", "superuser"}),
    "portal.IssuedDocument": AdminRow(view={"administrator", "secretary", "board", "superuser"}),
    "portal.Consent": AdminRow(view={"administrator", "secretary", "superuser"}),
    "contests.Contest": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.RuleSet": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Question": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Section": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.OfficialDecision": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.HistoricalFigure": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Application": AdminRow(view=CONTEST_STAFF),
    "contests.Panel": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Assignment": AdminRow(view=CONTEST_STAFF),
    "contests.ScoreSheet": AdminRow(view=CONTEST_STAFF),
    "contests.ConflictDeclaration": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.HintDismissal": AdminRow(view=CONTEST_STAFF),
    "contests.JudgeInvitation": AdminRow(view=CONTEST_STAFF),
    "contests.Round": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Criterion": AdminRow(view=CONTEST_STAFF),
    "contests.RoundEntry": AdminRow(view=CONTEST_STAFF),
    "contests.RoundResult": AdminRow(view=CONTEST_STAFF),
    "contests.PaperSheet": AdminRow(view=CONTEST_STAFF),
    "contests.SiteVisit": AdminRow(view=CONTEST_STAFF),
    "contests.FollowUp": AdminRow(view=CONTEST_STAFF),
    "contests.Petition": AdminRow(view=CONTEST_STAFF),
    "contests.Participation": AdminRow(view=CONTEST_STAFF),
    "contests.Award": AdminRow(view=CONTEST_STAFF),
    "contests.PaperOffice": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.CouncilMeeting": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.PaperTemplate": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.MadePaper": AdminRow(view=CONTEST_STAFF),
    "contests.ReportedTotal": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    **{
        f"ecosystem.{model}": AdminRow(view=DIRECTORY_READERS, add=DIRECTORY_EDITORS)
        for model in (
            "Event",
            "Field",
            "Indicator",
            "Locality",
            "Organization",
            "Plan",
            "PolicyDocument",
            "Startup",
            "SupportKind",
        )
    },
    **{
        f"ecosystem.{model}": AdminRow(view=DIRECTORY_EDITORS)
        for model in ("ActorImport", "ConnectionRequest", "ProfileChange", "ProfileClaim")
    },
    "ecosystem.Expert": AdminRow(view=DIRECTORY_EDITORS, add=DIRECTORY_EDITORS),
    **{
        f"ecosystem.{model}": AdminRow(view=ROOM_STAFF, add=ROOM_STAFF)
        for model in ("Booking", "Closure", "Room")
    },
    "training.HistoricalAttendance": AdminRow(view=TRAINING_READERS, add=TRAINING_OFFICERS),
    "news.Article": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.Category": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.Tag": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.MediaImage": AdminRow(view=NEWSROOM, add=NEWSROOM),
}


STANDARD = ("changelist", "add", "history", "delete", "change")


def admin_address(model, view):
    """Name of a model's page in the admin."""
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"


def admin_pages():
    """Name and model of every page that Django gives each model, and of our workflow steps."""
    for model, model_admin in admin.site._registry.items():
        for view in STANDARD:
            yield admin_address(model, view), model
        if isinstance(model_admin, WorkflowAdmin):
            yield admin_address(model, "step"), model


def every_address():
    """Name of every address that the portal answers."""
    return set(_names(get_resolver().url_patterns))


def _names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}"
