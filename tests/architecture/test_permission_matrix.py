"""Role × URL: who gets which answer from every address of the portal.

An address that is in no table fails the last test. Codes: 200 the page, 302 to sign in or onwards,
403 signed in but not allowed, 404 as if it did not exist.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

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
    "unit staff",
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


@pytest.fixture(scope="module")
def clients(built):
    """Everybody's browser, signed in once for the whole table."""
    signed_in = {name: Client() for name in PEOPLE}
    for name, client in signed_in.items():
        if not isinstance(built.people[name], AnonymousUser):
            client.force_login(built.people[name])
    return signed_in


def _answers(clients, path):
    """What everybody gets from an address; a comparison names each person who gets another answer."""
    return {person: client.get(path).status_code for person, client in clients.items()}


@pytest.mark.parametrize("name", matrix.PAGES)
def test_every_page_answers_every_role_as_the_table_says(name, built, clients):
    page = matrix.PAGES[name]
    path = reverse(name, kwargs=page.kwargs(built))

    assert _answers(clients, path) == {person: page.expected(person) for person in PEOPLE}


@pytest.mark.parametrize("label", matrix.ADMIN)
def test_every_admin_list_and_form_opens_for_its_roles_only(label, clients):
    row = matrix.ADMIN[label]
    base = f"admin:{label.replace('.', '_').lower()}"

    lists = _answers(clients, reverse(f"{base}_changelist"))
    assert lists == {person: row.list_status(person) for person in PEOPLE}
    forms = _answers(clients, reverse(f"{base}_add"))
    assert forms == {person: row.add_status(person) for person in PEOPLE}


def test_every_registered_model_of_ours_is_in_the_admin_table():
    ours = {m._meta.label for m in admin.site._registry if m._meta.app_label in matrix.OUR_APPS}

    assert ours - set(matrix.ADMIN) == set()


def test_every_address_is_in_a_table():
    every = matrix.every_address()
    known = set(matrix.PAGES) | set(matrix.ELSEWHERE)

    assert every - known - {name for name, _model in matrix.admin_pages()} == set()
    assert known - every == set()
