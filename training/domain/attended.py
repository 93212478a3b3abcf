"""What was attended: the two counts of training, by whatever it is asked for.

*Attendances* (lượt người): persons who came to at least one session of a class, summed over the
classes; somebody in three classes counts three times. *Persons* (người): different persons, as
``training.domain.persons`` tells them apart. Neither is worked out from the other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.enums import Sex
from training.enums import CAME, RunState
from training.models import Attendance, Registration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ecosystem.models import Locality, Organization
    from training.models import Audience, Course

# Lower ends of the bands of age; the last has no upper end.
AGE_BANDS: Final = (0, 18, 26, 36, 46, 61)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What of it is counted; nothing chosen: everything. Days are those on which a class begins."""

    from_day: dt.date | None = None
    to_day: dt.date | None = None
    course: Course | None = None
    locality: Locality | None = None
    audience: Audience | None = None
    organizer: Organization | None = None


@dataclass(frozen=True, kw_only=True)
class Came:
    """Somebody who came to a class, with what is counted of the class and of the person."""

    run: int
    person: int
    year: int
    course: str
    place: str
    organizer: str
    audience: str
    home: str
    sex: str
    age: int | None


@dataclass(kw_only=True)
class Tally:
    """The two counts, and of how many classes."""

    _pairs: set[tuple[int, int]] = field(default_factory=set)

    def add(self, row: Came) -> None:
        """Somebody who registered twice for a class took one place in it."""
        self._pairs.add((row.run, row.person))

    @property
    def attendances(self) -> int:
        return len(self._pairs)

    @property
    def persons(self) -> int:
        return len({person for _run, person in self._pairs})

    @property
    def classes(self) -> int:
        return len({run for run, _person in self._pairs})


def attended(wanted: Wanted | None = None, *, is_demo: bool = False) -> list[Came]:
    """Everybody who came to a class that was held; one query.

    Whoever is not linked to a person yet counts as one. Demonstration data is counted apart.
    """
    marks = Attendance.objects.filter(registration=OuterRef("pk"), mark__in=CAME)
    organizer = Coalesce("run__organizer", "run__course__organizer")
    rows = (
        Registration.objects.standing()
        .filter(
            Exists(marks),
            run__state=RunState.PUBLISHED,
            run__starts_at__isnull=False,
            run__course__is_demo=is_demo,
        )
        .annotate(
            whose=Coalesce(F("person__root"), F("person"), -F("pk")),
            organizer=organizer,
            organizer_name=Coalesce("run__organizer__name", "run__course__organizer__name"),
        )
        .filter(**_conditions(wanted or Wanted()))
        .select_related("run__course", "run__locality", "audience", "locality")
        .order_by("pk")
    )
    return [_came(row) for row in rows]


def year_of(year: int) -> Wanted:
    """The classes that begin in a year."""
    return Wanted(from_day=dt.date(year, 1, 1), to_day=dt.date(year, 12, 31))


def tally(rows: Iterable[Came]) -> Tally:
    found = Tally()
    for row in rows:
        found.add(row)
    return found


def tallies(rows: Iterable[Came], key: Callable[[Came], str]) -> dict[str, Tally]:
    """The two counts for each value of ``key``; a person may count in several."""
    found: dict[str, Tally] = {}
    for row in rows:
        found.setdefault(key(row), Tally()).add(row)
    return found


def band_names() -> list[str]:
    """The bands of age in words, from the youngest on."""
    upper = [lower - 1 for lower in AGE_BANDS[1:]]
    inner = [
        _("%(low)d to %(high)d") % {"low": low, "high": high}
        for low, high in zip(AGE_BANDS[1:-1], upper[1:], strict=True)
    ]
    return [
        _("under %(n)d") % {"n": AGE_BANDS[1]},
        *inner,
        _("%(n)d and older") % {"n": AGE_BANDS[-1]},
    ]


def band_of(age: int | None) -> str:
    """The band of an age in words; who did not state it is counted apart."""
    if age is None:
        return _("not stated")
    place = max(n for n, lower in enumerate(AGE_BANDS) if age >= lower)
    return band_names()[place]


def place_name(locality: Locality | None) -> str:
    """A commune by its name; a district that is no more says until when it was one."""
    if locality is None:
        return _("not stated")
    if locality.valid_to is None:
        return str(locality)
    return _("%(name)s (until %(day)s)") % {
        "name": locality,
        "day": f"{locality.valid_to:%d/%m/%Y}",
    }


def _conditions(wanted: Wanted) -> dict[str, Any]:
    """What is asked for, as conditions; a day is one of the office's time zone."""
    day_after = wanted.to_day + dt.timedelta(days=1) if wanted.to_day else None
    found: dict[str, Any] = {
        "run__course": wanted.course,
        "run__locality": wanted.locality,
        "audience": wanted.audience,
        "organizer": wanted.organizer.pk if wanted.organizer else None,
        "run__starts_at__gte": _midnight(wanted.from_day),
        "run__starts_at__lt": _midnight(day_after),
    }
    return {name: value for name, value in found.items() if value is not None}


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None


def _came(row: Any) -> Came:
    run, missing = row.run, _("not stated")
    year = timezone.localtime(run.starts_at).year
    is_told = row.sex and row.sex != Sex.UNTOLD
    return Came(
        run=run.pk,
        person=row.whose,
        year=year,
        course=run.course.name,
        place=_("online") if run.locality is None and run.online_url else place_name(run.locality),
        organizer=row.organizer_name or missing,
        audience=str(row.audience or missing),
        home=place_name(row.locality),
        sex=row.get_sex_display() if is_told else missing,
        age=year - row.birth_year if row.birth_year else None,
    )
