"""What a row of the matrix says, and the rows that many addresses share."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.utils import timezone

from ecosystem.enums import KIND_PATHS
from news.domain.previews import preview_path
from news.models import Article, ReaderQuestion, Series, Tag
from tests.factories.ecosystem import MilestoneFactory
from tests.factories.news import ReaderQuestionFactory
from tests.factories.training import (
    CourseRunFactory,
    RegistrationFactory,
    RegistrationGroupFactory,
)
from training.enums import SurveyKind
from training.models import CourseRun, Registration, RegistrationGroup, SurveyRequest

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
    "unit staff",
    "superuser",
}
CONTEST_STAFF = {"secretary", "board", "superuser"}
NEWSROOM = {"editor", "publisher", "superuser"}
DIRECTORY_EDITORS = {"administrator", "secretary", "editor", "superuser"}
DIRECTORY_READERS = {*DIRECTORY_EDITORS, "board", "publisher"}
TRAINING_OFFICERS = {"training officer", "administrator", "superuser"}
TRAINING_READERS = {*TRAINING_OFFICERS, "secretary", "board", "editor"}
ROOM_STAFF = {"space manager", "administrator", "superuser"}
UNIT_STAFF = {"association", "unit staff", "administrator", "superuser"}
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
    return {"edition": world.contest.year}


def dossier(world):
    return {"public_id": world.application.public_id}


def judged_round(world):
    return {"edition": world.contest.year, "round_slug": world.round.slug}


def judged_edition(world):
    return {"edition": world.contest.year}


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


def milestone(world):
    row = world.startup.milestones.first() or MilestoneFactory(startup=world.startup)
    return {"slug": world.startup.slug, "pk": row.pk}


def course(world):
    row = CourseRun.objects.public().first() or CourseRunFactory(sessions=1)
    return {"slug": row.course.slug}


def course_run(world):
    row = CourseRun.objects.public().first() or CourseRunFactory(sessions=1)
    return {"slug": row.course.slug, "run_slug": row.slug}


def survey(world):
    now = timezone.now()
    open_ones = SurveyRequest.objects.filter(closes_at__gt=now)
    row = open_ones.first() or SurveyRequest.objects.create(
        registration=RegistrationFactory(),
        kind=SurveyKind.AFTER,
        asked_at=now,
        closes_at=now + timedelta(days=14),
    )
    return {"key": row.key}


def trainee(_world):
    return {"key": _trainee().key}


def class_ticket(_world):
    return {"code": _trainee().code}


def _trainee():
    rows = Registration.objects.filter(state="confirmed", run__state="published")
    return rows.first() or RegistrationFactory(state="confirmed", has_seat=True)


def trainees(_world):
    return {"key": (RegistrationGroup.objects.first() or RegistrationGroupFactory()).key}


def training_run(world):
    return {"pk": CourseRun.objects.get(slug=course_run(world)["run_slug"]).pk}


def training_session(world):
    run = CourseRun.objects.get(slug=course_run(world)["run_slug"])
    return {"pk": run.sessions.first().pk}


def organization(world):
    return {"kind": KIND_PATHS[world.organization.kind], "slug": world.organization.slug}


def post(world):
    return {"slug": world.post.slug}


def room(world):
    return {"slug": world.booking.room.slug}


def booking(world):
    return {"code": world.booking.code}


def service(world):
    return {"slug": world.service.slug}


def service_request(world):
    return {"pk": world.service_request.pk}


def event(world):
    return {"slug": world.registration.event.slug}


def registration(world):
    return {"key": world.registration.key}


def article(world):
    return {"category": world.article.category.slug, "slug": world.article.slug}


def preview(world):
    """A link to a draft beside this world's article."""
    draft, _is_new = Article.objects.get_or_create(
        origin="matrix:preview",
        defaults={"title": "Bản xem trước", "lead": "Mở đầu.", "category": world.article.category},
    )
    return {"token": preview_path(draft).strip("/").rpartition("/")[2]}


def tag(world):
    row, _is_new = Tag.objects.get_or_create(name="Thẻ của ma trận", slug="the-cua-ma-tran")
    return {"slug": row.slug}


def series(world):
    """A series of which this world's article is a part."""
    row, _is_new = Series.objects.get_or_create(name="Chuỗi của ma trận", slug="chuoi-cua-ma-tran")
    Article.objects.filter(pk=world.article.pk).update(series=row, series_order=1)
    return {"slug": row.slug}


def question(_world):
    row = ReaderQuestion.objects.public().first() or ReaderQuestionFactory(state="published")
    return {"slug": row.slug}


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
# Trainers hold a link besides: tests/training/test_attendance_pages.py.
ATTENDANCE = Page(allowed=TRAINING_OFFICERS, anonymous=302)
# Only the judge who was given the dossier; a superuser holds every permission but no assignment.
ASSIGNED_JUDGE = Page(allowed={"judge"}, anonymous=302, kwargs=judged_dossier)
