"""One row of every model that the world has none of, so that the form of each can be looked at."""

from datetime import timedelta

from django.utils import timezone

from contests.enums import HintKind, PaperFormat, PaperIssuer, PaperKind
from contests.models import (
    ConflictDeclaration,
    CouncilMeeting,
    HintDismissal,
    HistoricalFigure,
    MadePaper,
    PaperOffice,
    PaperSheet,
    PaperTemplate,
    ReportedTotal,
    RoundResult,
    SiteVisit,
)
from ecosystem.models import ActorImport, Closure, Event, ProfileChange
from news.models import ArticleRedirect, MediaCoverage, MediaImage, Series, Tag
from portal.models import (
    MailTemplate,
    MissedSearch,
    OldAddress,
    PromotedAnswer,
    SearchSynonym,
    SiteNotice,
    Subscriber,
)
from tests.factories.contests import (
    AwardFactory,
    FollowUpFactory,
    JudgeInvitationFactory,
    ParticipationFactory,
    PetitionFactory,
    ScoreSheetFactory,
)
from tests.factories.documents import IssuedDocumentFactory
from tests.factories.ecosystem import (
    DocumentTopicFactory,
    FieldFactory,
    IndicatorFactory,
    LocalityFactory,
    MilestoneFactory,
    ProfileClaimFactory,
    RoadmapStepFactory,
)
from tests.factories.files import StoredFileFactory, picture_bytes, upload
from tests.factories.jobs import BackgroundJobFactory
from tests.factories.mail import OutgoingMailFactory
from tests.factories.news import BannerFactory, ReaderQuestionFactory
from tests.factories.training import (
    HistoricalAttendanceFactory,
    OpenRunFactory,
    RegistrationFactory,
    RegistrationGroupFactory,
)
from training.models import Person


def fill(world):
    """Add what is missing; relations with a table of their own are filled too."""
    superuser = world.people["superuser"]
    _office(superuser)
    _contest(world, superuser)
    _ecosystem(world, superuser)
    _training_and_news(world)


def _office(superuser):
    IssuedDocumentFactory()
    BackgroundJobFactory()
    OutgoingMailFactory()
    MailTemplate.objects.create(name="account/invited", subject="Lời mời", body="Kính mời")
    Subscriber.objects.create(email="banDoc@khoinghiep.test", email_key="bandoc@khoinghiep.test")
    SearchSynonym.objects.create(words="mentor\ncố vấn")
    PromotedAnswer.objects.create(title="Hạn nộp", url="/cuoc-thi/", words="hạn nộp")
    MissedSearch.objects.create(words="vốn mồi")
    OldAddress.objects.create(path="/i1509-tin.html", target="/tin-tuc/")
    SiteNotice.objects.create(
        text="Cổng bảo trì tối nay", ends_at=timezone.now() + timedelta(days=1)
    )


def _contest(world, superuser):
    entry = world.assignment.entry
    judge = world.people["judge"]
    AwardFactory()
    RoundResult.objects.create(entry=entry)
    HistoricalFigure.objects.create(year=2020, kind="received", value=1)
    FollowUpFactory()
    ReportedTotal.objects.create(from_year=2019, to_year=2023, kind="received", value=1)
    JudgeInvitationFactory()
    ScoreSheetFactory(assignment=world.assignment)
    ConflictDeclaration.objects.create(
        application=world.application, judge=judge, declared_by=judge, reason="Góp vốn"
    )
    HintDismissal.objects.create(
        application=world.application,
        judge=judge,
        kind=HintKind.MAIL_DOMAIN,
        evidence="hoahoi.vn",
        reason="Đã nghỉ việc",
        dismissed_by=superuser,
    )
    PaperSheet.objects.create(assignment=world.assignment, typed_by=superuser)
    PaperTemplate.objects.create(
        kind=PaperKind.MINUTES, stored=StoredFileFactory(), uploaded_by=superuser
    )
    PaperOffice.objects.create(contest=world.contest, issuer=PaperIssuer.JURY)
    CouncilMeeting.objects.create(round=world.round)
    MadePaper.objects.create(
        contest=world.contest,
        kind=PaperKind.MINUTES,
        format=PaperFormat.PDF,
        sha256="0" * 64,
        made_by=superuser,
    )
    ParticipationFactory()
    PetitionFactory(application=world.application)
    SiteVisit.objects.create(entry=entry, judge=judge)


def _ecosystem(world, superuser):
    ProfileClaimFactory()
    ProfileChange.objects.create(
        organization=world.organization, made_by=superuser, changes=[["Địa chỉ", "", "Số 1"]]
    )
    DocumentTopicFactory()
    ActorImport.objects.create(file=StoredFileFactory(), fingerprint="0", created_by=superuser)
    MilestoneFactory(startup=world.startup)
    LocalityFactory()
    field = FieldFactory()
    for event in Event.objects.all():
        event.fields.add(field)
    IndicatorFactory()
    RoadmapStepFactory()
    Closure.objects.create(
        organization=world.booking.room.organization,
        kind="holiday",
        reason="Nghỉ lễ",
        starts_at=timezone.now() + timedelta(days=1),
        ends_at=timezone.now() + timedelta(days=2),
    )


def _training_and_news(world):
    HistoricalAttendanceFactory()
    Person.objects.create(full_name="Nông Thị Bưởi")
    run = OpenRunFactory()
    RegistrationFactory(run=run)
    RegistrationGroupFactory(run=run)
    ArticleRedirect.objects.create(path="tin-tuc/cu", article=world.article)
    ReaderQuestionFactory()
    BannerFactory()
    world.article.tags.add(Tag.objects.create(name="Thẻ thử", slug="the-thu"))
    MediaImage.objects.create(image=upload(picture_bytes(), "anh.png"), alt_text="Ngày hội")
    Series.objects.create(name="Chuỗi", slug="chuoi")
    MediaCoverage.objects.create(
        title="Ngày hội",
        outlet="Báo Lạng Sơn",
        published_on=timezone.localdate(),
        url="https://langson.test/",
    )
