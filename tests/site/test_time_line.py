"""The one record of a startup: every source on one line, and who reads which of it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contests.domain.consents import consent_scope
from contests.enums import AwardState, RoundKind, RoundState
from ecosystem.enums import (
    TAKEN_ON_STATES,
    BookingState,
    ConnectionState,
    MilestoneKind,
    ServiceState,
)
from ecosystem.models import Membership
from portal.models import Consent
from portal.models.consent import ConsentPurpose
from portal.roles import Role
from portal.site.time_line import time_line_of
from tests.factories.contests import (
    ApplicationFactory,
    AwardFactory,
    DecisionFactory,
    RoundFactory,
    RuleSetFactory,
)
from tests.factories.ecosystem import (
    BookingFactory,
    ConnectionRequestFactory,
    ExpertFactory,
    MilestoneFactory,
    OrganizationFactory,
    ServiceRequestFactory,
    StartupFactory,
    unit_person,
)
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory
from tests.factories.training import AttendanceFactory, CourseRunFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
STATES = (RoundState.CLOSED, RoundState.PROPOSED, RoundState.APPROVED)


@pytest.fixture
def startup():
    """A listed project with one of everything."""
    owner = UserFactory()
    startup = StartupFactory(owner=owner, is_public=True)
    award = won(startup)
    MilestoneFactory(startup=startup, title="Mốc kín")
    MilestoneFactory(startup=startup, title="Mốc chung", is_public=True)
    MilestoneFactory(startup=startup, title="Lớp học A", kind=MilestoneKind.COURSE, is_public=True)
    used(startup, datetime(2025, 3, 4, 9, tzinfo=HERE))
    connected(startup, name="Cố vấn Lan")
    ArticleFactory(startup=startup, state="published", title="Bài về dự án")
    startup.award = award
    return startup


def won(startup, state=RoundState.PUBLISHED):
    application = ApplicationFactory(
        startup=startup,
        owner=startup.owner,
        state="awarded",
        first_submitted_at=timezone.now() - timedelta(days=200),
        contact_birth_date=date(1990, 1, 1),
    )
    application.rule_set = RuleSetFactory(contest=application.contest)
    application.save()
    decision = DecisionFactory(contest=application.contest, issued_on=date(2024, 12, 5))
    RoundFactory(contest=application.contest, kind=RoundKind.FINAL, state=state, decision=decision)
    return AwardFactory(
        application=application,
        prize__contest=application.contest,
        prize__name="Giải Nhất thử",
        state=AwardState.APPROVED,
        decision=decision,
    )


def agree(award):
    application = award.application
    Consent.objects.create(
        user=application.owner,
        purpose=ConsentPurpose.PUBLICATION,
        scope=consent_scope(application),
        text_version="1",
        text="Đồng ý",
    )


def used(startup, start, state=BookingState.USED):
    return BookingFactory(
        startup=startup,
        holder=startup.owner,
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        state=state,
    )


def connected(startup, name, state=ConnectionState.DONE):
    return ConnectionRequestFactory(
        startup=startup,
        founder=startup.owner,
        expert=ExpertFactory(name=name),
        state=state,
        answered_at=timezone.now(),
        asked_contact="bi-mat@rieng.test",
    )


def titles(startup, user):
    return " | ".join(point.title for year in time_line_of(startup, user) for point in year.points)


PRIVATE = ("Dự thi", "Mốc kín", "khu làm việc chung", "Cố vấn Lan")
PUBLISHED = ("Mốc chung", "Lớp học A", "Bài về dự án")


def test_the_owner_reads_everything(startup):
    shown = titles(startup, startup.owner)

    for words in (*PRIVATE, *PUBLISHED, "Giải Nhất thử"):
        assert words in shown


@pytest.mark.parametrize("user", [AnonymousUser, UserFactory])
def test_others_read_what_is_published(startup, user):
    shown = titles(startup, user())

    assert [words for words in PUBLISHED if words in shown] == list(PUBLISHED)
    assert [words for words in PRIVATE if words in shown] == []


def test_an_award_is_public_while_its_people_agree(startup):
    assert "Giải Nhất thử" not in titles(startup, AnonymousUser())

    agree(startup.award)
    assert "Giải Nhất thử" in titles(startup, AnonymousUser())

    Consent.objects.update(withdrawn_at=timezone.now())
    assert "Giải Nhất thử" not in titles(startup, AnonymousUser())


@pytest.mark.parametrize("state", STATES)
def test_an_award_stands_nowhere_before_its_result_is_published(state):
    startup = StartupFactory(owner=UserFactory(), is_public=True)
    agree(won(startup, state=state))
    for user in (startup.owner, UserFactory(roles=[Role.SECRETARY]), AnonymousUser()):
        assert "Giải Nhất thử" not in titles(startup, user)


def test_a_revoked_award_leaves_the_line(startup):
    startup.award.state = AwardState.REVOKED
    startup.award.revoked_decision = DecisionFactory()
    startup.award.save()

    assert "Giải Nhất thử" not in titles(startup, startup.owner)


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.EDITOR, {"Mốc kín", "Cố vấn Lan"}),
        (Role.SECRETARY, {"Mốc kín", "Cố vấn Lan", "Dự thi"}),
        (Role.BOARD, {"Mốc kín", "Dự thi"}),
        (Role.SPACE_MANAGER, set()),
        (Role.JUDGE, set()),
    ],
)
def test_staff_read_what_their_permission_opens(startup, role, reads):
    shown = titles(startup, UserFactory(roles=[role]))

    assert {words for words in PRIVATE if words in shown} == reads


def test_the_staff_of_the_space_read_the_use_of_their_rooms(startup):
    manager = UserFactory(roles=[Role.SPACE_MANAGER])
    startup.bookings.get().room.organization.memberships.create(user=manager)

    assert "khu làm việc chung" in titles(startup, manager)


def test_a_judge_learns_nothing_of_the_entry_from_the_page_of_the_project(startup):
    judge = UserFactory(roles=[Role.JUDGE])

    assert "Dự thi" not in titles(startup, judge)


def test_bookings_of_a_month_are_one_point_with_their_hours(startup):
    used(startup, datetime(2025, 3, 20, 14, tzinfo=HERE))
    used(startup, datetime(2025, 4, 1, 0, 30, tzinfo=HERE))
    used(startup, datetime(2025, 3, 21, 14, tzinfo=HERE), state=BookingState.NO_SHOW)
    points = [point for year in time_line_of(startup, startup.owner) for point in year.points]

    rooms = [(point.shown, point.title) for point in points if "lượt" in point.title]
    assert rooms == [
        ("04/2025", "Phòng của khu làm việc chung: sử dụng 1 lượt, 1,5 giờ"),
        ("03/2025", "Phòng của khu làm việc chung: sử dụng 2 lượt, 3 giờ"),
    ]


@pytest.mark.parametrize(
    "state",
    sorted(set(ConnectionState) - {ConnectionState.IN_PROGRESS, ConnectionState.DONE}),
)
def test_a_request_that_was_not_accepted_is_no_point(state):
    startup = StartupFactory(owner=UserFactory())
    connected(startup, name="Cố vấn Mai", state=state)

    assert "Cố vấn Mai" not in titles(startup, startup.owner)


@pytest.mark.parametrize("state", list(ServiceState))
def test_a_request_for_support_stands_on_the_line_once_a_unit_took_it_on(state):
    startup = StartupFactory(owner=UserFactory())
    request = served(startup, state)

    is_shown = request.service.name in titles(startup, startup.owner)
    assert is_shown is (state in TAKEN_ON_STATES)


def test_what_was_asked_of_a_unit_stays_between_the_two(client):
    startup = StartupFactory(owner=UserFactory(), is_public=True)
    request = served(startup, ServiceState.IN_PROGRESS)
    unit, other = unit_person(request.service.organization), unit_person(OrganizationFactory())

    assert request.service.name in titles(startup, unit)
    assert request.service.name not in titles(startup, other)
    client.force_login(startup.owner)
    assertNotContains(client.get(startup.get_absolute_url()), request.subject)


def served(startup, state):
    outcome = "solved" if state == ServiceState.DONE else ""
    return ServiceRequestFactory(
        startup=startup, requester=startup.owner, state=state, outcome=outcome
    )


def test_the_line_tells_nobody_an_address(startup, client):
    client.force_login(startup.owner)

    assertNotContains(client.get(startup.get_absolute_url()), "bi-mat@rieng.test")


def test_the_latest_stands_first_and_a_year_without_month_last_of_its_year():
    startup = StartupFactory(is_public=True)
    for year, month, title in ((2023, 5, "b"), (2024, None, "c"), (2024, 2, "d"), (2022, 1, "a")):
        MilestoneFactory(startup=startup, year=year, month=month, title=title, is_public=True)

    line = time_line_of(startup, AnonymousUser())
    assert [year.year for year in line] == [2024, 2023, 2022]
    assert [point.title for point in line[0].points] == ["d", "c"]


def test_the_page_marks_what_only_the_project_and_the_office_read(startup, client):
    client.force_login(startup.owner)
    page = client.get(startup.get_absolute_url())

    assertContains(page, "Chỉ dự án và cơ quan xem")
    client.logout()
    assertNotContains(client.get(startup.get_absolute_url()), "Chỉ dự án và cơ quan xem")


def test_the_page_costs_the_same_for_one_point_and_for_many(
    startup, client, django_assert_max_num_queries
):
    agree(startup.award)
    url = startup.get_absolute_url()
    with django_assert_max_num_queries(8) as few:
        client.get(url)
    for _n in range(3):
        agree(won(startup))
        MilestoneFactory(startup=startup, is_public=True)
        ArticleFactory(startup=startup, state="published")
    with django_assert_max_num_queries(8) as many:
        client.get(url)

    assert len(many) == len(few)


# --- classes ----------------------------------------------------------------------------------


def took(course, *, mark="present", **values):
    run = CourseRunFactory(sessions=1, course__name=course)
    row = RegistrationFactory(run=run, full_name="Tên Riêng", state="confirmed", **values)
    AttendanceFactory(registration=row, mark=mark)
    return row


def test_classes_that_a_keeper_came_to_are_told_without_a_name(startup):
    took("Học theo tài khoản", user=startup.owner)
    took("Học theo địa chỉ", email=startup.owner.email.upper())
    took("Vắng mặt", user=startup.owner, mark="absent")
    took("Người khác học")

    for reader in (startup.owner, UserFactory(roles=[Role.TRAINING_OFFICER])):
        shown = titles(startup, reader)
        assert "Nhóm dự án đã dự khóa học “Học theo tài khoản”" in shown
        assert "Học theo địa chỉ" in shown
        assert "Vắng mặt" not in shown
        assert "Người khác học" not in shown
        assert "Tên Riêng" not in shown


def test_people_of_the_company_behind_the_project_are_its_team():
    startup = StartupFactory(organization=OrganizationFactory(), owner=UserFactory())
    member, gone = UserFactory(), UserFactory()
    for user in (member, gone):
        Membership.objects.create(
            organization=startup.organization, user=user, is_active=user is member
        )
    took("Học theo công ty", user=member)
    took("Đã rời công ty", user=gone)

    shown = titles(startup, startup.owner)
    assert "Học theo công ty" in shown
    assert "Đã rời công ty" not in shown


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.SECRETARY])
def test_classes_are_told_to_nobody_else(startup, role):
    took("Học theo tài khoản", user=startup.owner)
    reader = UserFactory(roles=[role]) if role else AnonymousUser()

    assert "Học theo tài khoản" not in titles(startup, reader)


def test_a_project_without_anybody_has_attended_nothing():
    startup = StartupFactory(owner=None)
    took("Không có tài khoản", email="")

    assert "đã dự" not in titles(startup, UserFactory(roles=[Role.TRAINING_OFFICER]))
