"""Builds one demo edition: the office's set-up by domain functions, the crowd in bulk."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from contests.domain import editions
from contests.enums import ContestState
from contests.models import Contest, OfficialDecision, Round, RuleSet
from portal.site.demo import applications as crowd
from portal.site.demo import intake, judging, people, questions
from portal.site.demo.schedule import PLANS, day, reference_time

if TYPE_CHECKING:
    from datetime import datetime

    from portal.site.demo.schedule import Plan


def make(*, year: int, phase: str, applications: int, judges: int, seed: int) -> Contest:
    """Make the edition of ``year`` in ``phase``; the same seed makes the same edition."""
    rng = Random(seed)  # noqa: S311 -- invented data, not secrets
    plan = PLANS[phase]
    now = reference_time(year)
    staff = people.ensure_staff()
    contest = editions.create_edition(year, actor=staff["quantri"])
    set_up(contest, plan, now)
    questions.add(contest)
    if plan.state == ContestState.DRAFT:
        return contest
    crowd.make(contest, plan=plan, count=applications, now=now, rng=rng)
    panel = people.ensure_judges(judges, rng)
    for order, round_ in enumerate(contest.rounds.order_by("order")):
        judging.make_round(round_, judges=panel, plan=plan, now=now, rng=rng, is_first=order == 0)
    if phase == "intake":
        delegate = people.ensure_delegate()
        intake.make(contest, secretary=staff["thuky"], delegate=delegate, now=now)
    Contest.objects.filter(pk=contest.pk).update(state=plan.state)
    contest.refresh_from_db()
    return contest


def set_up(contest: Contest, plan: Plan, now: datetime) -> None:
    """Give the edition its dates, contact and issuing decision."""
    deadline = day(now, plan.deadline)
    decision = OfficialDecision.objects.create(
        contest=contest,
        number=f"{100 + contest.year % 100}/QĐ-BTC",
        issued_on=day(now, plan.opens - 10).date(),
        issuer="Ban Tổ chức Cuộc thi",
        signer="Nông Văn Tổ",
        subject=f"Ban hành Thể lệ {contest.title}",
    )
    RuleSet.objects.filter(contest=contest).update(
        decision=decision,
        issued_at=None if plan.state == ContestState.DRAFT else day(now, plan.opens - 10),
        deadline_at=None if plan.state == ContestState.DRAFT else deadline,
    )
    Contest.objects.filter(pk=contest.pk).update(
        is_demo=True,
        state=ContestState.DRAFT if plan.state == ContestState.DRAFT else ContestState.PUBLISHED,
        opens_at=day(now, plan.opens, hour=8),
        deadline_at=deadline,
        screening_until=(deadline + timedelta(days=10)).date(),
        award_on=(deadline + timedelta(days=60)).date(),
        contact_name="Tổ Thư ký Cuộc thi, Sở Khoa học và Công nghệ",
        contact_name_en="Secretariat of the Contest, Department of Science and Technology",
        contact_email="thuky@khoinghiep.test",
        contact_address="Lạng Sơn",
        contact_address_en="Lạng Sơn",
    )
    for order, round_ in enumerate(contest.rounds.order_by("order")):
        Round.objects.filter(pk=round_.pk).update(
            scoring_starts_on=(deadline + timedelta(days=12 + 20 * order)).date(),
            scoring_due_at=deadline + timedelta(days=25 + 20 * order),
        )
    contest.refresh_from_db()
