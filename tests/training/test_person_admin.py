"""Training officers merge, part and tell persons apart in the administration."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.training.persons import both_counts, came, person_of
from training.domain import persons
from training.models import Person

pytestmark = pytest.mark.django_db


def url(page, *args):
    return reverse(f"admin:training_person_{page}", args=args)


@pytest.fixture
def officer(client):
    user = UserFactory(roles=[Role.TRAINING_OFFICER])
    client.force_login(user)
    return user


@pytest.fixture
def pair():
    """Two rows that may be one: the same name and organisation."""
    rows = [
        came(email=f"hoc@{place}.vn", organization_name="Xã Bắc Sơn", phone=f"091234567{place}")
        for place in range(2)
    ]
    assert both_counts() == (2, 2)
    return [person_of(row) for row in rows]


def ids(pair):
    return "?" + "&".join(f"ids={person.pk}" for person in pair)


def test_merging_takes_two_steps_and_is_taken_back_in_two(client, officer, pair):
    one, other = pair
    chosen = {"action": "merge_chosen", "_selected_action": [one.pk, other.pk]}
    assertRedirects(client.post(url("changelist"), chosen), url("merge") + ids(pair))

    preview = client.get(url("merge") + ids(pair))
    assertContains(preview, "hoc@0.vn")
    assertContains(preview, "hoc@1.vn")
    assert both_counts() == (2, 2)
    assertRedirects(client.post(url("merge") + ids(pair), {"keep": one.pk}), url("change", one.pk))
    assert both_counts() == (2, 1)

    assertContains(client.get(url("change", one.pk)), url("unmerge", other.pk))
    assertContains(client.get(url("unmerge", other.pk)), "hoc@1.vn")
    assert both_counts() == (2, 1)
    assertRedirects(client.post(url("unmerge", other.pk)), url("change", other.pk))
    assert both_counts() == (2, 2)


def test_the_list_shows_persons_and_a_merged_row_leads_to_its_person(client, officer, pair):
    one, other = pair
    persons.merge(one, [other], actor=officer)

    assertContains(client.get(url("changelist")), url("change", one.pk))
    assertNotContains(client.get(url("changelist")), url("change", other.pk))
    assertRedirects(client.get(url("change", other.pk)), url("change", one.pk))
    assertContains(client.get(url("changelist"), {"parts": "yes"}), url("change", one.pk))
    assertNotContains(client.get(url("changelist"), {"parts": "no"}), url("change", one.pk))


def test_who_merges_what_somebody_else_just_merged_is_told(client, officer, pair):
    one, other = pair
    persons.merge(other, [one], actor=officer)

    response = client.post(url("merge") + ids(pair), {"keep": one.pk})

    assertContains(response, "vừa được người khác gộp", status_code=422)


def test_what_may_be_one_is_listed_until_it_is_decided(client, officer, pair):
    listed = client.get(url("alike"))
    assertContains(listed, "Cùng họ tên và đơn vị")
    assertContains(client.get(url("change", pair[0].pk)), url("apart"))

    assert client.get(url("apart") + ids(pair)).status_code == 200
    assertRedirects(client.post(url("apart") + ids(pair)), url("alike"))
    assertContains(client.get(url("alike")), "Không còn cặp nào")


def test_a_registration_is_given_to_another_person(client, officer):
    first, second = came(email="hoc@x.vn"), came(email="hoc@x.vn")
    assert both_counts() == (2, 1)
    person = person_of(first)
    assertContains(client.get(url("change", person.pk)), url("detach", second.pk))

    assert client.get(url("detach", second.pk)).status_code == 200
    assertRedirects(client.post(url("detach", second.pk)), url("change", person.pk))
    assert both_counts() == (2, 2)


@pytest.mark.parametrize("query", ["", "?ids=1", "?ids=1&ids=999999", "?ids=x"])
def test_an_address_that_names_no_two_persons_leads_nowhere(client, officer, query, pair):
    assert client.get(url("merge") + query).status_code == 404
    assert client.get(url("apart") + query).status_code == 404


@pytest.mark.parametrize("chosen", [1, 11])
def test_neither_one_nor_more_than_ten_are_merged_at_once(client, officer, chosen):
    rows = [Person.objects.create(full_name=f"Người {n}") for n in range(chosen)]
    picked = {"action": "merge_chosen", "_selected_action": [row.pk for row in rows]}

    assertContains(client.post(url("changelist"), picked, follow=True), "Chọn từ 2 đến 10")


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.EDITOR, Role.BOARD])
def test_persons_are_for_those_who_run_classes(client, pair, role):
    client.force_login(UserFactory(roles=[role]))
    one, other = pair

    for path in (
        url("changelist"),
        url("change", one.pk),
        url("alike"),
        url("merge") + ids(pair),
        url("apart") + ids(pair),
        url("unmerge", other.pk),
        url("detach", one.registrations.get().pk),
    ):
        assert client.get(path).status_code == 403, path


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_number_of_queries(client, officer, number, count_queries):
    for place in range(number):
        came(email=f"hoc{place}@x.vn", name=f"Người Số {place}")
    persons.link_pending()

    assert count_queries(lambda: client.get(url("changelist"))) == LIST_QUERIES


LIST_QUERIES = 8


@pytest.fixture
def count_queries(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(act):
        with CaptureQueriesContext(connection) as found:
            act()
        return len(found)

    return count
