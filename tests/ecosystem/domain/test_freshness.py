"""A profile is confirmed once a year, or marked, and later hidden – if its people were asked."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ecosystem.domain import freshness
from ecosystem.domain.freshness import keep_fresh, link_of, recipients_of
from ecosystem.mails import profiles as mails
from ecosystem.models import Organization
from ecosystem.tasks import keep_directory_fresh
from portal.models import OutgoingMail
from portal.roles import Role
from tests.factories.ecosystem import OrganizationFactory, StartupFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
YEAR_AGO = DAY - timedelta(days=365)


def kept(**values):
    """An organisation with a keeper, confirmed a year ago."""
    organization = OrganizationFactory(**{"verified_on": YEAR_AGO, **values})
    organization.memberships.create(user=UserFactory(), is_profile_only=True)
    return organization


def states(organization):
    organization.refresh_from_db()
    return organization.asked_on, organization.stale_on, organization.hidden_on


def templates():
    names = OutgoingMail.objects.order_by("pk").values_list("template", flat=True)
    return [name.removeprefix("ecosystem/") for name in names]


def run(*days):
    for days_on in days:
        keep_fresh(DAY + timedelta(days=days_on))


def test_a_year_passes_from_question_to_hidden():
    organization = kept()

    run(-1)
    assert states(organization) == (None, None, None)
    run(0, 1)
    assert states(organization) == (DAY, None, None)
    run(14, 15, 29)
    assert templates() == ["profile_to_confirm", "profile_reminder"]
    run(30)
    stale = DAY + timedelta(days=30)
    assert states(organization) == (DAY, stale, None)
    assert Organization.objects.public().contains(organization)
    run(119)
    assert Organization.objects.public().contains(organization)
    run(120, 121)

    assert states(organization) == (DAY, stale, DAY + timedelta(days=120))
    assert not Organization.objects.public().contains(organization)
    assert templates() == ["profile_to_confirm", "profile_reminder", "profile_hidden"]


def test_what_nobody_keeps_is_marked_for_staff_and_never_hidden():
    organization = OrganizationFactory(verified_on=None)
    Organization.objects.update(listed_on=YEAR_AGO)

    run(0, 29, 30, 400, 800)

    assert states(organization) == (None, DAY + timedelta(days=30), None)
    assert templates() == []


def test_the_office_address_is_asked_where_nobody_keeps_the_profile():
    OrganizationFactory(verified_on=YEAR_AGO, email="vanphong@hiephoi.vn")

    run(0)

    assert OutgoingMail.objects.get().recipient == "vanphong@hiephoi.vn"


def test_a_keeper_who_comes_after_the_mark_is_asked_before_anything_is_hidden():
    organization = OrganizationFactory(verified_on=YEAR_AGO)
    run(30)
    organization.memberships.create(user=UserFactory())

    run(121)
    assert states(organization)[2] is None
    run(122, 150)
    assert states(organization)[2] is None
    run(151)
    assert states(organization)[2] == DAY + timedelta(days=151)


def test_former_organisations_and_hidden_drafts_are_left_alone():
    kept(valid_to=YEAR_AGO)
    kept(successor=OrganizationFactory(verified_on=DAY))
    kept(is_public=False)

    run(0, 30)

    assert templates() == []


def test_the_owner_of_a_project_is_asked():
    startup = StartupFactory(is_public=True, owner=UserFactory(), verified_on=YEAR_AGO)

    run(0)

    assert OutgoingMail.objects.get().recipient == startup.owner.email


def test_the_daily_work_runs_as_a_task():
    kept(verified_on=timezone.localdate() - timedelta(days=400))

    keep_directory_fresh()

    assert templates() == ["profile_to_confirm"]


# --- the link ------------------------------------------------------------------------------------


@pytest.fixture
def asked():
    organization = kept()
    run(0, 30, 120)
    organization.refresh_from_db()
    return organization


def test_opening_the_link_changes_nothing_and_the_button_confirms(client, asked):
    url = link_of(asked)
    before = states(asked)

    page = client.get(url)
    assert page.context["is_open"]
    assert states(asked) == before
    assert "no-store" in page.headers["Cache-Control"]
    client.post(url)

    assert states(asked) == (None, None, None)
    assert asked.verified_on == timezone.localdate()
    assert Organization.objects.public().contains(asked)
    assert not client.get(url).context["is_open"]


def test_a_link_confirms_once_and_says_so_afterwards(client, asked):
    url = link_of(asked)
    client.post(url)
    Organization.objects.update(verified_on=YEAR_AGO)

    client.post(url)

    asked.refresh_from_db()
    assert asked.verified_on == YEAR_AGO


@pytest.mark.parametrize("key", ["organization:1:20260301:abc", "x", "organization:1:20260301"])
def test_a_link_that_is_not_ours_leads_nowhere(client, key):
    assert client.get(f"/he-sinh-thai/xac-nhan/{key}/").status_code == 404
    assert client.post(f"/he-sinh-thai/xac-nhan/{key}/").status_code == 404


def test_stale_and_hidden_profiles_are_lists_for_staff(client, asked):
    fresh = OrganizationFactory()
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    url = "/admin/ecosystem/organization/"

    assert list(client.get(url, {"fresh": "hidden"}).context["cl"].result_list) == [asked]
    assert list(client.get(url, {"fresh": "stale"}).context["cl"].result_list) == []
    client.post(url, {"action": "verify_today", "_selected_action": [asked.pk, fresh.pk]})

    assert states(asked) == (None, None, None)


# --- many profiles -------------------------------------------------------------------------------


def test_profiles_that_nobody_can_be_asked_about_keep_no_others_waiting(monkeypatch):
    monkeypatch.setattr(freshness, "BATCH", 2)
    for _number in range(3):
        OrganizationFactory(verified_on=YEAR_AGO)
    StartupFactory(is_public=True, verified_on=YEAR_AGO)
    kept()

    assert keep_fresh(DAY)["asked"] == 1
    assert templates() == ["profile_to_confirm"]


def test_profiles_whose_keepers_came_since_keep_no_others_from_being_marked(monkeypatch):
    monkeypatch.setattr(freshness, "BATCH", 2)
    for _number in range(3):
        kept()
    unkept = OrganizationFactory(verified_on=YEAR_AGO)
    project = StartupFactory(is_public=True, verified_on=YEAR_AGO)

    assert keep_fresh(DAY + timedelta(days=30))["marked"] == 2
    for profile in (unkept, project):
        profile.refresh_from_db()
        assert profile.stale_on == DAY + timedelta(days=30)


def test_a_run_asks_so_many_and_the_next_one_goes_on(monkeypatch):
    monkeypatch.setattr(freshness, "BATCH", 2)
    for _number in range(3):
        kept()

    assert [keep_fresh(DAY)["asked"] for _run in range(3)] == [2, 1, 0]


def test_a_profile_whose_mail_fails_keeps_no_others_waiting(monkeypatch, caplog):
    monkeypatch.setattr(freshness, "BATCH", 2)
    broken = [kept(name=f"Hỏng {number}") for number in range(2)]
    sound = kept()
    build = mails.profile_to_confirm

    def build_or_fail(profile, **values):
        if profile in broken:
            raise ValueError(profile.name)
        return build(profile, **values)

    monkeypatch.setattr(mails, "profile_to_confirm", build_or_fail)

    assert keep_fresh(DAY)["asked"] == 1
    assert states(sound)[0] == DAY
    assert states(broken[0])[0] is None
    assert "failed" in caplog.text


def test_reminders_are_counted_when_they_are_new_and_no_more_after_a_week():
    kept()
    run(0)

    days = (13, 14, 15, 20, 21)
    counted = [keep_fresh(DAY + timedelta(days=days_on))["reminded"] for days_on in days]
    late = kept()
    Organization.objects.filter(pk=late.pk).update(asked_on=DAY)

    assert counted == [0, 1, 0, 0, 0]
    assert keep_fresh(DAY + timedelta(days=20))["reminded"] == 1
    assert keep_fresh(DAY + timedelta(days=21))["reminded"] == 0


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("owner", True),
        ("owner who left", False),
        ("owner who left, company", True),
        ("company", True),
        ("company's address", True),
        ("company without anybody", False),
        ("nobody", False),
    ],
)
def test_who_is_asked_about_a_project_is_found_alike_by_list_and_by_name(of, expected):
    company = OrganizationFactory(
        verified_on=DAY, email="lienhe@congty.vn" if "address" in of else ""
    )
    if of in {"company", "owner who left, company"}:
        company.memberships.create(user=UserFactory(), is_profile_only=True)
    owner = UserFactory(is_active="left" not in of) if "owner" in of else None
    project = StartupFactory(
        is_public=True,
        verified_on=YEAR_AGO,
        owner=owner,
        organization=company if "company" in of else None,
    )

    assert bool(recipients_of(project)) is expected
    assert keep_fresh(DAY)["asked"] == int(expected)
