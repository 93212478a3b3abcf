"""A final with eight judges, made inside ``manage.py shell`` of the portal under test."""

import json
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from contests.domain import judging
from contests.domain.final_day import open_day
from contests.models import Round, ScoreSheet
from portal.audit import SYSTEM
from portal.roles import Role
from tests.browser.addresses import session
from tests.factories.contests import (
    AssignmentFactory,
    ContestFactory,
    CriterionFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.portal import UserFactory
from tests.factories.results import give_sheet

YEAR = 2018
JUDGES = 8
# Marks of the other project, sent long ago: nobody but their judges may read them anywhere.
SECRET = (Decimal("17.25"), Decimal("41.75"))


def make():
    """Two projects: one to be scored on stage by eight judges, one whose sheets are in already."""
    contest = ContestFactory(year=YEAR, state="draft", title="Cuộc thi thử")
    round_ = RoundFactory(
        contest=contest,
        kind="final",
        slug="chung-ket",
        name="Vòng chung kết",
        assignments_published_at=timezone.now(),
        has_site_visits=True,
    )
    criteria = [
        CriterionFactory(round=round_, name="Tính mới", max_points=25),
        CriterionFactory(round=round_, name="Khả thi", max_points=75),
    ]
    entry, other = (
        RoundEntryFactory(round=round_, application__title=title, running_order=number)
        for number, title in enumerate(("Máy sấy hồng", "Trà hoa hồi"), start=1)
    )
    judges = [
        UserFactory(email=f"chung-ket-{n}@khoinghiep.test", roles=[Role.JUDGE])
        for n in range(1, JUDGES + 1)
    ]
    for judge in judges:
        AssignmentFactory(entry=entry, judge=judge)
        judging.pledge(round_, judge=judge)
    give_sheet(other, dict(zip(criteria, SECRET, strict=True)))
    day = open_day(round_, actor=SYSTEM)
    office = UserFactory(email="chung-ket-thu-ky@khoinghiep.test", roles=[Role.SECRETARY])
    args = [YEAR, round_.slug]
    return json.dumps(
        {
            "judges": [session(judge.email) for judge in judges],
            "office": session(office.email),
            "stage": reverse("contests:judge_stage", args=args),
            "table": reverse("contests:judge_table", args=args),
            "visit": reverse("contests:judge_visit", args=[*args, entry.application.public_id]),
            "desk": reverse("admin:contests_round_final_day", args=[round_.pk]),
            "hall": reverse("contests:hall", args=[day.hall_key]),
            "boxes": [f"points_{criterion.pk}" for criterion in criteria],
        }
    )


def sheets():
    """What stands in the database of the project on stage: state and points of every sheet."""
    rows = ScoreSheet.objects.filter(
        assignment__entry__round__in=Round.objects.filter(contest__year=YEAR),
        assignment__entry__application__title="Máy sấy hồng",
    )
    return json.dumps(
        sorted(
            [row.state, *(str(score.points) for score in row.scores.order_by("criterion__order"))]
            for row in rows
        )
    )
