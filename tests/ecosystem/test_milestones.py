"""The people of a project tell what it reached; the office confirms what it saw evidence of."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.domain import milestones
from ecosystem.domain.milestones import seen_mark, tell_milestone
from ecosystem.models import Milestone
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.ecosystem import MilestoneFactory, OrganizationFactory, StartupFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def startup(client):
    owner = UserFactory()
    client.force_login(owner)
    return StartupFactory(owner=owner, is_public=True)


def typed(**values):
    return {"kind": "prototype", "year": "2024", "title": "Làm xong mẫu thử", **values}


def told(**values):
    blank = {"month": None, "number": None, "giver": "", "evidence_url": "", "is_public": False}
    return {"kind": "prototype", "year": 2024, "title": "Mẫu thử", **blank, **values}


def create_url(startup):
    return reverse("ecosystem:milestone_create", args=[startup.slug])


def test_the_owner_tells_a_milestone_in_the_browser(client, startup):
    response = client.post(
        create_url(startup),
        typed(kind="capital", month="3", number="1.500.000.000", giver="Quỹ A", is_public="on"),
    )

    milestone = startup.milestones.get()
    assert response.url == f"{startup.get_absolute_url()}#moc-{milestone.pk}"
    assert (milestone.number, milestone.when, milestone.entered_by) == (
        1_500_000_000,
        "03/2024",
        startup.owner,
    )
    assertContains(client.get(startup.get_absolute_url()), "1.500.000.000 đồng, Quỹ A")


def test_everybody_reads_it_only_when_the_owner_ticks_it(client, startup):
    client.post(create_url(startup), typed())
    client.logout()

    assert startup.milestones.get().is_public is False
    assertNotContains(client.get(startup.get_absolute_url()), "Làm xong mẫu thử")


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"kind": ""}, "Chọn loại mốc"),
        ({"kind": "luck"}, "không"),
        ({"year": ""}, "Chọn năm"),
        ({"year": "1989"}, "không"),
        ({"month": "13"}, "không"),
        ({"title": " "}, "Ghi trong một dòng"),
        ({"kind": "ocop"}, "Nhập số sao hoặc số việc làm"),
        ({"kind": "ocop", "number": "2"}, "từ 3 đến 5 sao"),
        ({"kind": "ocop", "number": "6"}, "từ 3 đến 5 sao"),
        ({"kind": "jobs"}, "Nhập số sao hoặc số việc làm"),
        ({"kind": "jobs", "number": "1,5"}, "số nguyên"),
        ({"number": "4"}, "hãy để trống"),
        ({"kind": "capital", "number": "9" * 17}, "Nhập"),
        ({"evidence_url": "javascript:alert(1)"}, "địa chỉ"),
    ],
)
def test_what_makes_no_sense_is_refused_and_kept_in_the_form(client, startup, values, word):
    response = client.post(create_url(startup), typed(giver="Hội A", **values))

    assert response.status_code == 422
    assertContains(response, word, status_code=422)
    assertContains(response, "Hội A", status_code=422)
    assert not Milestone.objects.exists()


@pytest.mark.parametrize(("months", "status"), [(0, 302), (1, 422)])
def test_a_milestone_lies_in_the_past_or_in_this_month(client, startup, months, status):
    day = timezone.localdate().replace(day=1) + timedelta(days=32 * months)
    response = client.post(create_url(startup), typed(year=day.year, month=day.month))

    assert response.status_code == status


def test_the_same_told_twice_is_one_milestone(startup):
    first = tell_milestone(startup, told(), actor=startup.owner)
    second = tell_milestone(startup, told(is_public=True), actor=startup.owner)

    assert first == second
    assert startup.milestones.count() == 1


def test_a_project_tells_no_more_than_its_page_can_hold(startup, monkeypatch):
    monkeypatch.setattr(milestones, "MAX_MILESTONES", 1)
    tell_milestone(startup, told(), actor=startup.owner)

    with pytest.raises(RefusedError, match="tối đa 1 mốc"):
        tell_milestone(startup, told(title="Khác"), actor=startup.owner)


def test_changing_what_was_told_takes_the_confirmation_back(client, startup):
    milestone = MilestoneFactory(
        startup=startup, confirmed_by=UserFactory(), confirmed_at=timezone.now()
    )
    client.post(milestone.get_edit_url(), typed(seen=seen_mark(milestone)))

    milestone.refresh_from_db()
    assert (milestone.title, milestone.confirmed_at) == ("Làm xong mẫu thử", None)


def test_changing_only_who_reads_it_leaves_the_confirmation(client, startup):
    milestone = MilestoneFactory(
        startup=startup, confirmed_by=UserFactory(), confirmed_at=timezone.now()
    )
    client.post(
        milestone.get_edit_url(),
        typed(seen=seen_mark(milestone), title=milestone.title, is_public="on"),
    )

    milestone.refresh_from_db()
    assert milestone.is_public
    assert milestone.confirmed_at


def test_a_change_by_somebody_else_meanwhile_is_not_written_over(client, startup):
    milestone = MilestoneFactory(startup=startup)
    seen = seen_mark(milestone)
    milestone.save()

    response = client.post(milestone.get_edit_url(), typed(seen=seen))

    assertContains(response, "Người khác vừa sửa mốc này", status_code=422)
    assertContains(response, "Làm xong mẫu thử", status_code=422)


def test_a_milestone_is_removed_once_and_the_trail_keeps_its_words(client, startup):
    milestone = MilestoneFactory(startup=startup)
    url = reverse("ecosystem:milestone_remove", args=[startup.slug, milestone.pk])
    assertContains(client.get(url), milestone.title)

    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert not milestones.remove_milestone(milestone, actor=startup.owner)
    line = LogEntry.objects.get_for_object(startup).get(additional_data__verb="remove_milestone")
    assert milestone.title in line.additional_data["milestone"]


@pytest.mark.parametrize("name", ["milestone_edit", "milestone_remove"])
def test_the_milestone_of_another_project_is_not_there(client, startup, name):
    other = MilestoneFactory()

    assert (
        client.get(reverse(f"ecosystem:{name}", args=[startup.slug, other.pk])).status_code == 404
    )


def test_somebody_else_neither_tells_nor_changes_nor_removes(startup):
    stranger, milestone = UserFactory(), MilestoneFactory(startup=startup)
    acts = (
        lambda: tell_milestone(startup, told(), actor=stranger),
        lambda: milestones.change_milestone(milestone, told(), actor=stranger, seen=""),
        lambda: milestones.remove_milestone(milestone, actor=stranger),
        lambda: milestones.confirm_milestone(milestone, actor=stranger),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_the_people_of_the_company_behind_a_project_tell_as_well():
    company, person = OrganizationFactory(), UserFactory()
    company.memberships.create(user=person, is_profile_only=True)
    startup = StartupFactory(organization=company)

    assert tell_milestone(startup, told(), actor=person).entered_by == person


# --- in the administration --------------------------------------------------------------------


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


def test_staff_confirm_many_at_once_and_each_once(client, editor):
    rows = [MilestoneFactory(), MilestoneFactory(confirmed_at=timezone.now())]
    response = client.post(
        reverse("admin:ecosystem_milestone_changelist"),
        {"action": "confirm", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )

    assertContains(response, "Đã xác nhận 1 mốc")
    assert Milestone.objects.get(pk=rows[0].pk).confirmed_by == editor


def test_what_staff_enter_is_confirmed_by_that(client, editor):
    startup = StartupFactory()
    client.post(
        reverse("admin:ecosystem_milestone_add"),
        {"startup": startup.pk, **typed(kind="award", month="", giver="Tỉnh đoàn")},
    )

    milestone = startup.milestones.get()
    assert milestone.confirmed_by == milestone.entered_by == editor


@pytest.mark.parametrize(("value", "expected"), [("no", [True, False]), ("yes", [False, True])])
def test_the_list_is_narrowed_by_confirmation(client, editor, value, expected):
    rows = [MilestoneFactory(), MilestoneFactory(confirmed_at=timezone.now())]
    page = client.get(reverse("admin:ecosystem_milestone_changelist"), {"confirmed": value})

    shown = set(page.context["cl"].queryset)
    assert [row in shown for row in rows] == expected
