"""The ecosystem in the administration."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

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
