"""How much of a class somebody attended: the one count behind certificates, lists and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from training.enums import CAME, AttendanceMark
from training.models import Registration, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from training.models import CourseRun


@dataclass(frozen=True, kw_only=True)
class Share:
    """Sessions attended of those of the class; an excused one counts as not attended."""

    came: int
    excused: int
    sessions: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 2 of 3 are 66. Nothing is attended of no sessions."""
        return self.came * 100 // self.sessions if self.sessions else 0

    def missing(self, percent: int) -> int:
        """How many sessions more would reach ``percent``."""
        return max(0, -(-percent * self.sessions // 100) - self.came)

    def reaches(self, percent: int) -> bool:
        """Whether at least ``percent`` of the sessions were attended; compared without rounding."""
        return bool(self.sessions) and self.came * 100 >= percent * self.sessions


def shares_of(run: CourseRun) -> dict[int, Share]:
    """The share of everybody with a standing registration, by its id; two queries."""
    return _shares(run, Registration.objects.standing().filter(run=run))


def share_of(registration: Registration) -> Share | None:
    """The share of one person; None of a cancelled registration."""
    rows = Registration.objects.standing().filter(pk=registration.pk)
    return _shares(registration.run, rows).get(registration.pk)


def _shares(run: CourseRun, rows: QuerySet[Registration]) -> dict[int, Share]:
    sessions = Session.objects.filter(run=run).count()
    counted = rows.annotate(
        came=Count("attendances", filter=Q(attendances__mark__in=CAME)),
        excused=Count("attendances", filter=Q(attendances__mark=AttendanceMark.EXCUSED)),
    )
    return {
        pk: Share(came=came, excused=excused, sessions=sessions)
        for pk, came, excused in counted.order_by().values_list("pk", "came", "excused")
    }
