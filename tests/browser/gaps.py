"""What the demo set lacks for the walk of all addresses; nothing that the public would see."""

from datetime import date

from allauth.account.models import EmailAddress
from django.utils import timezone

from contests.domain import rounds
from contests.domain.certificates import issue_certificate
from contests.domain.decisions import keep_scan
from contests.domain.dossier import MEMBERS
from contests.domain.invitations import hash_of
from contests.domain.official import make_paper
from contests.domain.official.templates import keep_template
from contests.domain.official.word import shipped_template
from contests.domain.paper import Entrant, enter_for_unit
from contests.domain.petitions import file_petition
from contests.domain.screening import mark_invalid
from contests.enums import (
    ContestState,
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
    Award,
    ConflictDeclaration,
    Contest,
    CouncilMeeting,
    HintDismissal,
    LookAlike,
    Panel,
    PaperOffice,
    PetitionFile,
    Question,
    Round,
    Section,
    TeamMember,
)
from ecosystem.domain.actor_import import check_import
from ecosystem.enums import OrganizationKind
from ecosystem.models import (
    Organization,
    ProfileChange,
)
from news.domain.revisions import keep_as_it_is
from news.models import Article, ArticleRedirect, Enclosure, MediaImage, Tag
from portal import audit
from portal.audit import SYSTEM
from portal.models import (
    MailTemplate,
    MissedSearch,
    PromotedAnswer,
    SearchSynonym,
    Subscriber,
    User,
)
from portal.models.jobs import JobState
from tests.ecosystem.test_import import sheet
from tests.factories.contests import (
    ChallengeFactory,
    ContestFactory,
    JudgeInvitationFactory,
    ParticipationFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import (
    ExpertFactory,
    OrganizationFactory,
    ProfileClaimFactory,
)
from tests.factories.files import StoredFileFactory, pdf_bytes, picture_bytes, upload
from tests.factories.jobs import BackgroundJobFactory
from tests.factories.mail import OutgoingMailFactory
from tests.factories.news import BannerFactory
from tests.factories.portal import UserFactory
from tests.factories.results import scored_round

# An edition that is only prepared, so that nobody sees what fill_gaps puts there.
GAP_YEAR = 2019
SUPERUSER = "quantri@khoinghiep.test"
NEWCOMER = "nguoimoi@khoinghiep.test"
DELEGATE = "donvi@khoinghiep.test"
INVITATION_KEY = "khoa-cua-loi-moi"


def fill_gaps():
    """One row of everything that the demo set lacks; nothing that the public would see."""
    contest = ContestFactory(year=GAP_YEAR, state=ContestState.DRAFT)
    # What came of its answers may be recorded.
    ChallengeFactory(state=ContestState.FINISHED, series=90)
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
        # another journey may have opened an edition of an earlier year
        Contest.objects.contests().accepting().latest("year"),
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
    write_the_news()


def write_the_news():
    """An article with a revision and with something beside it, and one that moved."""
    article = Article.objects.filter(state="published").earliest("pk")
    keep_as_it_is(article)
    show_beside(article)
    moved = Article.objects.filter(state="published").latest("pk")
    ArticleRedirect.objects.create(path="cuoc-thi/dia-chi-cu", article=moved)


def show_beside(article):
    """A picture, a film and a file, as readers find them under the text."""
    picture = MediaImage.objects.create(
        image=upload(picture_bytes(size=(640, 480)), "le.png"), alt_text="Lễ trao giải"
    )
    Enclosure.objects.create(article=article, picture=picture)
    Enclosure.objects.create(article=article, title="Phóng sự", url="https://phim.example/1")
    Enclosure.objects.create(article=article, title="Thể lệ", stored=StoredFileFactory())


def keep_the_office_busy():
    """A picture, a tag, an edited mail, one on its way, and jobs in every state."""
    MediaImage.objects.create(image=upload(picture_bytes(), "anh.png"), alt_text="Ngày hội")
    BannerFactory()
    Tag.objects.create(name="Khởi nghiệp", slug="khoi-nghiep-xanh")
    MailTemplate.objects.create(name="account/invited", subject="Lời mời", body="Kính gửi")
    OutgoingMailFactory()
    Subscriber.objects.create(email="doc@bantin.test", email_key="doc@bantin.test", topics=["news"])
    SearchSynonym.objects.create(words="HTX\nhợp tác xã")
    PromotedAnswer.objects.create(title="Nộp hồ sơ", url="/ho-so/", words="nộp hồ sơ")
    MissedSearch.objects.create(words="tau vu tru")
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
