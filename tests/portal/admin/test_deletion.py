"""The page before a deletion."""

import pytest
from django.urls import reverse

from tests.factories.ecosystem import EventFactory, FieldFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def test_the_page_before_a_deletion_names_no_row_that_only_ties_two_others(client):
    field = FieldFactory(name="Nông nghiệp sạch")
    EventFactory().fields.add(field)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    page = client.get(reverse("admin:ecosystem_field_delete", args=[field.pk])).content.decode()

    assert "Nông nghiệp sạch" in page
    assert "Event_fields" not in page
    assert "Event-field" not in page
