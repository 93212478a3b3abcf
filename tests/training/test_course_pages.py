"""Courses and classes as everybody reads them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from portal.roles import Role
from tests.factories.ecosystem import ExpertFactory, OrganizationFactory
from tests.factories.portal import UserFactory
from tests.factories.training import AudienceFactory, CourseFactory, CourseRunFactory
from training.enums import RunState
from training.models import Trainer

pytestmark = pytest.mark.django_db


def test_the_page_of_training_shows_classes_to_come_the_next_one_first(client):
    later = CourseRunFactory(sessions=1, sessions__first=timezone.now() + timedelta(days=20))
    sooner = CourseRunFactory(sessions=1)
    hidden = [
        CourseRunFactory(sessions=1, state=RunState.DRAFT),
        CourseRunFactory(sessions=1, course__is_public=False),
        CourseRunFactory(sessions=1, sessions__first=timezone.now() - timedelta(days=5)),
        CourseRunFactory(),
    ]
    page = client.get(reverse("training:overview"))

    assert list(page.context["runs"]) == [sooner, later]
    for run in hidden:
        assertNotContains(page, run.get_absolute_url())


def test_a_class_shows_where_when_by_whom_and_for_whom(client):
    run = CourseRunFactory(
        sessions=2,
        organizer=OrganizationFactory(name="Hội A", is_public=True),
        funder="Ngân sách tỉnh",
        online_url="https://hop-kin.example",
    )
    run.course.audiences.add(AudienceFactory(name="Hộ dân"))
    Trainer.objects.create(run=run, expert=ExpertFactory(name="Cô Lan"), position="Chuyên gia")
    page = client.get(run.get_absolute_url())

    for words in ("Hội trường A", "Hội A", "Ngân sách tỉnh", "Hộ dân", "Cô Lan, Chuyên gia"):
        assertContains(page, words)
    assertContains(page, run.sessions.first().when)
    assertNotContains(page, "hop-kin")


@pytest.mark.parametrize(
    ("role", "status"), [(None, 404), (Role.JUDGE, 404), (Role.TRAINING_OFFICER, 200)]
)
def test_a_draft_is_seen_by_staff_of_training_only(client, role, status):
    run = CourseRunFactory(state=RunState.DRAFT, sessions=1)
    if role is not None:
        client.force_login(UserFactory(roles=[role]))

    assert client.get(run.get_absolute_url()).status_code == status
    assert (
        client.get(reverse("training:run_calendar", args=[run.course.slug, run.slug])).status_code
        == 404
    )


def test_the_address_of_a_class_names_its_own_course(client):
    run, other = CourseRunFactory(sessions=1), CourseFactory()

    address = reverse("training:run_detail", args=[other.slug, run.slug])
    assert client.get(address).status_code == 404


def test_a_course_shows_classes_to_come_and_of_the_past(client):
    course = CourseFactory(outcomes="Tính giá vốn\n\nTrình bày", min_attendance=80)
    CourseRunFactory(course=course, sessions=1, name="Lớp tới")
    CourseRunFactory(
        course=course, sessions=1, name="Lớp cũ", sessions__first=timezone.now() - timedelta(days=9)
    )
    page = client.get(course.get_absolute_url())

    for words in ("Lớp tới", "Lớp cũ", "Tính giá vốn", "ít nhất 80 %"):
        assertContains(page, words)


def test_a_course_that_is_not_public_is_not_there(client):
    course = CourseFactory(is_public=False)

    assert client.get(course.get_absolute_url()).status_code == 404


def test_the_calendar_holds_every_session_and_a_cancelled_class_says_so(client):
    run = CourseRunFactory(sessions=2)
    address = reverse("training:run_calendar", args=[run.course.slug, run.slug])
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "STATUS:CONFIRMED" in text

    run.state = RunState.CANCELLED
    run.save()
    assert client.get(address).content.decode().count("STATUS:CANCELLED") == 2


@pytest.mark.parametrize("name", ["cua-toi", "lich-su"])
def test_no_course_takes_an_address_of_the_portal(name):
    course = CourseFactory(name=name.replace("-", " "), slug="")

    assert course.slug == f"khoa-{name}"


def test_pages_cost_the_same_for_one_class_and_three(client, django_assert_max_num_queries):
    course = CourseFactory()

    def add():
        run = CourseRunFactory(course=course, sessions=2, organizer=OrganizationFactory())
        course.audiences.add(AudienceFactory())
        Trainer.objects.create(run=run, expert=ExpertFactory())
        CourseRunFactory(sessions=1)
        return run

    def cost(address):
        with django_assert_max_num_queries(8) as queries:
            client.get(address)
        return len(queries)

    run = add()
    pages = [reverse("training:overview"), course.get_absolute_url(), run.get_absolute_url()]
    few = [cost(address) for address in pages]
    add()
    add()
    assert [cost(address) for address in pages] == few
