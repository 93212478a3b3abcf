"""Migrations that move rows: what they make of rows that stood before them."""

from importlib import import_module

import pytest
from django.apps import apps

from contests.models import Prize
from tests.factories.contests import AwardFactory, PrizeFactory

pytestmark = pytest.mark.django_db


def test_places_left_empty_before_they_were_counted_are_those_without_a_winner():
    reason = "Không đủ dự án đạt mức điểm"
    empty = PrizeFactory(quantity=2, unawarded_reason=reason)
    one_given = PrizeFactory(quantity=3, unawarded_reason=reason)
    more_given = PrizeFactory(quantity=0, unawarded_reason=reason)
    for prize in (one_given, more_given):
        AwardFactory(prize=prize)
    decided_since = PrizeFactory(quantity=3, unawarded_reason=reason, unawarded_places=1)
    untouched = PrizeFactory(quantity=3)

    import_module("contests.migrations.0034_places_left_empty_before").count_places(apps, None)

    found = dict(Prize.objects.values_list("pk", "unawarded_places"))
    assert found == {
        empty.pk: 2,
        one_given.pk: 2,
        more_given.pk: 0,
        decided_since.pk: 1,
        untouched.pk: 0,
    }
