"""The ecosystem in the administration."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from ecosystem.enums import OrganizationKind
from ecosystem.models import Organization
from portal.roles import Role
from tests.factories.ecosystem import (
    EventFactory,
    FieldFactory,
    IndicatorFactory,
    LocalityFactory,
    OrganizationFactory,
    PolicyDocumentFactory,
    StartupFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

FACTORIES = {
    "event": EventFactory,
    "field": FieldFactory,
    "indicator": IndicatorFactory,
    "locality": LocalityFactory,
    "organization": OrganizationFactory,
    "policydocument": PolicyDocumentFactory,
    "startup": StartupFactory,
}


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", FACTORIES)
def test_lists_and_forms_open_and_find_without_marks(client, editor, model):
    row = FACTORIES[model]()

    assert (
        client.get(reverse(f"admin:ecosystem_{model}_changelist"), {"q": "so"}).status_code == 200
    )
    assert client.get(reverse(f"admin:ecosystem_{model}_change", args=[row.pk])).status_code == 200
    assert client.get(reverse(f"admin:ecosystem_{model}_add")).status_code == 200


def test_a_profile_is_made_without_a_path_and_the_log_tells_who(client, editor):
    response = client.post(
        reverse("admin:ecosystem_organization_add"),
        {"kind": "fund", "name": "Quỹ Đổi mới", "is_public": "on"},
    )

    assert response.status_code == 302
    organization = Organization.objects.get()
    assert organization.slug == "quy-doi-moi"
    entry = LogEntry.objects.get_for_object(organization).get()
    assert entry.actor == editor
    assert "folded" not in entry.changes


def test_the_form_keeps_both_languages_and_needs_no_script_for_the_english(client, editor):
    url = reverse("admin:ecosystem_organization_add")
    page = client.get(url).content.decode()
    assert "<summary>" in page.partition("Bản tiếng Anh")[0][-200:]

    client.post(
        url,
        {
            "kind": "fund",
            "name": "Quỹ Đổi mới",
            "name_en": "Innovation Fund",
            "summary_en": "Invests early.",
            "is_public": "on",
        },
    )

    fund = Organization.objects.get()
    assert (fund.name, fund.name_en, fund.slug) == ("Quỹ Đổi mới", "Innovation Fund", "quy-doi-moi")
    assert fund.summary_en == "Invests early."


def test_the_list_finds_without_marks(client, editor):
    OrganizationFactory(name="Hiệp hội Doanh nghiệp")
    OrganizationFactory(name="Báo")

    response = client.get(reverse("admin:ecosystem_organization_changelist"), {"q": "hiep hoi"})

    assert [str(row) for row in response.context["cl"].result_list] == ["Hiệp hội Doanh nghiệp"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_actors_costs_the_same_for_one_row_and_three(
    client, editor, django_assert_max_num_queries, rows
):
    for _n in range(rows):
        OrganizationFactory(locality=LocalityFactory())

    with django_assert_max_num_queries(10):
        client.get(reverse("admin:ecosystem_organization_changelist"))


def test_a_judge_is_not_let_in_and_an_editor_deletes_nothing(client, editor):
    organization = OrganizationFactory()
    delete = reverse("admin:ecosystem_organization_delete", args=[organization.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403

    client.force_login(UserFactory(roles=[Role.JUDGE]))
    assert client.get(reverse("admin:ecosystem_organization_changelist")).status_code == 302


# --- who acts for an organisation ----------------------------------------------------------------


def people(organization, *rows):
    """The form of an organisation with its people: (membership or None, user, is_active)."""
    fields = {
        "kind": organization.kind,
        "name": organization.name,
        "slug": organization.slug,
        "is_public": "on",
        "memberships-TOTAL_FORMS": len(rows),
        "memberships-INITIAL_FORMS": sum(1 for membership, _user, _active in rows if membership),
    }
    for place, (membership, user, is_active) in enumerate(rows):
        fields |= {
            f"memberships-{place}-id": membership.pk if membership else "",
            f"memberships-{place}-organization": organization.pk,
            f"memberships-{place}-email": user.email,
            f"memberships-{place}-position": "Chuyên viên",
        }
        if is_active:
            fields[f"memberships-{place}-is_active"] = "on"
    return fields


def test_the_role_follows_the_list_of_an_organisations_people(client):
    client.force_login(UserFactory(roles=[Role.SECRETARY]))
    organization, person = OrganizationFactory(), UserFactory()
    url = reverse("admin:ecosystem_organization_change", args=[organization.pk])

    assert client.post(url, people(organization, (None, person, True))).status_code == 302
    assert person.groups.filter(name=Role.NOMINATOR.value).exists()

    membership = organization.memberships.get()
    client.post(url, people(organization, (membership, person, False)))
    assert not person.groups.filter(name=Role.NOMINATOR.value).exists()


def test_who_acts_for_another_organisation_keeps_the_role(client):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    organization, person = OrganizationFactory(), UserFactory(roles=[Role.NOMINATOR])
    membership = organization.memberships.create(user=person)
    OrganizationFactory().memberships.create(user=person)
    url = reverse("admin:ecosystem_organization_change", args=[organization.pk])

    client.post(url, people(organization, (membership, person, False)))

    assert person.groups.filter(name=Role.NOMINATOR.value).exists()


@pytest.mark.parametrize("kind", [OrganizationKind.COWORKING, OrganizationKind.ENTERPRISE])
def test_people_of_an_organisation_that_never_nominates_get_no_desk_and_lose_a_wrong_one(
    client, kind
):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    organization = OrganizationFactory(kind=kind)
    earlier, later = UserFactory(roles=[Role.NOMINATOR]), UserFactory()
    membership = organization.memberships.create(user=earlier)
    url = reverse("admin:ecosystem_organization_change", args=[organization.pk])

    client.post(url, people(organization, (membership, earlier, True), (None, later, True)))

    assert organization.memberships.count() == 2
    assert not earlier.groups.exists()
    assert not later.groups.exists()


def test_replacing_a_person_takes_the_role_from_the_earlier_one(client):
    client.force_login(UserFactory(roles=[Role.SECRETARY]))
    earlier, later = UserFactory(roles=[Role.NOMINATOR]), UserFactory()
    organization = OrganizationFactory()
    membership = organization.memberships.create(user=earlier)
    url = reverse("admin:ecosystem_organization_change", args=[organization.pk])

    client.post(url, people(organization, (membership, later, True)))

    assert not earlier.groups.exists()
    assert later.groups.get().name == Role.NOMINATOR.value


def test_an_editor_of_the_directory_appoints_nobody(client, editor):
    organization, person = OrganizationFactory(), UserFactory()
    url = reverse("admin:ecosystem_organization_change", args=[organization.pk])

    client.post(url, people(organization, (None, person, True)))

    assert not organization.memberships.exists()
    assert not person.groups.exists()


def test_a_person_is_in_the_list_once_and_has_an_account(client):
    client.force_login(UserFactory(roles=[Role.SECRETARY]))
    organization, person = OrganizationFactory(), UserFactory()
    url = reverse("admin:ecosystem_organization_change", args=[organization.pk])

    twice = client.post(url, people(organization, (None, person, True), (None, person, True)))
    nobody = people(organization, (None, person, True)) | {"memberships-0-email": "ai@do.test"}
    unknown = client.post(url, nobody)

    assert twice.status_code == unknown.status_code == 200
    assert not organization.memberships.exists()
    client.post(url, people(organization, (None, person, True)))
    again = people(organization, (organization.memberships.get(), person, True))
    assert client.post(url, again).status_code == 302
    assert organization.memberships.get().user == person
