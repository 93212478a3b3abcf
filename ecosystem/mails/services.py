"""What requesters and units are told of requests for support.

No mail repeats what was asked, written, attached or found: mailboxes are read by more people than a
page behind a sign-in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from ecosystem.models import ServiceMessage, ServiceRequest
    from portal.models import User


@in_vietnamese
def request_received(request: ServiceRequest) -> Mail:
    """The receipt, with the day by which the unit answers."""
    return _to_requester(request, "service_received", contact=request.service.contact)


@in_vietnamese
def request_accepted(request: ServiceRequest) -> Mail:
    return _to_requester(request, "service_accepted", assignee=str(request.assignee))


@in_vietnamese
def request_started(request: ServiceRequest) -> Mail:
    return _to_requester(request, "service_started")


@in_vietnamese
def request_refused(request: ServiceRequest) -> Mail:
    """The reason stands on the page."""
    return _to_requester(request, "service_refused", is_referred=request.referred_to_id is not None)


@in_vietnamese
def request_done(request: ServiceRequest) -> Mail:
    return _to_requester(request, "service_done", outcome=str(request.get_outcome_display()))


@in_vietnamese
def due_moved(request: ServiceRequest) -> Mail:
    """Told each time, also when the first day is promised again."""
    return _to_requester(request, "service_due_moved", is_repeated=True)


@in_vietnamese
def rating_asked(request: ServiceRequest) -> Mail:
    path = reverse("ecosystem:service_request_rate", args=[request.pk])
    return _to_requester(request, "service_rating", url=absolute_url(path))


@in_vietnamese
def message_to_requester(message: ServiceMessage) -> Mail:
    return _to_requester(message.request, "service_message", part=str(message.pk))


@in_vietnamese
def request_to_staff(request: ServiceRequest, person: User) -> Mail:
    return _to_staff(request, "service_to_staff", person)


@in_vietnamese
def request_assigned(request: ServiceRequest) -> Mail:
    """Told anew whenever it is given to somebody again."""
    return _to_staff(request, "service_assigned", request.assignee, is_repeated=True)  # type: ignore[arg-type]  # just set


@in_vietnamese
def request_cancelled(request: ServiceRequest, person: User) -> Mail:
    return _to_staff(request, "service_cancelled", person)


@in_vietnamese
def request_overdue(request: ServiceRequest, person: User) -> Mail:
    return _to_staff(request, "service_overdue", person, part=f"{request.due_on:%Y%m%d}")


@in_vietnamese
def message_to_staff(message: ServiceMessage, person: User) -> Mail:
    return _to_staff(message.request, "service_message_staff", person, part=str(message.pk))


def _to_requester(
    request: ServiceRequest,
    template: str,
    *,
    part: str = "",
    is_repeated: bool = False,
    **values: object,
) -> Mail:
    return Mail(
        template=f"ecosystem/{template}",
        recipient=request.requester.email,
        about=request.code,
        reply_to=request.unit.email,
        dedupe_key=None if is_repeated else f"{template}:{request.pk}:{part}",
        context={
            **_facts(request),
            "name": str(request.requester),
            "url": absolute_url(request.get_absolute_url()),
            **values,
        },
    )


def _to_staff(
    request: ServiceRequest,
    template: str,
    person: User,
    *,
    part: str = "",
    is_repeated: bool = False,
) -> Mail:
    path = reverse("admin:ecosystem_servicerequest_change", args=[request.pk])
    key = f"{template}:{request.pk}:{part}:{person.pk}"
    return Mail(
        template=f"ecosystem/{template}",
        recipient=person.email,
        about=request.code,
        dedupe_key=None if is_repeated else key,
        context={**_facts(request), "url": absolute_url(path)},
    )


def _facts(request: ServiceRequest) -> dict[str, object]:
    return {
        "code": request.code,
        "service": request.service.name,
        "unit": request.unit.name,
        "due_on": request.due_on,
    }
