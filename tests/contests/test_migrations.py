"""Migrations that move rows: what they make of rows that stood before them."""

from importlib import import_module

import pytest
from django.apps import apps

from contests.models import Prize, ScoreSheet
from tests.contests.domain.judging.conftest import scored
from tests.contests.paper_sheets import counted
from tests.factories.contests import AwardFactory, PrizeFactory, ScoreSheetFactory

__all__ = ["scored"]

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


def test_sheets_of_counted_papers_are_from_paper_and_the_judges_own_are_not(scored):
    counted(scored, 5, 6)
    own = ScoreSheetFactory()
    ScoreSheet.objects.update(is_from_paper=False)

    import_module("contests.migrations.0035_sheets_from_paper").mark_counted(apps, None)

    found = dict(ScoreSheet.objects.values_list("pk", "is_from_paper"))
    assert found == {scored.sheet.pk: True, own.pk: False}
