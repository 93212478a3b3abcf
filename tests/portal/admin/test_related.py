"""Choices of related rows in the administration lead nobody out of the record."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from portal.roles import Role
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

# What is made in passing, while an article, a rule set or a plan is written.
MADE_IN_PASSING = {"category", "mediaimage", "tag", "officialdecision", "policydocument"}
LINK = re.compile(
    r'"related-widget-wrapper-link (\w+)-related".*?(?:href|template)="([^"]+)"', re.DOTALL
)


def test_no_form_offers_to_change_or_delete_what_it_only_names(client):
    client.force_login(UserFactory(is_superuser=True, roles=[Role.ADMINISTRATOR]))
    offered = set()
    for model in admin.site._registry:
        add = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"
        page = client.get(reverse(add))
        if page.status_code == 200:
            offered |= set(LINK.findall(page.content.decode()))

    assert {act for act, _address in offered} == {"add"}
    assert {address.split("/")[3] for _act, address in offered} == MADE_IN_PASSING
