"""What the addresses need that no row of the permission matrix fills in."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from contests.domain import follow_ups, judging
from contests.domain.claims import make_claim_link
from contests.domain.paper_sheets import sheet_code
from contests.domain.participation import path_of
from contests.enums import (
    FollowUpGroup,
    FollowUpState,
    LookAlikeKind,
    PaperKind,
)
from contests.models import (
    Application,
    Assignment,
    Award,
    Contest,
    EligibilityCheck,
    FinalDay,
    FollowUp,
    JudgeInvitation,
    LookAlike,
    OfficialDecision,
    PaperSheet,
    PaperTemplate,
    Participation,
    Petition,
    PetitionFile,
    Question,
    RoundResult,
    ScoreSheet,
    SiteVisitPhoto,
    StageTurn,
)
from ecosystem.domain.calendars import key_of as calendar_key_of
from ecosystem.domain.connections import answer_path, outcome_path
from ecosystem.domain.freshness import link_of
from ecosystem.enums import ConnectionSide, OrganizationKind
from ecosystem.models import (
    ActorImport,
    ConnectionRequest,
    Organization,
    ProfileClaim,
    ServiceFile,
    ServiceRequest,
)
from news.models import Article, ArticleRevision, Enclosure
from portal.models import BackgroundJob, Consent, IssuedDocument, Subscriber, User
from portal.site.figures import TABLES
from portal.site.open_data.datasets import DATASETS
from tests.architecture import matrix
from tests.browser.gaps import DELEGATE, INVITATION_KEY, NEWCOMER
from tests.factories.files import StoredFileFactory
from training.domain.certificates import KIND as COMPLETION
from training.models import (
    AttendanceImport,
    Course,
    CourseRun,
    Material,
    Person,
    Registration,
    Session,
)


def dossier_file(world):
    return {**matrix.dossier(world), "file_id": world.attachment.stored.public_id}


def confirmation(world):
    address = EmailAddress.objects.get(email=NEWCOMER)
    return {"key": EmailConfirmationHMAC(address).key}


def reset(world):
    user = world.people["newcomer"]
    return {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}


def claim(world):
    entered = Application.objects.filter(owner=None, channel="unit").latest("pk")
    delegate = User.objects.get(email=DELEGATE)
    return {"key": make_claim_link(entered, actor=delegate, by_mail=False)[1]}


def public_page(world):
    kind = ContentType.objects.get_for_model(world.startup)
    return {"content_type_id": kind.pk, "object_id": world.startup.pk}


def petition(world):
    row = world.application.petitions.first()
    return {**matrix.dossier(world), "reference": row.reference if row else "-"}


def petition_file(world):
    row = PetitionFile.objects.filter(petition__application=world.application).first()
    file_id = row.stored.public_id if row else world.attachment.stored.public_id
    return {**petition(world), "file_id": file_id}


def follow_up(world):
    row, _is_new = FollowUp.objects.get_or_create(
        application=world.application,
        months=6,
        defaults={
            "group": FollowUpGroup.AWARDED,
            "due_on": timezone.localdate(),
            "state": FollowUpState.ASKED,
        },
    )
    return {"key": follow_ups.key_of(row)}


def public_scan(world):
    """A decision of a published result, with a scan that everybody may read."""
    decision = world.round.decision
    if decision is None:
        return {**matrix.year(world), "pk": 0}
    OfficialDecision.objects.filter(pk=decision.pk, scan=None).update(
        scan=StoredFileFactory(), is_scan_public=True
    )
    return {**matrix.year(world), "pk": decision.pk}


def any_petition(_world):
    return {"pk": first_pk(Petition.objects.all())}


def check(world):
    checks = EligibilityCheck.objects.filter(application=world.application)
    return {"pk": world.application.pk, "check_pk": first_pk(checks)}


def round_page(world):
    return {"pk": world.round.pk}


def outcome(world):
    results = RoundResult.objects.filter(entry__round=world.round)
    return {**round_page(world), "result_pk": first_pk(results)}


def tie(world):
    """A tie of the round, where it has one."""
    tied = RoundResult.objects.filter(entry__round=world.round, is_tied=True)
    return {**round_page(world), "result_pk": first_pk(tied)}


def explanation(world):
    entries = world.round.entries.filter(result__isnull=False)
    return {**round_page(world), "number": 1, "entry_pk": first_pk(entries)}


def resubmitted(world):
    """A dossier that was submitted twice, where this world's was submitted at all."""
    first = world.application.snapshots.order_by("sequence").first()
    if first and not world.application.snapshots.filter(sequence=2).exists():
        first.pk, first.sequence = None, 2
        first.save(force_insert=True)
    return matrix.dossier(world)


