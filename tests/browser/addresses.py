"""Every address that the permission matrix knows, filled in from the demo set, and who may open it.

Runs inside ``manage.py shell`` of the demo portal; the browser reads what ``pages`` answers.
"""

import json
from datetime import date
from http import HTTPStatus
from itertools import islice
from urllib.parse import urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from contests.domain import follow_ups, judging, rounds
from contests.domain.certificates import issue_certificate
from contests.domain.claims import make_claim_link
from contests.domain.decisions import keep_scan
from contests.domain.dossier import MEMBERS
from contests.domain.final_day import open_day
from contests.domain.invitations import hash_of
from contests.domain.judging import pledge
from contests.domain.official import make_paper
from contests.domain.official.templates import keep_template
from contests.domain.official.word import shipped_template
from contests.domain.paper import Entrant, enter_for_unit
from contests.domain.paper_sheets import sheet_code
from contests.domain.participation import path_of
from contests.domain.petitions import file_petition
from contests.domain.screening import mark_invalid
from contests.enums import (
    ContestState,
    FollowUpGroup,
    FollowUpState,
    HintKind,
    InvitationState,
    JudgeInvitationState,
    LookAlikeKind,
    PaperFormat,
    PaperIssuer,
    PaperKind,
)
from contests.models import (
    Application,
    Assignment,
    Attachment,
    Award,
    ConflictDeclaration,
    Contest,
    CouncilMeeting,
    EligibilityCheck,
    FinalDay,
    FollowUp,
    HintDismissal,
    JudgeInvitation,
    LookAlike,
    OfficialDecision,
    Panel,
    PaperOffice,
    PaperSheet,
    PaperTemplate,
    Participation,
    Petition,
    PetitionFile,
    Question,
    Round,
    RoundResult,
    ScoreSheet,
    Section,
    SiteVisit,
    SiteVisitPhoto,
    StageTurn,
    TeamMember,
)
from ecosystem.domain.actor_import import check_import
from ecosystem.domain.calendars import key_of as calendar_key_of
from ecosystem.domain.connections import answer_path, outcome_path
from ecosystem.domain.freshness import link_of
from ecosystem.enums import ConnectionSide, OrganizationKind
from ecosystem.models import (
    ActorImport,
    Booking,
    ConnectionRequest,
    Expert,
    Organization,
    PolicyDocument,
    ProfileChange,
    ProfileClaim,
    Startup,
)
from news.models import Article, MediaImage, Tag
from portal import audit
from portal.audit import SYSTEM
from portal.models import BackgroundJob, Consent, IssuedDocument, MailTemplate, User
from portal.models.jobs import JobState
from portal.site.figures import TABLES
from tests.architecture import matrix
from tests.architecture.world import World
from tests.ecosystem.test_import import sheet
from tests.factories.contests import (
    ContestFactory,
    JudgeInvitationFactory,
    ParticipationFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import (
    ExpertFactory,
    FieldFactory,
    LocalityFactory,
    OrganizationFactory,
    ProfileClaimFactory,
)
from tests.factories.files import StoredFileFactory, pdf_bytes, picture_bytes, upload
from tests.factories.jobs import BackgroundJobFactory
from tests.factories.mail import OutgoingMailFactory
from tests.factories.portal import UserFactory
from tests.factories.results import scored_round

# Other journeys share the database: their people, fields and communes are counted from 0.
FIRST_OF_THIS_WALK = 1_000
# An edition that is only prepared, so that nobody sees what fill_gaps puts there.
GAP_YEAR = 2019
SUPERUSER = "quantri@khoinghiep.test"
NEWCOMER = "nguoimoi@khoinghiep.test"
DELEGATE = "donvi@khoinghiep.test"
INVITATION_KEY = "khoa-cua-loi-moi"
PEOPLE = ("anonymous", "owner", "judge", "nominator", "newcomer", "superuser")


def pages():
    """Every page with its tries, of which the first that shows it counts; and everybody's session.

    A try is a path with the person to try it as. Refusals are cheaper to find out here than in a
    browser: what answers is the only try. Written as JSON.
    """
    for factory in (UserFactory, FieldFactory, LocalityFactory):
        factory.reset_sequence(FIRST_OF_THIS_WALK)
    fill_gaps()
    worlds = list(make_worlds())
    found = [(name, tries_of(name, worlds)) for name in (*matrix.PAGES, *matrix.ELSEWHERE)]
    request = RequestFactory().get("/")
    request.user = User.objects.get(email=SUPERUSER)
    for name, model in matrix.admin_pages():
        found += [(name, [(path, SUPERUSER)]) for path in admin_paths(name, model, request)]
    emails = {email for _name, tries in found for _path, email in tries}
    clients = {email: client_of(email) for email in emails}
    found = [(name, answered(name, tries, clients)) for name, tries in found]
    sessions = {email: clients[email].cookies["sessionid"].value for email in emails if email}
    return json.dumps({"pages": found, "sessions": sessions})


def client_of(email):
    client = Client(raise_request_exception=False)
    if email:
        client.force_login(User.objects.get(email=email))
    return client


def answered(name, tries, clients):
    """The first try that leads to the address and succeeds, or all of them where none does."""
    for path, email in tries:
        response = clients[email].get(path, follow=True)
        shown = response.redirect_chain[-1][0] if response.redirect_chain else path
        if response.status_code == HTTPStatus.OK and is_address(shown, name):
            return [(path, email)]
    return tries


def is_address(url, name):
    """Whether ``url``, where a path led to, still belongs to the address."""
    try:
        return resolve(urlsplit(url).path).view_name == name
    except Resolver404:
        return False


# --- the demo set, seen as worlds of the matrix ---------------------------------------------------


def fill_gaps():
    """One row of everything that the demo set lacks; nothing that the public would see."""
    contest = ContestFactory(year=GAP_YEAR, state=ContestState.DRAFT)
    tied = rounds.close_round(scored_round([80], [80], contest=contest), actor=SYSTEM)
    # scored again, so that an earlier version of the result is kept
    rounds.reopen_round(tied, actor=SYSTEM, reason="Thiếu một phiếu")
    rounds.close_round(tied, actor=SYSTEM)
    assignment = Assignment.objects.filter(entry__round__contest=contest).first()
    ConflictDeclaration.objects.create(
        application=assignment.entry.application,
        judge=assignment.judge,
        declared_by=assignment.judge,
        reason="Góp vốn",
    )
    lay_out_papers(assignment.entry.round)
    HintDismissal.objects.create(
        application=assignment.entry.application,
        judge=assignment.judge,
        kind=HintKind.MAIL_DOMAIN,
        evidence="hoahoi.vn",
        reason="Đã nghỉ việc",
        dismissed_by=assignment.judge,
    )
    panel = Panel.objects.filter(round__state="open", round__contest__is_demo=True).first()
    for state in JudgeInvitationState:
        JudgeInvitationFactory(panel=panel, state=state)
    keep_the_office_busy()
    given_back = Application.objects.filter(state="supplement_requested")
    for application in given_back:
        slugs = application.contest.sections.values_list("slug", flat=True)
        given_back.filter(pk=application.pk).update(completed_sections=[MEMBERS, *slugs])
        TeamMemberFactory(application=application)
    one, other = Application.objects.filter(state="submitted").order_by("pk")[:2]
    # Truly the same number, and the later dossier first: the worker, which looks again each minute,
    # keeps the row.
    Application.objects.filter(pk=other.pk).update(contact_phone=one.contact_phone)
    LookAlike.objects.create(application=other, other=one, kind=LookAlikeKind.PHONE, score=1)
    question = Question.objects.filter(answers__isnull=False).order_by("pk").last()
    Question.objects.filter(pk=question.pk).update(closed_at=timezone.now())
    ask_more_in(Round.objects.get(state="open", contest__is_demo=True))
    contest_the_check()
    delegate = User.objects.get(email=DELEGATE)
    enter_for_unit(
        Contest.objects.accepting().get(),
        Entrant(title="Rau bò khai", contact_name="Lý Thị Mai"),
        actor=delegate,
        unit=delegate.memberships.get().organization,
    )
    # every draft of a team has a pupil, who is invited
    TeamMember.objects.filter(application__state="draft").update(birth_date=date(2015, 9, 2))
    TeamMember.objects.filter(pk=draft_member().pk).update(
        invitation=InvitationState.INVITED,
        invitation_hash=hash_of(INVITATION_KEY),
        invited_at=timezone.now(),
    )
    issue_papers()
    newcomer = UserFactory(email=NEWCOMER, password=None)
    EmailAddress.objects.create(user=newcomer, email=newcomer.email, primary=True)
    keep_profiles(newcomer)


def keep_the_office_busy():
    """A picture, a tag, an edited mail, one on its way, and jobs in every state."""
    MediaImage.objects.create(image=upload(picture_bytes(), "anh.png"), alt_text="Ngày hội")
    Tag.objects.create(name="Khởi nghiệp", slug="khoi-nghiep-xanh")
    MailTemplate.objects.create(name="account/invited", subject="Lời mời", body="Kính gửi")
    OutgoingMailFactory()
    for state in (JobState.RUNNING, JobState.FAILED, JobState.DONE):
        result = StoredFileFactory() if state == JobState.DONE else None
        BackgroundJobFactory(state=state, total=4, progress=1, result=result)


def keep_profiles(newcomer):
    """A claim with its proof, a change, a spreadsheet that was checked, a profile that is asked about, an expert, a fund."""
    organization = Organization.objects.public().existing().earliest("pk")
    ProfileClaimFactory(user=newcomer, organization=organization, proof=StoredFileFactory())
    ProfileChange.objects.create(
        organization=organization, made_by=newcomer, changes=[["Địa chỉ", "", "Số 1"]]
    )
    Organization.objects.filter(pk=organization.pk).update(asked_on=timezone.localdate())
    ExpertFactory(user=newcomer, listed=False)
    OrganizationFactory(kind=OrganizationKind.FUND, name="Quỹ đi xem trang")
    superuser = User.objects.get(email=SUPERUSER)
    check_import(upload(sheet(("Quỹ mới", "Quỹ hỗ trợ khởi nghiệp")), "a.xlsx"), actor=superuser)


def lay_out_papers(round_):
    """What the office needs for its papers, one made and one with a template of its own."""
    superuser = User.objects.get(email=SUPERUSER)
    CouncilMeeting.objects.create(round=round_)
    PaperOffice.objects.create(contest=round_.contest, issuer=PaperIssuer.JURY)
    make_paper(round_.contest, PaperKind.MINUTES, PaperFormat.PDF, actor=superuser, round_=round_)
    shipped = upload(shipped_template(PaperKind.MINUTES), "bien-ban.docx")
    keep_template(PaperKind.MINUTES, shipped, actor=superuser)


def issue_papers():
    """A certificate, the scan of its decision, and a team that was asked whether it takes part."""
    award = Award.objects.standing().filter(prize__contest__is_demo=True).first()
    superuser = User.objects.get(email=SUPERUSER)
    issue_certificate(
        award,
        actor=superuser,
        issued_on=timezone.localdate(),
        signer="Nguyễn Văn Ký",
        signer_position="Trưởng ban",
    )
    final = Round.objects.get(contest=award.prize.contest, kind="final")
    keep_scan(final, actor=superuser, is_public=True, uploaded=upload(pdf_bytes(), "qd.pdf"))
    ParticipationFactory(
        entry__round__contest=ContestFactory(year=GAP_YEAR + 80, state=ContestState.DRAFT)
    )


def ask_more_in(round_):
    """Let a round ask its entrants something in addition."""
    section = Section.objects.create(
        contest=round_.contest, slug="bo-sung-vong", title="Bổ sung", opens_in=round_, order=99
    )
    Question.objects.create(section=section, key="ke-hoach", label="Kế hoạch năm tới")


def contest_the_check():
    """Two dossiers found not valid: one with a petition that a file came with, one without."""
    found = Application.objects.filter(state="submitted", owner__isnull=False).order_by("-pk")[:2]
    for application in found:
        mark_invalid(application, actor=SYSTEM, reason="Thiếu bản cam kết")
    petition = file_petition(
        found[0], actor=found[0].owner, ground_key="hop-le", text="Bản cam kết có ở trang 3."
    )
    PetitionFile.objects.create(petition=petition, stored=StoredFileFactory())
    # what the answer to the petition may be linked to
    audit.record(found[0], "reopen_check", actor=SYSTEM, reason="Xem lại theo đơn")


def draft_member():
    return TeamMember.objects.filter(application__state="draft").earliest("pk")


def make_worlds():
    """One world for every stage of a dossier: begun, sent, given back, judged, awarded, tied."""
    applications = Application.objects.order_by("-contest__year", "pk")
    for state in ("draft", "submitted", "supplement_requested"):
        application = applications.filter(state=state, members__isnull=False).first()
        if state == "draft":
            let_book(application.owner)
        yield world_of(application)
    invalid = applications.filter(state="invalid", checks__isnull=False).distinct()
    yield world_of(invalid.filter(petitions__isnull=False).first())
    yield world_of(invalid.filter(petitions=None, rule_set__isnull=False).first())
    delegate = User.objects.get(email=DELEGATE)
    yield world_of(Application.objects.nominated_by(delegate).exclude(owner=None).first())
    yield world_of(Application.objects.nominated_by(delegate).filter(owner=None).first())
    scored = Assignment.objects.filter(
        entry__round__state="open", judge__email="giamkhao1@khoinghiep.test"
    )
    for state in (None, "sent"):
        assignment = scored.filter(sheet__state=state).first() or sent_one(scored)
        pledge(assignment.entry.round, judge=assignment.judge)
        let_chair(assignment)
        let_visit(assignment)
        open_day(assignment.entry.round, actor=SYSTEM)
        if state:
            let_type(assignment, scored.filter(sheet=None).last())
        yield world_of(assignment.entry.application, assignment)
    awarded = Award.objects.first().application
    yield world_of(awarded, Assignment.objects.filter(entry__application=awarded).first())
    tied = RoundResult.objects.filter(entry__round__contest__year=GAP_YEAR).first().entry
    yield world_of(tied.application, tied.assignments.first())


def sent_one(scored):
    """A sheet of the judge as sent, where the demo has none."""
    assignment = scored.last()
    ScoreSheet.objects.create(assignment=assignment, state="sent", sent_at=timezone.now())
    return assignment


def let_book(person):
    """Somebody of the demo set booked a room; now this person did."""
    ahead = Booking.objects.filter(state="confirmed").order_by("starts_at").last()
    Booking.objects.filter(pk=ahead.pk).update(holder=person)


def let_chair(assignment):
    """The judge chairs every panel of the round."""
    for panel in assignment.entry.round.panels.all():
        panel.members.update_or_create(judge=assignment.judge, defaults={"is_chair": True})


def let_visit(assignment):
    """The round has site visits; the judge has been there and taken a photograph."""
    Round.objects.filter(pk=assignment.entry.round_id).update(has_site_visits=True)
    visit, _is_new = SiteVisit.objects.get_or_create(
        entry=assignment.entry, judge=assignment.judge, notes="Xưởng sạch"
    )
    SiteVisitPhoto.objects.create(visit=visit, stored=StoredFileFactory(), caption="Xưởng")


def let_type(sent, other):
    """One sheet was typed from paper and checked, another one waits for its check."""
    clerks = User.objects.filter(email__startswith="thuky").order_by("pk")
    typed = {"typed_by": clerks[0], "typed_at": timezone.now()}
    PaperSheet.objects.create(
        assignment=sent, state="checked", checked_by=clerks[1], scan=StoredFileFactory(), **typed
    )
    PaperSheet.objects.create(assignment=other, state="typed", scan=StoredFileFactory(), **typed)


def world_of(application, assignment=None):
    """The world around a dossier; what it lacks does not exist there, or is anybody's."""
    contest = application.contest
    return World(
        contest=contest,
        application=application,
        attachment=application.attachments.first() or Attachment.objects.first(),
        member=application.members.first() or TeamMember.objects.first(),
        round=assignment.entry.round if assignment else contest.rounds.first(),
        assignment=assignment or Assignment.objects.first(),
        article=Article.objects.filter(state="published").first(),
        organization=Organization.objects.filter(is_public=True).first(),
        startup=Startup.objects.filter(is_public=True).first(),
        booking=Booking.objects.filter(holder=application.owner_id).last()
        or Booking.objects.last(),
        expert=Expert.objects.public().first(),
        connection=ConnectionRequest.objects.filter(founder=application.owner_id).last()
        or ConnectionRequest.objects.last(),
        document=PolicyDocument.objects.first(),
        people={
            "anonymous": None,
            **({"owner": application.owner} if application.owner else {}),
            **({"judge": assignment.judge} if assignment else {}),
            "nominator": User.objects.get(email=DELEGATE),
            "newcomer": User.objects.get(email=NEWCOMER),
            "superuser": User.objects.get(email=SUPERUSER),
        },
    )


# --- who and where --------------------------------------------------------------------------------


def tries_of(name, worlds):
    """The address in every world, as all who may open it."""
    kwargs = KWARGS.get(name) or matrix.PAGES.get(name, matrix.PUBLIC).kwargs
    tries = [
        (reverse(name, kwargs=kwargs(world)), world.people[who])
        for world in worlds
        for who in people_of(name)
        if who in world.people
    ]
    return list(dict.fromkeys((path, person and person.email) for path, person in tries))


def people_of(name):
    """Those of the worlds who may open an address, by the matrix; what it leaves open, anybody."""
    if name.startswith("admin:"):
        return ["superuser"]
    page = matrix.PAGES.get(name)
    return [who for who in PEOPLE if page and page.expected(who) == page.ok] or PEOPLE


def admin_paths(name, model, request):
    """Paths of a model's pages of one kind; none where nobody may open such a page."""
    args = ADMIN_ARGS[name.rsplit("_", 1)[1]]
    return [reverse(name, args=found) for found in args(admin.site._registry[model], request)]


def addable(model_admin, request):
    return [()] if model_admin.has_add_permission(request) else []


def newest(model_admin, _request):
    return model_admin.model._default_manager.order_by("-pk").values_list("pk")[:1]


def one_deletable(model_admin, request):
    rows = model_admin.model._default_manager.order_by("-pk")
    may = (row.pk for row in rows if model_admin.has_delete_permission(request, row))
    return [(pk,) for pk in islice(may, 1)]


def one_of_every_state(model_admin, request):
    if not hasattr(model_admin.model, "state"):
        return newest(model_admin, request)
    states = model_admin.model._default_manager.order_by("pk").values_list("state", "pk")
    return [(pk,) for pk in dict(states).values()]


def one_for_every_step(model_admin, _request):
    rows = model_admin.model._default_manager.order_by("-pk")
    for step in model_admin.steps:
        for row in rows.filter(state__in=model_admin.workflow[step].sources)[:1]:
            yield row.pk, step


ADMIN_ARGS = {
    "changelist": lambda *_: [()],
    "add": addable,
    "history": newest,
    "delete": one_deletable,
    "change": one_of_every_state,
    "step": one_for_every_step,
}


# --- what the addresses without a row in the matrix need ------------------------------------------


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
    paper = IssuedDocument.objects.first()
    return {"public_id": paper.subject.application.public_id, "pk": paper.pk}


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
    "ecosystem:own_feed": lambda world: {"key": calendar_key_of(world.people["superuser"])},
    "ecosystem:waiting_remove": lambda _world: {"pk": 1},
    "admin:app_list": lambda _world: {"app_label": "contests"},
    "admin:auth_user_password_change": lambda world: {"id": world.people["newcomer"].pk},
    "admin:view_on_site": public_page,
    "admin:portal_backgroundjob_download": lambda _world: {
        "pk": first_pk(BackgroundJob.objects.exclude(result=None))
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
