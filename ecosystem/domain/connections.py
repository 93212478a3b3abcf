"""A project asks for a connection: sending, passing on, answering. The one door to a request's state.

Neither side learns how to reach the other before who was asked accepts (features.md §7).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain import freshness
from ecosystem.enums import ConnectionSide, ContactWay
from ecosystem.mails import connections as mails
from ecosystem.models import ConnectionRequest, Expert, Organization, Startup
from ecosystem.validators import holds_address
from ecosystem.workflow import CONNECTION
from portal import audit
from portal.accounts import has_verified_email
from portal.dates import add_working_days
from portal.mail import queue
from portal.models import User
from portal.text import clean_line
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    Asked = Expert | Organization

# Requests of one person that wait for an answer: who asks everybody is answered by nobody.
MAX_OPEN: Final = 3
RELAY_WORKING_DAYS: Final = 3
ANSWER_DAYS: Final = 7
OUTCOME_DAYS: Final = 30

_SIGNER: Final = Signer(salt="ecosystem.connection")
ANSWER: Final = "answer"


class AddressInTextError(RefusedError):
    """A text that the other side reads before it accepts tells how to reach somebody."""


class LinkGoneError(RefusedError):
    """The link leads to no request."""


# --- the project -------------------------------------------------------------------------------


def refuse_founder(user: User, asked: Asked) -> None:
    """Raise RefusedError when ``user`` cannot ask ``asked`` now; says what to do."""
    if not Startup.objects.kept_by(user).exists():
        raise RefusedError(
            _("Requests are sent for a project. Register yours, or ask to keep its profile, first.")
        )
    if not asked.takes_requests:
        raise RefusedError(_("%(name)s takes no requests now.") % {"name": asked})
    if _is_oneself(user, asked):
        raise RefusedError(_("This is yourself. Choose somebody else."))
    refuse_sender(user)


def refuse_sender(user: User) -> None:
    """Raise RefusedError when ``user`` can send nothing at all now; says what to do."""
    if not has_verified_email(user):
        raise RefusedError(_("Confirm your e-mail address first: the answer goes there."))
    if user.connections.open().count() >= MAX_OPEN:
        raise RefusedError(
            _("You have %(count)d requests that wait for an answer. Wait for one, or cancel one.")
            % {"count": MAX_OPEN}
        )


def _is_oneself(user: User, asked: Asked) -> bool:
    """Whether the request would reach the person who sends it."""
    if isinstance(asked, Expert):
        return asked.user_id == user.pk or asked.email.lower() == user.email.lower()
    return Organization.objects.kept_by(user).filter(pk=asked.pk).exists()


@transaction.atomic
def send_request(
    user: User,
    asked: Asked,
    *,
    startup: Startup,
    purpose: str,
    message: str,
    contact_way: str,
    phone: str = "",
) -> ConnectionRequest:
    """Keep the request for the office and tell the founder. A double click makes one.

    Locks the person: the limit holds for clicks at once. Raises RefusedError with the sentence
    that says why not.
    """
    require(user, "ecosystem.keep_profile", startup)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    refuse_founder(user, asked)
    return keep_request(
        user,
        double=_("The project has asked %(name)s already; that request is still open.")
        % {"name": asked},
        startup=startup,
        purpose=purpose,
        message=message,
        contact_way=contact_way,
        phone=phone,
        **ConnectionRequest.to(asked),
    )


def keep_request(
    user: User, *, double: str, message: str, contact_way: str, phone: str, **parties: Any
) -> ConnectionRequest:
    """Keep what ``user`` sends; ``double`` is said when such a request is open already.

    Called in the transaction that locked the person and asked whether it may be sent.
    """
    _refuse_addresses(message)
    contact = user.email if contact_way == ContactWay.EMAIL else clean_line(phone)
    if not contact:
        raise RefusedError(_("Enter the telephone number at which you can be reached"))
    try:
        with transaction.atomic():
            request = ConnectionRequest.objects.create(
                founder=user,
                message=message,
                contact_way=contact_way,
                founder_contact=contact,
                due_on=add_working_days(timezone.localdate(), RELAY_WORKING_DAYS),
                **parties,
            )
    except IntegrityError as error:
        raise RefusedError(double) from error
    audit.record(request, "send", actor=user)
    queue(mails.connection_received(request))
    return request


@transaction.atomic
def cancel_request(request: ConnectionRequest, *, actor: User) -> ConnectionRequest:
    """Take the request back; who was asked hears of it if it was passed on."""
    moved = _move(request, "cancel", actor=actor)
    if moved.relayed_at:
        for address in addresses_of(moved):
            queue(mails.connection_cancelled(moved, address))
    return moved


# --- the office --------------------------------------------------------------------------------


@transaction.atomic
def relay_request(request: ConnectionRequest, *, actor: Any) -> ConnectionRequest:
    """Pass the request on by a mail with the link that answers it; without the founder's contact.

    Who is asked may have stopped taking requests since it was sent: then it is not passed on.
    """
    request = CONNECTION.lock(request)
    if not _still_takes_requests(request):
        raise RefusedError(
            _("%(name)s takes no requests now. Do not pass it on, and tell the project why.")
            % {"name": request.asked}
        )
    addresses = addresses_of(request)
    if not addresses:
        raise RefusedError(
            _("%(name)s has no account and no e-mail address here: enter one first.")
            % {"name": request.asked}
        )
    moved = _move(
        request,
        "relay",
        actor=actor,
        relayed_at=timezone.now(),
        due_on=timezone.localdate() + timedelta(days=ANSWER_DAYS),
    )
    for address in addresses:
        queue(mails.connection_asked(moved, address, path=answer_path(moved)))
    queue(mails.connection_relayed(moved))
    return moved


@transaction.atomic
def refuse_request(request: ConnectionRequest, *, actor: Any, reason: str) -> ConnectionRequest:
    """Do not pass the request on, or end one that stays unanswered; the founder reads the reason."""
    moved = _move(request, "refuse", actor=actor, reason=clean_line(reason))
    queue(mails.connection_refused(moved))
    return moved


# --- who was asked -----------------------------------------------------------------------------


@transaction.atomic
def accept_request(request: ConnectionRequest, *, contact: str) -> ConnectionRequest:
    """Connect both: each is mailed the contact that the other chose to give."""
    contact = clean_line(contact)
    if not contact:
        raise RefusedError(_("Enter how the project can reach you"))
    moved = _move(
        request,
        "accept",
        actor=audit.SYSTEM,
        asked_contact=contact,
        answered_at=timezone.now(),
        due_on=timezone.localdate() + timedelta(days=OUTCOME_DAYS),
    )
    queue(mails.connected_founder(moved))
    for address in addresses_of(moved):
        queue(mails.connected_asked(moved, address))
    return moved


@transaction.atomic
def decline_request(request: ConnectionRequest, *, reason: str = "") -> ConnectionRequest:
    """Say no; the founder reads the words, if there are any, and no address."""
    _refuse_addresses(reason)
    moved = _move(
        request,
        "decline",
        actor=audit.SYSTEM,
        reason=clean_line(reason),
        answered_at=timezone.now(),
    )
    queue(mails.connection_declined(moved))
    return moved


# --- links -------------------------------------------------------------------------------------


def answer_path(request: ConnectionRequest) -> str:
    """Where who was asked answers; whoever holds the address may."""
    return reverse("ecosystem:connection_answer", args=[_SIGNER.sign(f"{request.pk}:{ANSWER}")])


def outcome_path(request: ConnectionRequest, side: ConnectionSide) -> str:
    """Where one side tells what came of it."""
    return reverse("ecosystem:connection_outcome", args=[_SIGNER.sign(f"{request.pk}:{side}")])


def find_by_link(key: str) -> tuple[ConnectionRequest, str]:
    """The request behind a link, and what the link is for: ``answer`` or a side."""
    request, use = None, ""
    try:
        pk, use = _SIGNER.unsign(key).split(":")
        request = ConnectionRequest.objects.with_parties().filter(pk=int(pk)).first()
    except (BadSignature, ValueError):
        pass
    if request is None:
        raise LinkGoneError(_("This link is not right. Copy it whole from the mail."))
    return request, use


def _still_takes_requests(request: ConnectionRequest) -> bool:
    """Whether who is asked, as stored now and held until the commit, may be asked."""
    asked: Any = request.post or request.asked
    found = type(asked)._base_manager.select_for_update(no_key=True).get(pk=asked.pk)
    return bool(found.is_shown if request.post_id else found.takes_requests)


# --- shared ------------------------------------------------------------------------------------


def addresses_of(request: ConnectionRequest) -> list[str]:
    """Whom the portal writes to on the side that was asked; never shown to the other."""
    expert = request.expert
    if expert is None:
        return freshness.recipients_of(request.asked)
    if expert.user is not None and expert.user.is_active:
        return [expert.user.email]
    return [expert.email] if expert.email else []


def _move(
    request: ConnectionRequest, step: str, *, actor: Any, **changes: object
) -> ConnectionRequest:
    reason = str(changes.get("reason", ""))
    moved: ConnectionRequest = CONNECTION.apply(
        request, step, actor=actor, reason=reason, changes=changes
    )
    return moved


def _refuse_addresses(text: str) -> None:
    if holds_address(text):
        raise AddressInTextError(
            _(
                "Leave out e-mail addresses and telephone numbers: contacts are exchanged once the request is accepted."
            )
        )