def look_alike(world):
    # the one made here: others come and go with the worker, which looks again each minute
    row = LookAlike.objects.filter(kind=LookAlikeKind.PHONE).latest("pk")
    return {"pk": row.application_id if row else 0, "row_pk": row.pk if row else 0}


def asked_question(world):
    return {"pk": first_pk(Question.objects.filter(section__contest=world.contest, closed_at=None))}


def closed_question(world):
    return {"pk": first_pk(Question.objects.exclude(closed_at=None))}


def own_consent(world):
    given = Consent.objects.filter(user=world.application.owner, purpose="contest")
    return {"pk": first_pk(given.filter(withdrawn_at=None))}


def certificate(world):
    """Of the dossier that has one; elsewhere there is none."""
    paper = IssuedDocument.objects.exclude(kind=COMPLETION).first()
    return {"public_id": paper.subject.application.public_id, "pk": paper.pk}


def completion():
    """A certificate of a course that stands."""
    return IssuedDocument.objects.filter(kind=COMPLETION, revoked_at=None).first()


def handed_out():
    """A file that people who came to a class get."""
    return Material.objects.exclude(stored=None).first()


def worked_on(_world):
    """A request for support that somebody of the unit works on."""
    return {"pk": first_pk(ServiceRequest.objects.filter(state="in_progress"))}


def service_file(world):
    """A file of the request of this world's owner, where it has one."""
    files = ServiceFile.objects.select_related("stored")
    row = files.filter(request__requester=world.application.owner).first() or files.first()
    return {"pk": row.request_id, "file_id": row.stored.public_id}


def service_file_of_staff(_world):
    row = ServiceFile.objects.first()
    return {"pk": row.request_id, "file_pk": row.pk}


def attendance_plan(world):
    """A list for a session, read and not applied."""
    session = Session.objects.order_by("pk").first()
    row, _is_new = AttendanceImport.objects.get_or_create(
        session=session,
        file_name="danh-sach.csv",
        created_by=world.people["superuser"],
        defaults={"rows": [{"number": 2, "name": "Nông Thị Bưởi", "mark": "present"}]},
    )
    return {"pk": session.run_id, "import_pk": row.pk}


def last_part(path):
    """The key at the end of a mailed link."""
    return path.strip("/").rpartition("/")[2]


def first_pk(rows):
    """Zero, which nothing has, for a world without such a row."""
    return rows.values_list("pk", flat=True).first() or 0


def stage_turn(world):
    turns = StageTurn.objects.filter(day__round=world.round, state="waiting")
    return {**round_page(world), "turn_pk": first_pk(turns), "act": "mark_absent"}


def visit_photo(world):
    photos = SiteVisitPhoto.objects.filter(visit__entry=world.assignment.entry_id)
    return {**matrix.judged_dossier(world), "pk": first_pk(photos)}


def locked_sheet(world):
    sheets = ScoreSheet.objects.filter(assignment__entry__round=world.round)
    return {
        **matrix.judged_round(world),
        "pk": first_pk(sheets.unlockable_by(world.people.get("judge"))),
    }


