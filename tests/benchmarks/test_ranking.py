"""Ten thousand applications, five judges, six criteria: reading, ranking and freezing a round."""

import time
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contests.domain import rounds
from contests.domain.explanation import explain
from contests.domain.freezing import ranking_rules
from contests.domain.judging import criterion_specs, entry_scores
from contests.domain.ranking import ranking, version_in_force
from contests.domain.scoring import rank_entries
from contests.models import Application, Assignment, RoundEntry, Score, ScoreSheet, TieRule
from portal.audit import SYSTEM
from tests.factories.contests import ContestFactory, CriterionFactory, RoundFactory
from tests.factories.portal import UserFactory

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

JUDGES, CRITERIA, BATCH = 5, 6, 2000


def filled(entries):
    """A round being scored, with every sheet sent."""
    rng, contest = Random(7), ContestFactory()
    round_ = RoundFactory(contest=contest, order=1, advance_count=entries // 10, reserve_count=20)
    criteria = CriterionFactory.create_batch(CRITERIA, round=round_, max_points=20)
    TieRule.objects.create(round=round_, kind="criterion", criterion=criteria[0], order=1)
    TieRule.objects.create(round=round_, kind="median", order=2)
    judges = UserFactory.create_batch(JUDGES, roles=["Giám khảo"])
    made = Application.objects.bulk_create(
        (
            Application(contest=contest, title=f"Dự án {n}", state="in_round", number=n,
                        reference=f"LS-{n:05d}-K", applicant_type="individual")
            for n in range(entries)
        ),
        BATCH,
    )  # fmt: skip
    rows = RoundEntry.objects.bulk_create(
        (RoundEntry(round=round_, application=row) for row in made), BATCH
    )
    given = Assignment.objects.bulk_create(
        (Assignment(entry=row, judge=judge) for row in rows for judge in judges), BATCH
    )
    sheets = ScoreSheet.objects.bulk_create(
        (ScoreSheet(assignment=row, state="sent") for row in given), BATCH
    )
    Score.objects.bulk_create(
        (
            Score(sheet=sheet, criterion=criterion, points=Decimal(rng.randrange(41)) / 2)
            for sheet in sheets
            for criterion in criteria
        ),
        BATCH,
    )
    return round_


def timed(name, act):
    begin = time.process_time()  # others use the machine too
    with CaptureQueriesContext(connection) as queries:
        found = act()
    print(f"  {name}: {time.process_time() - begin:.2f} s of processor, {len(queries)} queries")
    return found


@pytest.mark.parametrize("entries", [1_000, 10_000])
def test_closing_a_round(entries):
    round_ = filled(entries)
    print(f"\n{entries} applications × {JUDGES} judges × {CRITERIA} criteria")

    scores = timed("read", lambda: entry_scores(round_))
    specs, rules = criterion_specs(round_), ranking_rules(round_)
    timed("rank", lambda: rank_entries(scores, specs, rules))
    timed(
        "close (read, rank, freeze, suggest)",
        lambda: rounds.close_round(round_, actor=SYSTEM),
    )
    table = timed("table", lambda: ranking(round_))
    entry = table.rows[0].result.entry_id
    assert timed("explanation", lambda: explain(round_, entry, version_in_force(round_)))
    timed("reopen", lambda: rounds.reopen_round(round_, actor=SYSTEM, reason="Thử"))
