"""What tests of pages begin with: a judge before a dossier, an applicant before a draft."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from contests.domain import judging
from tests.contests.dossiers import contest_with_rules
from tests.contests.views.judge_desk import entry_of
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    CriterionFactory,
    RoundFactory,
)


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


@pytest.fixture
def draft(client):
    """A draft as good as empty, before its owner."""
    application = ApplicationFactory(contest=contest_with_rules(), title="Trà hoa hồi")
    client.force_login(application.owner)
    return application
