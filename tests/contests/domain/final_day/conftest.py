"""A final held live, with three projects that wait."""

import pytest
from django.utils import timezone

from contests.domain import final_day
from portal.audit import SYSTEM
from tests.factories.contests import CriterionFactory, RoundEntryFactory, RoundFactory


@pytest.fixture
def day():
    round_ = RoundFactory(kind="final", slug="chung-ket", assignments_published_at=timezone.now())
    CriterionFactory(round=round_, max_points=25)
    for number in range(1, 4):
        RoundEntryFactory(round=round_, application__reference=f"LS26-000{number}-K")
    return final_day.open_day(round_, actor=SYSTEM)
