"""Those who keep a profile edit it: what is shown, what is agreed to, what staff read of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.domain.profile_consents import publish, unpublish
from ecosystem.domain.profiles import save_profile, seen_mark
from ecosystem.models import ProfileChange, Startup
from portal.models import Consent
from portal.roles import Role
from tests.factories.ecosystem import (
    FieldFactory,
    LocalityFactory,
    OrganizationFactory,
    StartupFactory,
    SupportKindFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def edit_url(profile):
    return f"{profile.get_absolute_url()}sua/"


@pytest.fixture
def keeper(client):
    user = UserFactory(full_name="Nông Thị Hoa")
    client.force_login(user)
    return user


@pytest.fixture
def organization(keeper):
    row = OrganizationFactory(name="Hiệp hội A", summary="Trước")
    row.memberships.create(user=keeper, is_profile_only=True)
    return row


def typed(profile, **values):
    return {"summary": "Sau", "seen": seen_mark(profile), **values}


def test_a_keeper_changes_what_the_public_reads_and_it_counts_as_verified(client, organization):
    support, field, place = SupportKindFactory(), FieldFactory(), LocalityFactory()

    response = client.post(
        edit_url(organization),
        typed(
            organization,
            supports=[support.pk],
            fields=[field.pk],
            stages=["idea", "company"],
            locality=place.pk,
            website="hiephoi.vn",
        ),
    )

    assert response.status_code == 302
    organization.refresh_from_db()
    assert (organization.summary, organization.locality) == ("Sau", place)
    assert organization.website == "https://hiephoi.vn"
    assert [stage.value for stage in organization.stages] == ["idea", "company"]
    assert organization.verified_on is not None
    page = client.get(organization.get_absolute_url())
    assertContains(page, support.name)
    assertContains(page, "Ý tưởng, Đã thành lập doanh nghiệp")


def test_staff_see_what_changed_and_tick_it_off(client, organization, keeper):
    client.post(edit_url(organization), typed(organization))
    change = ProfileChange.objects.get()
    assert change.changes == [["Tóm tắt một dòng", "Trước", "Sau"]]

    editor = UserFactory(roles=[Role.EDITOR])
    client.force_login(editor)
    page = client.get(reverse("admin:ecosystem_profilechange_change", args=[change.pk]))
    assertContains(page, "Trước")
    client.post(
        reverse("admin:ecosystem_profilechange_changelist"),
        {"action": "mark_read", "_selected_action": [change.pk]},
    )

    change.refresh_from_db()
    assert change.seen_by == editor


def test_saving_without_a_change_confirms_and_leaves_no_note(client, organization):
    type(organization).objects.update(support_offered="Tư vấn\nPhòng họp\n")
    organization.refresh_from_db()
    client.post(
        edit_url(organization),
        typed(organization, summary="Trước", support_offered="Tư vấn\r\nPhòng họp"),
    )

    organization.refresh_from_db()
    assert organization.verified_on is not None
    assert not ProfileChange.objects.exists()


def test_two_keepers_at_once_are_told_and_nothing_is_overwritten(client, organization):
    seen = seen_mark(organization)
    organization.summary = "Của người khác"
    organization.save()

    response = client.post(edit_url(organization), typed(organization, seen=seen))

    assert response.status_code == 422
    assertContains(response, "Sau", status_code=422)
    organization.refresh_from_db()
    assert organization.summary == "Của người khác"


def test_strangers_and_those_whose_membership_ended_do_not_edit(client, organization, keeper):
    assert client.get(edit_url(organization)).status_code == 200
    organization.memberships.update(is_active=False)
    assert client.get(edit_url(organization)).status_code == 404
    assert client.post(edit_url(organization), typed(organization)).status_code == 404
    client.logout()
    assert client.get(edit_url(organization)).status_code == 302
    organization.refresh_from_db()
    assert organization.summary == "Trước"


# --- the contact ---------------------------------------------------------------------------------


def test_a_keeper_is_named_only_by_agreeing_and_disappears_by_withdrawing(
    client, organization, keeper
):
    client.post(edit_url(organization), typed(organization))
    assertNotContains(client.get(organization.get_absolute_url()), "Nông Thị Hoa</dd>", html=False)

    organization.refresh_from_db()
    client.post(
        edit_url(organization), typed(organization, is_contact="on", position="Chánh Văn phòng")
    )
    consent = Consent.objects.get()
    assert (consent.user, consent.scope) == (keeper, organization.profile_key)
    assert "18 tuổi" in consent.text
    page = client.get(organization.get_absolute_url())
    assertContains(page, "Chánh Văn phòng")
    assertNotContains(page, keeper.email)

    client.post(reverse("account_consent_withdraw", args=[consent.pk]))
    assertNotContains(client.get(organization.get_absolute_url()), "Chánh Văn phòng")


def test_the_position_is_asked_of_who_wants_to_be_named(client, organization):
    response = client.post(edit_url(organization), typed(organization, is_contact="on"))

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"position"}


def test_unticking_withdraws_the_consent(client, organization):
    client.post(edit_url(organization), typed(organization, is_contact="on", position="CVP"))
    organization.refresh_from_db()
    client.post(edit_url(organization), typed(organization))

    assert Consent.objects.get().withdrawn_at is not None
    organization.refresh_from_db()
    assert organization.contact_name == ""


def test_staff_name_somebody_only_with_a_consent_in_writing(client):
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    organization = OrganizationFactory()
    url = reverse("admin:ecosystem_organization_change", args=[organization.pk])
    values = {
        "kind": organization.kind,
        "name": organization.name,
        "slug": organization.slug,
        "is_public": "on",
        "contact_name": "Hoàng Văn Thụ",
        "contact_position": "Trưởng phòng",
    }

    refused = client.post(url, values)
    assert "contact_agreed" in refused.context["adminform"].form.errors
    assert client.post(url, {**values, "contact_agreed": "on"}).status_code == 302

    consent = Consent.objects.get()
    assert (consent.given_via, consent.subject_name) == ("paper", "Hoàng Văn Thụ")
    assertContains(client.get(organization.get_absolute_url()), "Hoàng Văn Thụ")


# --- projects ------------------------------------------------------------------------------------


def test_the_owner_decides_whether_everybody_sees_a_project(client, keeper):
    startup = StartupFactory(owner=keeper, is_public=False)
    url = edit_url(startup)

    client.post(url, typed(startup, is_shown="on"))
    assert list(Startup.objects.public()) == [startup]

    consent = Consent.objects.get()
    client.post(reverse("account_consent_withdraw", args=[consent.pk]))
    assert not Startup.objects.public().exists()
    startup.refresh_from_db()
    assert not startup.is_listed

    client.post(url, typed(startup, is_shown="on"))
    assert Startup.objects.public().exists()
    startup.refresh_from_db()
    client.post(url, typed(startup))
    assert not Startup.objects.public().exists()


def test_the_people_of_the_company_edit_a_project_but_do_not_publish_it(client, organization):
    startup = StartupFactory(organization=organization, is_public=False)

    page = client.get(edit_url(startup))
    client.post(edit_url(startup), typed(startup, is_shown="on"))

    assert "is_shown" not in page.context["form"].fields
    startup.refresh_from_db()
    assert (startup.summary, startup.is_public) == ("Sau", False)


@pytest.mark.parametrize("of", ["nobody", "owner", "company", "company of the past"])
def test_who_may_keep_a_project_is_who_has_it_in_the_list(of):
    user, company = UserFactory(), OrganizationFactory()
    startup = StartupFactory(
        owner=user if of == "owner" else None,
        organization=company if "company" in of else None,
    )
    company.memberships.create(user=user, is_active=of != "company of the past")

    listed = Startup.objects.kept_by(user).contains(startup)

    assert listed is user.has_perm("ecosystem.keep_profile", startup)
    assert listed is (of in {"owner", "company"})


def test_nobody_but_the_owner_shows_a_project_or_hides_it(organization, keeper):
    """Also where the form is gone round: the company's people keep the profile, no more."""
    startup = StartupFactory(organization=organization, owner=UserFactory(), is_public=True)

    for is_shown in (True, False):
        with pytest.raises(PermissionDenied):
            save_profile(
                startup,
                {"summary": "Sau"},
                actor=keeper,
                seen=seen_mark(startup),
                is_contact=False,
                is_shown=is_shown,
            )

    startup.refresh_from_db()
    assert (startup.summary, startup.is_public) == ("", True)
    assert not Consent.objects.exists()


