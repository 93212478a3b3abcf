"""A judge's visit to the place where an entry works: notes, ticks, place, photographs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.attachments import delete_stored
from contests.domain.judging.sheets import lock_for_judge
from contests.models import SiteVisit, SiteVisitPhoto
from portal import audit
from portal.files import KIND_IMAGE, MEGABYTE, check_upload, store_checked
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal
    from typing import Any

    from contests.models import Assignment, Contest, Round
    from portal.models import User

MAX_PHOTOS = 12


class VisitChangedError(RefusedError):
    """The visit was saved elsewhere since this window read it."""


class NoVisitsError(RefusedError):
    """The round has no site visits."""


@dataclass(frozen=True, kw_only=True)
class VisitEntry:
    """What a judge writes on the spot; everything may be missing."""

    visited_at: datetime | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    checked: Sequence[str] = field(default_factory=list)
    notes: str = ""


def checklist(round_: Round) -> list[str]:
    """The lines that judges tick at the place, as the round asks them."""
    lines = (line.strip() for line in round_.visit_checklist.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


@transaction.atomic
def save_visit(
    assignment: Assignment, *, judge: User, written: VisitEntry, version: int
) -> SiteVisit:
    """Save the visit as written, replacing what was there.

    ``version`` is the one the window was opened with (0: no visit yet); VisitChangedError when
    another window saved something else in between. Refused in a round without visits, and once
    scoring is closed.
    """
    visit = _lock_visit(assignment, judge)
    values = {
        "visited_at": written.visited_at,
        "place": written.place,
        "latitude": written.latitude,
        "longitude": written.longitude,
        "checked": list(written.checked),
        "notes": written.notes,
    }
    if visit.version != version:
        if all(getattr(visit, name) == value for name, value in values.items()):
            return visit
        raise VisitChangedError(
            _("This page was saved in another window at %(time)s. Compare before saving again.")
            % {"time": f"{timezone.localtime(visit.updated_at):%H:%M %d/%m/%Y}"}
        )
    for name, value in values.items():
        setattr(visit, name, value)
    visit.version += 1
    visit.save(update_fields=[*values, "version", "updated_at"])
    return visit


def max_photo_bytes(contest: Contest) -> int:
    """How large a photograph may be in this edition."""
    return contest.max_image_mb * MEGABYTE


@transaction.atomic
def add_photo(
    assignment: Assignment, *, judge: User, uploaded: Any, caption: str = ""
) -> SiteVisitPhoto:
    """Keep a photograph, re-encoded; the same one sent twice is kept once.

    Raises ValidationError when the file may not be kept or the visit has its full number.
    """
    visit = _lock_visit(assignment, judge)
    limit = max_photo_bytes(assignment.entry.round.contest)
    checked = check_upload(uploaded, kinds=(KIND_IMAGE,), max_bytes=limit)
    # Before the limit: a phone that never heard of its success sends the last photograph again.
    twin = visit.photos.filter(stored__sha256=checked.sha256).first()
    if twin is not None:
        return twin
    if visit.photos.count() >= MAX_PHOTOS:
        raise ValidationError(
            _("The visit has %(limit)d photographs already, as many as allowed. Remove one first")
            % {"limit": MAX_PHOTOS},
            code="count",
        )
    stored = store_checked(checked, uploaded_by=judge)
    return SiteVisitPhoto.objects.create(visit=visit, stored=stored, caption=caption)


@transaction.atomic
def remove_photo(assignment: Assignment, photo_id: int, *, judge: User) -> None:
    """Take a photograph away; one that is gone already is no error."""
    visit = _lock_visit(assignment, judge)
    photo = visit.photos.select_related("stored").filter(pk=photo_id).first()
    if photo is None:
        return
    photo.delete()
    delete_stored(photo.stored)
    audit.record(visit, "remove_photo", actor=judge, name=photo.stored.original_name)


def _lock_visit(assignment: Assignment, judge: User) -> SiteVisit:
    round_ = lock_for_judge(assignment, judge)
    if not round_.has_site_visits:
        raise NoVisitsError(_("This round has no site visits."))
    visit, _is_new = SiteVisit.objects.select_for_update().get_or_create(
        entry_id=assignment.entry_id, judge=judge
    )
    return visit
