"""Two co-working spaces and two units that help, each with one of everything; B's carry a mark."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from ecosystem.enums import OrganizationKind
from ecosystem.models import Closure, WaitingNotice
from portal.roles import Role
from tests.factories.ecosystem import (
    BookingFactory,
    EventFactory,
    OrganizationFactory,
    RoomFactory,
    ServiceFactory,
    ServiceRequestFactory,
    SpaceFactory,
    StartupFactory,
)
from tests.factories.files import StoredFileFactory, picture_bytes
from tests.factories.portal import UserFactory

# In every name and word of B; nothing else in the portal holds them, and no random token will. What everybody may read of B in
# the catalogue is marked differently: a request may be referred to an open service of another unit.
SECRET = "ZQXBIMAT"
PUBLIC = "ZQXCATALOGUE"
STATES = ("received", "in_progress", "done")


@dataclass
class Apart:
    a: SimpleNamespace
    b: SimpleNamespace
    people: dict


def build():
    a, b = _side("A", "A"), _side(SECRET, PUBLIC)
    people = {
        "space manager": _person(Role.SPACE_MANAGER, a.space, b),
        "association": _person(Role.ASSOCIATION, a.unit, b),
        "unit staff": _person(Role.UNIT_STAFF, a.unit, b),
        # Both kinds of work for A open nothing of B either.
        "staff of everything": _person(Role.SPACE_MANAGER, a.space, b),
    }
    everything = people["staff of everything"]
    for role in (Role.ASSOCIATION, Role.UNIT_STAFF, Role.NOMINATOR):
        everything.groups.add(UserFactory(roles=[role]).groups.get())
    everything.memberships.create(organization=a.unit)
    return Apart(a=a, b=b, people=people)


def _person(role, works_for, b):
    """Somebody of A who left B's space, and keeps no more than the public profile of B's unit."""
    user = UserFactory(roles=[role], full_name=f"Cán bộ A {role.name}")
    user.memberships.create(organization=works_for)
    user.memberships.create(organization=b.space, is_active=False)
    user.memberships.create(organization=b.unit, is_profile_only=True)
    return user


def _side(mark, public):
    space = SpaceFactory(name=f"{public} khu")
    unit = OrganizationFactory(kind=OrganizationKind.ASSOCIATION, name=f"{public} hiệp hội")
    who = {"full_name": f"{mark} người", "phone": "0912345678"}
    asker = UserFactory(email=f"{mark.lower()}-{public.lower()}@vidu.test", verified=True, **who)
    staff = UserFactory(roles=[Role.ASSOCIATION], **who)
    staff.memberships.create(organization=unit)
    manager = UserFactory(roles=[Role.SPACE_MANAGER], **who)
    manager.memberships.create(organization=space)
    return SimpleNamespace(
        space=space,
        unit=unit,
        asker=asker,
        staff=staff,
        **_rooms(mark, space, asker),
        **_services(mark, public, unit, asker, staff),
    )


def _rooms(mark, space, asker):
    room = RoomFactory(organization=space, name=f"{mark} phòng", is_open=True)
    room.pictures.create(image=ContentFile(picture_bytes(), name="a.png"), alt_text=f"{mark} ảnh")
    coming = timezone.now() + timedelta(days=2)
    event = EventFactory(title=f"{mark} sự kiện", ends_at=coming + timedelta(hours=2))
    WaitingNotice.objects.create(
        room=room, user=asker, starts_at=coming, ends_at=coming + timedelta(hours=1)
    )
    past = timezone.now() - timedelta(hours=5)
    return {
        "room": room,
        "booking": BookingFactory(room=room, holder=asker, purpose=f"{mark} họp"),
        "event_booking": BookingFactory(
            room=room, event=event, state="confirmed", starts_at=coming, purpose=f"{mark} diễn đàn"
        ),
        "past_booking": BookingFactory(
            room=room, contact_name=f"{mark} khách", state="confirmed", starts_at=past
        ),
        "closure": Closure.objects.create(
            organization=space,
            room=room,
            kind="other",
            reason=f"{mark} sửa điện",
            starts_at=coming + timedelta(days=2),
            ends_at=coming + timedelta(days=3),
        ),
    }


def _services(mark, public, unit, asker, staff):
    service = ServiceFactory(organization=unit, name=f"{public} dịch vụ")
    hidden = ServiceFactory(organization=unit, name=f"{mark} dịch vụ ẩn", is_public=False)
    requests = {
        state: ServiceRequestFactory(
            service=service,
            requester=asker,
            startup=StartupFactory(owner=asker, name=f"{mark} dự án"),
            subject=f"{mark} việc",
            text=f"{mark} nội dung",
            answers=[[f"{mark} câu hỏi", f"{mark} trả lời"]],
            state=state,
            outcome="solved" if state == "done" else "",
            outcome_text=f"{mark} kết quả",
            ended_at=timezone.now() if state == "done" else None,
            due_on=timezone.localdate() - timedelta(days=1),
            assignee=staff if state != "received" else None,
        )
        for state in STATES
    }
    talked = requests["in_progress"]
    message = talked.messages.create(author=asker, text=f"{mark} lời nhắn")
    stored = StoredFileFactory(original_name=f"{mark}.pdf", uploaded_by=asker)
    return {
        "service": service,
        "hidden_service": hidden,
        "requests": requests,
        "message": message,
        "file": talked.files.create(message=message, stored=stored),
    }
