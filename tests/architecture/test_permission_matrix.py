"""Role × URL: who gets which answer from every address of the portal.

An address that is in no table fails the last test. Codes: 200 the page, 302 to sign in or onwards,
403 signed in but not allowed, 404 as if it did not exist.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.admin import WorkflowAdmin
from tests.architecture import matrix, world

pytestmark = pytest.mark.django_db

PEOPLE = [
    "anonymous",
    "owner",
    "member",
    "editing member",
    "stranger",
    "judge",
    "other judge",
    "administrator",
    "secretary",
    "board",
    "editor",
    "publisher",
    "training officer",
    "space manager",
    "association",
    "nominator",
    "superuser",
]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """One world for the whole table; requests are GETs and change nothing."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        made = world.build()
        yield made
        transaction.set_rollback(True)


def _status(built, person, path):
    client = Client()
    user = built.people[person]
    if not isinstance(user, AnonymousUser):
        client.force_login(user)
    return client.get(path).status_code


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", matrix.PAGES)
def test_every_page_answers_every_role_as_the_table_says(name, person, built):
    page = matrix.PAGES[name]
    path = reverse(name, kwargs=page.kwargs(built))

    assert _status(built, person, path) == page.expected(person)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("label", matrix.ADMIN)
def test_every_admin_list_and_form_opens_for_its_roles_only(label, person, built):
    row = matrix.ADMIN[label]
    base = f"admin:{label.replace('.', '_').lower()}"

    assert _status(built, person, reverse(f"{base}_changelist")) == row.list_status(person)
    assert _status(built, person, reverse(f"{base}_add")) == row.add_status(person)


def test_every_registered_model_of_ours_is_in_the_admin_table():
    ours = {m._meta.label for m in admin.site._registry if m._meta.app_label in matrix.OUR_APPS}

    assert ours - set(matrix.ADMIN) == set()


def _names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}"


def test_every_address_is_in_a_table():
    every = set(_names(get_resolver().url_patterns))
    known = set(matrix.PAGES) | set(matrix.ELSEWHERE)
    standard = {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"
        for model in admin.site._registry
        for view in ("changelist", "add", "history", "delete", "change", "autocomplete")
    }

    steps = {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_step"
        for model, model_admin in admin.site._registry.items()
        if isinstance(model_admin, WorkflowAdmin)
    }
    assert every - known - standard - steps == set()
    assert known - every == set()
