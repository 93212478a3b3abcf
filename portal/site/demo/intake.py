"""What a demo edition that takes applications shows besides the applicants' own: a unit, a letter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from contests.domain.nominations import nominating_units
from contests.domain.paper import Entrant, enter_on_paper
from contests.enums import ApplicationState, Channel, Endorsement
from ecosystem.domain.memberships import sync_role
from ecosystem.models import Membership
from portal.site.demo import showcase

if TYPE_CHECKING:
    from datetime import datetime

    from contests.models import Contest
    from portal.models import User

LETTER = Entrant(
    title="Mật ong hoa vải Hữu Lũng",
    contact_name="Hoàng Thị Lan",
    contact_phone="+84912345678",
    entry_key="demo",
)


def make(contest: Contest, *, secretary: User, delegate: User, now: datetime) -> None:
    """Name a unit in some submitted dossiers, enter a letter, and add what is made by hand."""
    letter = enter_on_paper(
        contest,
        LETTER,
        actor=secretary,
        channel=Channel.PAPER,
        received_at=contest.opens_at + timedelta(hours=2),
    )
    showcase.make(contest, letter=letter, secretary=secretary, now=now)
    unit = nominating_units().first()
    if unit is None:
        return
    Membership.objects.get_or_create(
        organization=unit, user=delegate, defaults={"position": "Chuyên viên"}
    )
    sync_role(delegate, actor=secretary)
    submitted = contest.applications.filter(state=ApplicationState.SUBMITTED).order_by("pk")
    contest.applications.filter(pk__in=list(submitted.values_list("pk", flat=True)[:3])).update(
        nominating_unit=unit, endorsement=Endorsement.REQUESTED
    )
    showcase.make_for_unit(contest, unit, delegate=delegate)
