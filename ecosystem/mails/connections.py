"""What both sides of a connection request are told. Contacts stand in ``connected_*`` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from ecosystem.models import ConnectionRequest


@in_vietnamese
def connection_received(request: ConnectionRequest) -> Mail:
    """The receipt: what was asked, and by when the office looks at it."""
    return _to_founder(request, "connection_received", message=request.message)


@in_vietnamese
def connection_relayed(request: ConnectionRequest) -> Mail:
    return _to_founder(request, "connection_relayed")


@in_vietnamese
def connection_refused(request: ConnectionRequest) -> Mail:
    return _to_founder(request, "connection_refused", reason=request.reason)


@in_vietnamese
def connection_declined(request: ConnectionRequest) -> Mail:
    return _to_founder(request, "connection_declined", reason=request.reason)


@in_vietnamese
def connected_founder(request: ConnectionRequest) -> Mail:
    """Now, and only now, the project learns how to reach who accepted."""
    return _to_founder(request, "connection_contact_founder", contact=request.asked_contact)


@in_vietnamese
def connection_asked(request: ConnectionRequest, address: str, *, path: str) -> Mail:
    """The request itself, with the link that answers it."""
    return _to_asked(
        request, "connection_asked", address, message=request.message, url=absolute_url(path)
    )


@in_vietnamese
def connection_reminder(
    request: ConnectionRequest, address: str, *, path: str, is_late: bool
) -> Mail:
    """The answer is due soon, or late: each is told once."""
    return _to_asked(
        request,
        "connection_reminder",
        address,
        part="late" if is_late else "soon",
        is_late=is_late,
        url=absolute_url(path),
    )


@in_vietnamese
def connection_cancelled(request: ConnectionRequest, address: str) -> Mail:
    return _to_asked(request, "connection_cancelled", address)


@in_vietnamese
def connected_asked(request: ConnectionRequest, address: str) -> Mail:
    """The other half: how to reach the project."""
    return _to_asked(
        request,
        "connection_contact_asked",
        address,
        contact=request.founder_contact,
        own_contact=request.asked_contact,
    )


@in_vietnamese
def outcome_asked(request: ConnectionRequest, address: str, side: str, *, path: str) -> Mail:
    """After a month: what came of it? Two clicks."""
    return Mail(
        template="ecosystem/connection_outcome",
        recipient=address,
        about=request.code,
        dedupe_key=f"connection_outcome:{request.pk}:{side}:{address}"[:150],
        context={**_facts(request), "url": absolute_url(path)},
    )


def _to_founder(request: ConnectionRequest, template: str, **values: object) -> Mail:
    return Mail(
        template=f"ecosystem/{template}",
        recipient=request.founder.email,
        about=request.code,
        dedupe_key=f"{template}:{request.pk}",
        context={
            **_facts(request),
            "name": request.founder.full_name,
            "url": absolute_url(request.get_absolute_url()),
            **values,
        },
    )


def _to_asked(
    request: ConnectionRequest, template: str, address: str, *, part: str = "", **values: object
) -> Mail:
    return Mail(
        template=f"ecosystem/{template}",
        recipient=address,
        about=request.code,
        dedupe_key=f"{template}:{part}:{request.pk}:{address}"[:150],
        context={**_facts(request), "founder": request.founder.full_name, **values},
    )


def _facts(request: ConnectionRequest) -> dict[str, object]:
    return {
        "code": request.code,
        # In whose name it is sent: for a post of the board not only projects ask.
        "startup": str(request.sender),
        "post": request.post.title if request.post else "",
        "asked": str(request.asked),
        "purpose": str(request.get_purpose_display()),
        "due_on": request.due_on,
    }
