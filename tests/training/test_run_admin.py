"""Training officers run classes in the administration."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from portal.roles import Role
from tests.factories.ecosystem import LocalityFactory
from tests.factories.portal import UserFactory
from tests.factories.training import CourseFactory, CourseRunFactory
from training.enums import RunState
from training.models import CourseRun

pytestmark = pytest.mark.django_db


def url(page, *args):
    return reverse(f"admin:training_courserun_{page}", args=args)


@pytest.fixture
def officer(client):
    user = UserFactory(roles=[Role.TRAINING_OFFICER])
    client.force_login(user)
    return user


def day_in(days):
    return (timezone.localdate() + timedelta(days=days)).strftime("%d/%m/%Y")


def typed(course, **values):
    return {
        "course": course.pk,
        "venue": "Nhà văn hóa",
        "sessions-TOTAL_FORMS": 1,
        "sessions-INITIAL_FORMS": 0,
        "sessions-0-starts_at_0": day_in(9),
        "sessions-0-starts_at_1": "08:00",
        "sessions-0-ends_at_0": day_in(9),
        "sessions-0-ends_at_1": "11:00",
        "trainers-TOTAL_FORMS": 1,
        "trainers-INITIAL_FORMS": 0,
        "trainers-0-name": "Nông Văn Giảng",
        "materials-TOTAL_FORMS": 0,
        "materials-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
        "offer_hours": 24,
        **values,
    }


def test_an_officer_enters_a_class_with_its_sessions_and_publishes_it(client, officer):
    response = client.post(url("add"), typed(CourseFactory()))
    run = CourseRun.objects.get()
    assert response.status_code == 302
    assert run.days == day_in(9)

    client.post(url("step", run.pk, "publish"), {})
    run.refresh_from_db()
    assert run.state == RunState.PUBLISHED


def test_a_step_stands_in_the_trail_of_a_class_once(client, officer):
    client.post(url("add"), typed(CourseFactory()))
    run = CourseRun.objects.get()
    client.post(url("step", run.pk, "publish"))

    trail = client.get(url("change", run.pk)).context["trail"]

    assert [(line.before, line.after) for line in trail if line.after] == [
        (RunState.DRAFT.label, RunState.PUBLISHED.label)
    ]


def test_a_session_that_ends_before_it_starts_is_refused_at_its_row(client, officer):
    values = typed(CourseFactory(), **{"sessions-0-ends_at_1": "07:00"})
    response = client.post(url("add"), values)

    assertContains(response, "sau")
    assertContains(response, "Nhà văn hóa")
    assert not CourseRun.objects.exists()


def test_what_a_class_lacks_is_said_before_and_when_it_is_published(client, officer):
    run = CourseRunFactory(state=RunState.DRAFT, venue="")

    assertContains(client.get(url("step", run.pk, "publish")), "buổi học")
    response = client.post(url("step", run.pk, "publish"), {})
    assertContains(response, "địa điểm", status_code=422)


def test_a_class_is_copied_to_another_day(client, officer):
    run = CourseRunFactory(sessions=2)
    assertContains(client.get(url("change", run.pk)), url("copy", run.pk))

    response = client.post(url("copy", run.pk), {"first_day": day_in(30)})
    made = CourseRun.objects.latest("pk")
    assert response.url == url("change", made.pk)
    assert made.days.startswith(day_in(30))


@pytest.mark.parametrize("day", ["", "hôm nay", day_in(0), day_in(-3), day_in(4 * 366)])
def test_a_day_that_makes_no_sense_is_refused_at_its_field(client, officer, day):
    run = CourseRunFactory(sessions=1)

    assert client.post(url("copy", run.pk), {"first_day": day}).status_code == 422
    assert CourseRun.objects.count() == 1


def test_a_series_over_several_communes_is_made_in_one_step(client, officer):
    run, communes = CourseRunFactory(sessions=1), LocalityFactory.create_batch(3)
    response = client.post(
        url("series", run.pk),
        {
            "first_day": day_in(30),
            "days_between": "2",
            "localities": [commune.pk for commune in communes],
        },
        follow=True,
    )

    assertContains(response, "Đã tạo 3 lớp")
    assert CourseRun.objects.filter(state=RunState.DRAFT).count() == 3


def test_a_series_without_communes_or_with_too_long_pauses_is_refused(client, officer):
    run = CourseRunFactory(sessions=1)
    response = client.post(url("series", run.pk), {"first_day": day_in(30), "days_between": "61"})

    assertContains(response, "Chọn xã, phường", status_code=422)
    assert set(response.context["form"].errors) == {"localities", "days_between"}


@pytest.mark.parametrize("address", ["copy", "series"])
@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDITOR, 403), (Role.TRAINING_OFFICER, 200), (Role.JUDGE, 302)]
)
def test_copies_are_for_those_who_may_add_classes(client, address, role, status):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(url(address, CourseRunFactory(sessions=1).pk)).status_code == status


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("coming", [True, False, False]),
        ("over", [False, True, False]),
        ("none", [False, False, True]),
    ],
)
def test_the_list_is_narrowed_by_time(client, officer, value, expected):
    rows = [
        CourseRunFactory(sessions=1),
        CourseRunFactory(sessions=1, sessions__first=timezone.now() - timedelta(days=5)),
        CourseRunFactory(),
    ]
    shown = set(client.get(url("changelist"), {"when": value}).context["cl"].queryset)

    assert [row in shown for row in rows] == expected
