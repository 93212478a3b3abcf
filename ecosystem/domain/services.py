"""Requests for support services: asking, taking back, rating. The one door to a request's state.

What the unit does with a request is in ``service_work``, what both sides write in
``service_messages``, what is due by itself in ``service_care``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.enums import ServiceState
from ecosystem.mails import services as mails
from ecosystem.models import ServiceFile, ServiceRequest
from ecosystem.workflow import SERVICE_REQUEST
from portal import audit
from portal.accounts import has_verified_email
from portal.dates import add_working_days
from portal.files import KIND_DOCX, KIND_IMAGE, KIND_PDF, KIND_XLSX, MEGABYTE, store_upload
from portal.mail import queue
from portal.models import Consent, User
from portal.models.consent import ConsentPurpose, as_recorded
from portal.roles import Role
from portal.text import clean_text
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ecosystem.models import Organization, Service, ServiceMessage, Startup

# Requests of one person that have not ended: who asks every unit is answered by none.
MAX_OPEN: Final = 5
MAX_TEXT: Final = 5000
FILE_KINDS: Final = (KIND_PDF, KIND_DOCX, KIND_XLSX, KIND_IMAGE)
MAX_FILE_BYTES: Final = 10 * MEGABYTE
MAX_FILES_AT_ONCE: Final = 5
MAX_FILES: Final = 20

RATING_OPEN: Final = timedelta(days=90)
RATING_EDITABLE: Final = timedelta(days=14)

CONSENT_VERSION: Final = "dich-vu-1"
_STAFF_ROLES: Final = (Role.ASSOCIATION.value, Role.UNIT_STAFF.value)


def consent_text() -> str:
    """The words agreed to by who sends a request (Law 91/2025/QH15)."""
    return _(
        "I agree that the people of this unit who answer requests read what I write here, the "
        "attached files, my name and my address, in order to help me. The administrator of the "
        "portal may read them if the unit has nobody left to answer. I withdraw this consent by "
        "taking the request back; the unit then reads its contents no more."
    )


def people_of(unit: Organization) -> list[User]:
    """Who of ``unit`` answers requests: appointed, of a role that does, and let into the admin."""
    rows = User.objects.filter(
        is_active=True,
        is_staff=True,
        groups__name__in=_STAFF_ROLES,
        pk__in=unit.memberships.appointed().values("user"),
    )
    return list(rows.distinct().order_by("full_name", "pk"))


# --- the requester -----------------------------------------------------------------------------


def refuse_service(service: Service) -> None:
    """Raise RefusedError when ``service`` takes no requests on the portal now."""
    if not service.is_open:
        raise RefusedError(_("The unit takes no requests for this service now."))
    if not people_of(service.organization):
        raise RefusedError(
            _("The unit does not answer requests on the portal yet. Turn to its office.")
        )


def refuse_requester(user: User) -> None:
    """Raise RefusedError when ``user`` can send no request now; says what to do."""
    if not has_verified_email(user):
        raise RefusedError(_("Confirm your e-mail address first: the answer goes there."))
    if user.service_requests.open().count() >= MAX_OPEN:
        raise RefusedError(
            _("You have %(count)d requests that have not ended. Wait for one, or take one back.")
            % {"count": MAX_OPEN}
        )


@transaction.atomic
def send_request(
    user: User,
    service: Service,
    *,
    subject: str,
    text: str,
    startup: Startup | None = None,
    answers: Sequence[tuple[str, str]] = (),
    files: Iterable[Any] = (),
    send_key: str | None = None,
) -> ServiceRequest:
    """Keep the request for the unit, with the consent, and tell both; the same ``send_key`` makes one.

    Locks the person: the limit holds for clicks at once. Raises RefusedError with the sentence that
    says why not, ValidationError for a file that may not be kept.
    """
    require(user, "ecosystem.send_servicerequest", service)
    if startup is not None:
        require(user, "ecosystem.keep_profile", startup)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    existing = send_key and user.service_requests.filter(send_key=send_key).first()
    if existing:
        return existing
    refuse_service(service)
    refuse_requester(user)
    request = ServiceRequest.objects.create(
        service=service,
        requester=user,
        startup=startup,
        subject=subject,
        text=accepted_text(text),
        answers=[[question, answer] for question, answer in answers if answer],
        due_on=add_working_days(timezone.localdate(), service.answer_days),
        send_key=send_key or None,
    )
    request.consent = Consent.objects.create(
        user=user,
        purpose=ConsentPurpose.SERVICE,
        scope=f"servicerequest:{request.pk}",
        text_version=CONSENT_VERSION,
        text=as_recorded(consent_text),
    )
    request.save(update_fields=["consent"])
    keep_files(request, files, actor=user)
    audit.record(request, "send", actor=user)
    queue(mails.request_received(request))
    for person in people_of(service.organization):
        queue(mails.request_to_staff(request, person))
    return request


@transaction.atomic
def cancel_request(request: ServiceRequest, *, actor: User) -> ServiceRequest:
    """Take the request back, and with it the consent; the unit is told and reads it no more."""
    cancelled: ServiceRequest = SERVICE_REQUEST.apply(
        request, "cancel", actor=actor, changes={"ended_at": timezone.now()}
    )
    if cancelled.consent is not None:
        cancelled.consent.withdrawn_at = timezone.now()
        cancelled.consent.save(update_fields=["withdrawn_at"])
    for person in _concerned(cancelled):
        queue(mails.request_cancelled(cancelled, person))
    return cancelled


def may_rate(request: ServiceRequest) -> bool:
    """Whether the requester may still say how content they are, or change it."""
    if request.state != ServiceState.DONE or request.ended_at is None:
        return False
    if request.rated_at is not None:
        return timezone.now() < request.rated_at + RATING_EDITABLE
    return timezone.now() < request.ended_at + RATING_OPEN


@transaction.atomic
def rate_request(
    request: ServiceRequest, *, actor: User, rating: int, text: str = ""
) -> ServiceRequest:
    """Keep how content the requester is; changed within the days after it was first told."""
    locked: ServiceRequest = SERVICE_REQUEST.lock(request)
    require(actor, "ecosystem.rate_servicerequest", locked)
    if not may_rate(locked):
        raise RefusedError(_("The time to tell how content you are is over."))
    locked.rating, locked.rating_text = int(rating), clean_text(text).strip()
    locked.rated_at = locked.rated_at or timezone.now()
    locked.save(update_fields=["rating", "rating_text", "rated_at"])
    audit.record(locked, "rate", actor=actor)
    return locked


# --- shared ------------------------------------------------------------------------------------


def accepted_text(text: str, limit: int = MAX_TEXT) -> str:
    """The words as they are kept; refused when there are none or too many."""
    text = clean_text(text).strip()
    if not text:
        raise RefusedError(_("Write what it is about"))
    if len(text) > limit:
        raise RefusedError(_("Write at most %(limit)d characters") % {"limit": limit})
    return text


def keep_files(
    request: ServiceRequest,
    uploads: Iterable[Any],
    *,
    actor: User,
    message: ServiceMessage | None = None,
) -> list[ServiceFile]:
    """Keep private files with the request; none of them when one may not be kept."""
    uploads = list(uploads)
    if len(uploads) > MAX_FILES_AT_ONCE or len(uploads) + request.files.count() > MAX_FILES:
        raise ValidationError(
            _("At most %(once)d files at once, and %(all)d in one request")
            % {"once": MAX_FILES_AT_ONCE, "all": MAX_FILES},
            code="count",
        )
    return [
        ServiceFile.objects.create(
            request=request,
            message=message,
            stored=store_upload(
                uploaded, kinds=FILE_KINDS, max_bytes=MAX_FILE_BYTES, uploaded_by=actor
            ),
        )
        for uploaded in uploads
    ]


def _concerned(request: ServiceRequest) -> list[User]:
    """Who of the unit hears of it: whoever is in charge, before that everybody who answers."""
    return [request.assignee] if request.assignee else people_of(request.unit)
