"""The public page and the administration of past training."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from ecosystem.domain.loading import Loader
from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.factories.training import HistoricalAttendanceFactory
from training.domain.facts import load_history
from training.models import HistoricalAttendance

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_three(client, django_assert_num_queries, rows):
    HistoricalAttendanceFactory.create_batch(rows)

    with django_assert_num_queries(2):
        response = client.get("/dao-tao/lich-su/")

    assert len(response.context["trainings"]) == rows


def test_a_lower_bound_is_told_as_one(client):
    HistoricalAttendanceFactory(attendances=700, is_minimum=True)

    assertContains(client.get("/dao-tao/lich-su/"), "trên 700")


def test_an_empty_page_says_so(client):
    assertContains(client.get("/dao-tao/lich-su/"), 'class="empty-state"')


def test_people_and_attendances_are_never_filled_from_one_another():
    load_history(Loader())

    counts = list(
        HistoricalAttendance.objects.values_list("rounds", "people", "attendances", "is_minimum")
    )
    assert counts == [(9, None, None, False), (1, 10, None, False), (None, None, 700, True)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"from_year": 2023, "to_year": 2019}, "to_year"),
        ({"people": 10, "attendances": 9}, "attendances"),
    ],
)
def test_impossible_counts_are_refused_at_their_field(values, field):
    with pytest.raises(ValidationError) as refused:
        HistoricalAttendanceFactory(**values).full_clean()

    assert set(refused.value.message_dict) == {field}


def test_training_officers_edit_and_editors_only_look(client):
    row = HistoricalAttendanceFactory()
    change = reverse("admin:training_historicalattendance_change", args=[row.pk])
    client.force_login(UserFactory(roles=[Role.TRAINING_OFFICER]))
    response = client.post(change, {"title": "Lớp mới", "order": "0", "slug": row.slug})
    assert response.status_code == 302

    client.force_login(UserFactory(roles=[Role.EDITOR]))
    assert client.get(change).status_code == 200
    assert client.post(change, {"title": "Khác", "order": "0"}).status_code == 403
    assert HistoricalAttendance.objects.get().title == "Lớp mới"
