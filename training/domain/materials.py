"""Who gets which material: everybody, whoever has a place, whoever came at least once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from ecosystem.enums import PLACE_STATES
from portal.files import (
    KIND_DOCX,
    KIND_IMAGE,
    KIND_PDF,
    KIND_PPTX,
    KIND_XLSX,
    MEGABYTE,
    drop_stored,
    store_upload,
)
from training.enums import CAME, MaterialAudience
from training.models import Attendance, Course, CourseRun, Material, Registration

if TYPE_CHECKING:
    from collections.abc import Collection

    from portal.models import StoredFile

FILE_KINDS: Final = (KIND_PDF, KIND_PPTX, KIND_DOCX, KIND_XLSX, KIND_IMAGE)
MAX_BYTES: Final = 20 * MEGABYTE


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A material as somebody sees it; without an ``address`` it is not for them yet."""

    material: Material
    address: str = ""


def keep_file(material: Material, uploaded: Any, *, actor: Any) -> StoredFile:
    """Check an upload and make it the file of ``material``, which the caller saves."""
    stored = store_upload(uploaded, kinds=FILE_KINDS, max_bytes=MAX_BYTES, uploaded_by=actor)
    material.stored = stored
    return stored


def drop_file(stored: StoredFile) -> None:
    """Delete a file that no material names any more."""
    drop_stored(stored, unless_named_by=Material)


def materials_of(
    thing: CourseRun | Course, *, user: Any, registration: Registration | None = None
) -> list[Shown]:
    """What a class (with its course) or a course hands out, for the holder of a mailed link or an account."""
    if isinstance(thing, CourseRun):
        rows = Material.objects.filter(Q(run=thing) | Q(course=thing.course_id))
    else:
        rows = Material.objects.filter(course=thing)
    materials = list(rows.select_related("stored"))
    if not materials:
        return []
    held = _audiences(thing, user, registration)
    return [
        Shown(
            material=material,
            address=_address(material, registration) if material.audience in held else "",
        )
        for material in materials
    ]


def may_get(material: Material, *, user: Any, registration: Registration | None = None) -> bool:
    """Whether ``material`` is handed to the holder of a mailed link or an account."""
    if user.has_perm("training.view_material"):
        return True
    thing: CourseRun | Course | None = (
        CourseRun.objects.public().filter(pk=material.run_id).first()
        if material.run_id
        else Course.objects.public().filter(pk=material.course_id).first()
    )
    return thing is not None and material.audience in _audiences(thing, user, registration)


def _audiences(
    thing: CourseRun | Course, user: Any, registration: Registration | None
) -> Collection[str]:
    """To which groups the person belongs; staff to all. A course knows who came to any class."""
    if user.has_perm("training.view_material"):
        return set(MaterialAudience)
    found = {MaterialAudience.EVERYBODY}
    whose = Q(pk=registration.pk) if registration is not None else Q()
    if user.is_authenticated:
        whose |= Q(user=user)
    if not whose:
        return found
    came = Attendance.objects.filter(registration=OuterRef("pk"), mark__in=CAME)
    rows = Registration.objects.standing().filter(whose)
    rows = (
        rows.filter(run=thing) if isinstance(thing, CourseRun) else rows.filter(run__course=thing)
    )
    for state, has_come in rows.annotate(has_come=Exists(came)).values_list("state", "has_come"):
        if has_come:
            found |= {MaterialAudience.REGISTERED, MaterialAudience.ATTENDED}
        elif state in PLACE_STATES:
            found.add(MaterialAudience.REGISTERED)
    return found


def _address(material: Material, registration: Registration | None) -> str:
    if material.url:
        return material.url
    if registration is None:
        return str(material.get_absolute_url())
    return reverse("training:material_by_key", args=[material.pk, registration.key])
