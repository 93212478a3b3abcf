"""Lists of people with their marks, as pages and papers show them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from ecosystem.enums import RegistrationState
from portal.text import fold, name_sort_key
from training.domain.attendance import EXPECTED
from training.domain.presence import Share
from training.enums import CAME, AttendanceMark
from training.models import Attendance, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from training.models import CourseRun, Session


@dataclass(frozen=True, kw_only=True)
class Line:
    """Somebody on the list of a session, with the mark that stands."""

    registration: Registration
    attendance: Attendance | None

    @property
    def mark(self) -> str:
        return self.attendance.mark if self.attendance else ""

    @property
    def words(self) -> str:
        """What a search on the telephone looks in."""
        return fold(f"{self.registration.full_name} {self.registration.organization_name}")


@dataclass(frozen=True, kw_only=True)
class Roll:
    """The list of a session: who is expected, and who waits or never confirmed."""

    expected: list[Line]
    others: list[Line]

    @property
    def lines(self) -> list[Line]:
        return [*self.expected, *self.others]

    @property
    def counts(self) -> dict[str, int]:
        """How many have each mark; those who are expected and have none under an empty one."""
        found = Counter(line.mark for line in self.lines)
        found[""] = sum(not line.mark for line in self.expected)
        return {value: found[value] for value in (*AttendanceMark.values, "")}

    @property
    def came(self) -> int:
        return sum(line.mark in CAME for line in self.lines)


def roll_of(session: Session, words: str = "") -> Roll:
    """Everybody whose registration stands, by given name; two queries."""
    marks = Attendance.objects.filter(session=session)
    rows = people_of(session.run).prefetch_related(
        Prefetch("attendances", queryset=marks, to_attr="of_session")
    )
    wanted = fold(words).split()
    lines = [
        Line(registration=row, attendance=next(iter(row.of_session), None))  # type: ignore[attr-defined]  # the prefetch
        for row in in_order(rows)
    ]
    found = [line for line in lines if all(word in line.words for word in wanted)]
    return Roll(
        expected=[line for line in found if line.registration.state in EXPECTED],
        others=[line for line in found if line.registration.state not in EXPECTED],
    )


def people_of(run: CourseRun) -> QuerySet[Registration]:
    """Registrations of the class that stand."""
    rows: QuerySet[Registration] = Registration.objects.filter(run=run).exclude(
        state=RegistrationState.CANCELLED
    )
    return rows


def in_order(rows: Iterable[Registration]) -> list[Registration]:
    """As class lists are: by given name, then family name."""
    return sorted(rows, key=lambda row: (*name_sort_key(row.full_name), row.pk))


def with_counts(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with how many came and how many are marked at all."""
    return sessions.annotate(
        came=Count("attendances", filter=Q(attendances__mark__in=CAME)),
        marked=Count("attendances"),
    )


# --- the whole class -------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """Somebody with a mark for each session, and the share that follows."""

    registration: Registration
    marks: list[Attendance | None]
    share: Share


def matrix_of(people: Sequence[Registration], sessions: Sequence[Session]) -> list[MatrixRow]:
    """People × sessions; one query, however many there are of both."""
    rows = Attendance.objects.filter(
        registration__in=[person.pk for person in people],
        session__in=[session.pk for session in sessions],
    )
    marks = {(row.registration_id, row.session_id): row for row in rows}
    return [
        _matrix_row(person, [marks.get((person.pk, session.pk)) for session in sessions])
        for person in people
    ]


def _matrix_row(person: Registration, marks: list[Attendance | None]) -> MatrixRow:
    given = [row.mark for row in marks if row]
    share = Share(
        came=sum(mark in CAME for mark in given),
        excused=given.count(AttendanceMark.EXCUSED),
        sessions=len(marks),
    )
    return MatrixRow(registration=person, marks=marks, share=share)