def admin_values(startup, **values):
    kept = {"name": startup.name, "slug": startup.slug, "stage": "", "contact_name": ""}
    return {**kept, "contact_position": "", "summary": "Sửa", **values}


@pytest.mark.parametrize("owned", ["by nobody", "never shown", "taken back", "agreed"])
def test_staff_show_a_project_only_of_a_public_source_or_with_a_consent_that_stands(client, owned):
    owner = UserFactory()
    startup = StartupFactory(owner=None if owned == "by nobody" else owner)
    if owned in {"taken back", "agreed"}:
        publish(startup, owner=owner)
        startup.save()
        startup.is_public = False
    if owned == "taken back":
        unpublish(startup)
    startup.save()
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    url = reverse("admin:ecosystem_startup_change", args=[startup.pk])

    response = client.post(url, admin_values(startup, is_public="on"))

    may = owned in {"by nobody", "agreed"}
    assert response.status_code == (302 if may else 200)
    assert may or response.context["adminform"].form.errors.keys() == {"is_public"}
    assert Startup.objects.public().exists() is may


def test_what_the_owner_took_back_stays_beside_the_project_and_other_edits_go_on(client, keeper):
    startup = StartupFactory(owner=keeper)
    client.post(edit_url(startup), typed(startup, is_shown="on"))
    startup.refresh_from_db()
    client.post(edit_url(startup), typed(startup))

    startup.refresh_from_db()
    assert startup.publication_consent.withdrawn_at is not None
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    url = reverse("admin:ecosystem_startup_change", args=[startup.pk])
    assert client.post(url, admin_values(startup)).status_code == 302
    startup.refresh_from_db()
    assert (startup.summary, startup.is_listed) == ("Sửa", False)


def test_staff_who_enter_the_day_of_verifying_end_the_question(client):
    day = timezone.localdate() - timedelta(days=3)
    startup = StartupFactory(is_public=True, asked_on=day, stale_on=day, hidden_on=day)
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    url = reverse("admin:ecosystem_startup_change", args=[startup.pk])

    client.post(url, admin_values(startup, is_public="on", verified_on=f"{day:%d/%m/%Y}"))

    startup.refresh_from_db()
    assert startup.verified_on == day
    assert (startup.asked_on, startup.stale_on, startup.hidden_on) == (None, None, None)
