"""A judge before a dossier: what the tests of judges' pages begin with."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from contests.domain import judging
from tests.contests.views.judge_desk import entry_of
from tests.factories.contests import AssignmentFactory, CriterionFactory, RoundFactory


@pytest.fixture
def round_():
    round_ = RoundFactory(
        assignments_published_at=timezone.now(), scoring_due_at=timezone.now() + timedelta(days=5)
    )
    CriterionFactory(round=round_, name="Tính mới", max_points=Decimal(25))
    CriterionFactory(round=round_, name="Khả thi", max_points=Decimal(10), weight=Decimal(2))
    return round_


@pytest.fixture
def given(round_):
    """A dossier given to a judge who has pledged."""
    assignment = AssignmentFactory(entry=entry_of(round_))
    judging.pledge(round_, judge=assignment.judge)
    return assignment


@pytest.fixture
def desk(client, given):
    client.force_login(given.judge)
    return client
