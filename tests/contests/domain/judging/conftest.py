"""What the tests of judging begin with."""

from decimal import Decimal

import pytest
from django.utils import timezone

from contests.domain import judging
from tests.factories.contests import AssignmentFactory, CriterionFactory, RoundFactory

D = Decimal


@pytest.fixture
def scored():
    """An assignment that its judge may score: published, pledged, two criteria."""
    round_ = RoundFactory(assignments_published_at=timezone.now())
    CriterionFactory(round=round_, name="Tính mới", max_points=D(25))
    CriterionFactory(round=round_, name="Khả thi", max_points=D(10), weight=D(2))
    assignment = AssignmentFactory(entry__round=round_)
    judging.pledge(round_, judge=assignment.judge)
    return assignment