def judge_invitation(_world):
    return {"key": judging.key_of(JudgeInvitation.objects.waiting().first())}


def published_article(_world):
    return {"pk": first_pk(Article.objects.filter(state="published"))}


KWARGS = {
    "account_confirm_email": confirmation,
    "account_reset_password_from_key": reset,
    "account_consents_export": lambda _world: {"form": "pdf"},
    "account_consent_withdraw": own_consent,
    "contests:invitation": lambda _world: {"key": INVITATION_KEY},
    "contests:guardian_form": matrix.member_page,
    "contests:participation": lambda _world: {
        "key": last_part(path_of(Participation.objects.first()))
    },
    "contests:application_certificate": certificate,
    "site:document_check": lambda _world: {"code": IssuedDocument.objects.first().code},
    "admin:portal_issueddocument_file": lambda _world: {"pk": IssuedDocument.objects.first().pk},
    "admin:portal_issueddocument_revoke": lambda _world: {"pk": IssuedDocument.objects.first().pk},
    "contests:judge_invitation": judge_invitation,
    "admin:contests_panel_invite": lambda world: {"pk": first_pk(world.round.panels.all())},
    **dict.fromkeys(
        ("site:newsletter_own", "site:newsletter_end"),
        lambda _world: {"key": Subscriber.objects.latest("pk").key},
    ),
    **dict.fromkeys(
        ("site:dataset", "site:dataset_csv", "site:dataset_json"),
        lambda _world: {"key": DATASETS[0].key},
    ),
    **{f"open-data:{dataset.read_name}": lambda _world: {"record_id": 1} for dataset in DATASETS},
    "site:figures_csv": lambda _world: {"key": next(iter(TABLES))},
    "contests:claim": claim,
    "contests:application_pdf_version": lambda world: {**matrix.dossier(world), "sequence": 1},
    "contests:application_word_version": lambda world: {**matrix.dossier(world), "sequence": 1},
    "contests:attachment_download": dossier_file,
    "contests:judge_unlock": locked_sheet,
    "contests:judge_stage": matrix.judged_round,
    "contests:judge_naming": matrix.judged_edition,
    "contests:hall": lambda _world: {"key": FinalDay.objects.latest("pk").hall_key},
    "admin:contests_round_final_day_turn": stage_turn,
    "contests:judge_visit": matrix.judged_dossier,
    "contests:judge_visit_photo": visit_photo,
    "admin:contests_sitevisit_photo": lambda _world: {"pk": first_pk(SiteVisitPhoto.objects.all())},
    "contests:judge_file": lambda world: {**matrix.judged_round(world), **dossier_file(world)},
    "ecosystem:document_file": lambda world: {"slug": world.document.slug},
    "ecosystem:claim_withdraw": lambda _world: {"pk": first_pk(ProfileClaim.objects.all())},
    "ecosystem:profile_confirm": lambda _world: {
        "key": last_part(link_of(Organization.objects.exclude(asked_on=None).first()))
    },
    "admin:ecosystem_profileclaim_proof": lambda _world: {
        "pk": first_pk(ProfileClaim.objects.all())
    },
    "admin:ecosystem_organization_import_plan": lambda _world: {
        "pk": first_pk(ActorImport.objects.all())
    },
    "ecosystem:expert_edit": lambda world: {"slug": world.people["newcomer"].expert.slug},
    "ecosystem:organization_connect": lambda _world: {
        "kind": "quy-ho-tro",
        "slug": Organization.objects.public().filter(kind=OrganizationKind.FUND).first().slug,
    },
    "ecosystem:connection_answer": lambda _world: {
        "key": last_part(answer_path(ConnectionRequest.objects.get(state="accepted")))
    },
    "ecosystem:connection_outcome": lambda _world: {
        "key": last_part(
            outcome_path(ConnectionRequest.objects.get(state="in_progress"), ConnectionSide.FOUNDER)
        )
    },
    "ecosystem:service_request_file": service_file,
    "admin:ecosystem_servicerequest_file": service_file_of_staff,
    **{
        f"admin:ecosystem_servicerequest_{page}": worked_on
        for page in ("due", "message", "reassign")
    },
    **{
        f"admin:ecosystem_event_{page}": lambda world: {"pk": world.registration.event_id}
        for page in ("attendees", "check_in", "export", "registration", "walk_in")
    },
    **{
        f"admin:news_article_{page}": published_article
        for page in ("comment", "correct", "revisions", "withdrawal", "erase_file")
    },
    "admin:news_article_revision": lambda _world: {
        "pk": ArticleRevision.objects.first().article_id,
        "number": 1,
    },
    "ecosystem:own_feed": lambda world: {"key": calendar_key_of(world.people["superuser"])},
    "ecosystem:waiting_remove": lambda _world: {"pk": 1},
    "admin:app_list": lambda _world: {"app_label": "contests"},
    "admin:auth_user_password_change": lambda world: {"id": world.people["newcomer"].pk},
    "admin:view_on_site": public_page,
    "admin:portal_backgroundjob_download": lambda _world: {
        "pk": first_pk(BackgroundJob.objects.exclude(result=None))
    },
    **{
        f"admin:training_courserun_{page}": lambda _world: {
            "pk": first_pk(CourseRun.objects.exclude(starts_at=None))
        }
        for page in (
            "copy",
            "series",
            "survey",
            "export",
            "register",
            "registration",
            "attendance",
            "attendance_export",
            "attendance_import",
            "trainers",
        )
    },
    "admin:training_course_survey": lambda _world: {"pk": first_pk(Course.objects.all())},
    **{
        f"admin:training_{model}_survey_file": lambda _world, rows=rows: {
            "pk": first_pk(rows.objects.exclude(slug="")),
            "form": "csv",
        }
        for model, rows in (("course", Course), ("courserun", CourseRun))
    },
    "admin:training_courserun_certificates": lambda _world: {"pk": completion().subject.run_id},
    **{
        f"admin:training_courserun_{page}": lambda _world: {
            "pk": completion().subject.run_id,
            "person": completion().subject_id,
        }
        for page in ("certificate", "certificate_reissue", "certificate_revoke")
    },
    "admin:training_courserun_certificate_files": lambda _world: {
        "pk": completion().subject.run_id
    },
    "training:own_certificate": lambda _world: {"key": completion().subject.key},
    "news:enclosure": lambda _world: {"pk": first_pk(Enclosure.objects.exclude(stored=None))},
    "training:material": lambda _world: {"pk": handed_out().pk},
    "training:material_by_key": lambda _world: {
        "pk": handed_out().pk,
        "key": completion().subject.key,
    },
    # Persons and what joins training with the contest.
    "admin:training_person_unmerge": lambda _world: {"pk": first_pk(Person.objects.whole())},
    "admin:training_person_detach": lambda _world: {
        "pk": first_pk(Registration.objects.exclude(person=None))
    },
    "site_staff:run_guests": lambda _world: {
        "pk": first_pk(CourseRun.objects.filter(invitations__isnull=False))
    },
    "site_staff:attendance_points": lambda world: {"pk": world.round.pk},
    "admin:training_courserun_attendance_plan": attendance_plan,
    "training:trainer_link": lambda _world: {"key": "duong-dan"},
    "admin:contests_contest_pilot": lambda _world: {
        "pk": first_pk(Contest.objects.challenges().filter(state="finished"))
    },
    "admin:contests_contest_copy": lambda world: {"pk": world.contest.pk},
    "admin:contests_contest_make_paper": lambda world: {"pk": world.contest.pk},
    "admin:contests_contest_papers": lambda world: {"pk": world.contest.pk},
    "admin:contests_contest_report": lambda world: {"pk": world.contest.pk},
    "admin:contests_contest_export": lambda world: {"pk": world.contest.pk},
    **{
        f"admin:contests_papertemplate_{page}": lambda _world: {
            "pk": first_pk(PaperTemplate.objects.all())
        }
        for page in ("file", "preview")
    },
    **{
        f"admin:contests_papertemplate_{page}": lambda _world: {"kind": PaperKind.MINUTES}
        for page in ("placeholders", "shipped")
    },
    "admin:contests_ruleset_amend": lambda world: {"contest_pk": world.contest.pk},
    "admin:contests_ruleset_issue": lambda world: {"pk": first_pk(world.contest.rule_sets.all())},
    "admin:contests_application_recheck": lambda world: {"pk": world.application.pk},
    "contests:application_changes": resubmitted,
    "contests:decision_scan": public_scan,
    "contests:follow_up": follow_up,
    "contests:petition_detail": petition,
    "contests:petition_withdraw": petition,
    "contests:petition_file": petition_file,
    **{
        f"admin:contests_petition_{page}": any_petition
        for page in ("add_file", "reassign", "remedy")
    },
    "admin:contests_petition_file": lambda world: {
        **any_petition(world),
        "file_pk": first_pk(PetitionFile.objects.all()),
    },
    "admin:contests_application_check": check,
    "admin:contests_application_look_alike": look_alike,
    "admin:contests_question_close": asked_question,
    "admin:contests_question_copy": asked_question,
    "admin:contests_question_reopen": closed_question,
    "admin:contests_section_form": lambda world: {"contest_pk": world.contest.pk},
    **{
        f"admin:contests_section_{page}": lambda world: {
            "pk": first_pk(world.contest.sections.all())
        }
        for page in ("copy", "preview")
    },
    "admin:contests_application_consents": lambda world: {"pk": world.application.pk},
    "admin:contests_application_file": lambda world: {
        "pk": world.application.pk,
        "file_pk": world.attachment.pk,
    },
    **{
        f"admin:contests_application_{page}": lambda world: {"pk": world.application.pk}
        for page in (
            "compare",
            "extension",
            "hand_over",
            "look_alikes",
            "messages",
            "petition",
            "revoke",
            "trace",
            "trace_export",
            "scans",
        )
    },
    **{
        f"admin:contests_assignment_{page}": lambda world: {"pk": world.assignment.pk}
        for page in ("hints", "remove")
    },
    "admin:contests_papersheet_sheet": lambda _world: {
        "pk": first_pk(Assignment.objects.filter(paper_sheets__state="typed"))
    },
    "admin:contests_papersheet_scan": lambda _world: {"pk": first_pk(PaperSheet.objects.all())},
    "contests:paper_code": lambda world: {"code": sheet_code(world.assignment)},
    "contests:judge_paper_scan": matrix.judged_dossier,
    "admin:contests_round_outcome": outcome,
    "admin:contests_round_unawarded": lambda world: {
        **round_page(world),
        "prize_pk": first_pk(world.contest.prizes.all()),
    },
    "admin:contests_round_tie": tie,
    "admin:contests_round_call_up": outcome,
    "admin:contests_round_decline": outcome,
    "admin:contests_round_explanation": explanation,
    "admin:contests_round_version": lambda world: {**round_page(world), "number": 1},
    "admin:contests_round_award_remove": lambda world: {
        **round_page(world),
        "award_pk": first_pk(Award.objects.filter(application=world.application)),
    },
    **{
        f"admin:contests_round_{page}": round_page
        for page in (
            "assign",
            "assign_by_hand",
            "awards",
            "certificates",
            "feedback",
            "feedback_release",
            "final_day",
            "final_day_order",
            "hints",
            "criteria",
            "criteria_file",
            "organisers",
            "places",
            "print_pack",
            "progress",
            "publish_assignments",
            "ranking",
            "ranking_export",
            "scan",
            "scan_file",
            "spread",
            "versions",
        )
    },
}
