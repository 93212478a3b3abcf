"""What people are told around the intake: more time, dossiers entered for them, nominations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from contests.enums import Endorsement
from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import Application, ClaimLink, Extension
    from portal.models import User


@in_vietnamese
def extension_granted(extension: Extension) -> Mail:
    return _about(
        extension.application,
        "extension_granted",
        until=extension.until,
        reason=extension.reason,
        document_number=extension.document_number,
    )


@in_vietnamese
def extension_revoked(extension: Extension, *, reason: str) -> Mail:
    return _about(
        extension.application,
        "extension_revoked",
        until=extension.until,
        reason=reason,
        deadline_at=extension.application.contest.deadline_at,
    )


@in_vietnamese
def claim_link(link: ClaimLink, *, key: str) -> Mail:
    """The link that makes its reader the owner: nobody else may read this mail."""
    path = reverse("contests:claim", args=[key])
    return _about(
        link.application,
        "claim_link",
        recipient=link.email,
        is_secret=True,
        url=absolute_url(path),
        expires_at=link.expires_at,
    )


@in_vietnamese
def application_claimed(application: Application) -> Mail:
    return _about(application, "application_claimed")


@in_vietnamese
def endorsement_requested(application: Application, person: User) -> Mail:
    """To somebody of the unit; one for each submission."""
    path = reverse("contests:desk_application", args=[application.public_id])
    return _about(
        application,
        "endorsement_requested",
        recipient=person.email,
        name=person.full_name,
        unit=str(application.nominating_unit),
        url=absolute_url(path),
    )


@in_vietnamese
def endorsement_answered(application: Application) -> Mail:
    return _about(
        application,
        "endorsement_answered",
        unit=str(application.nominating_unit),
        is_endorsed=application.endorsement == Endorsement.ENDORSED,
        note=application.endorsement_note,
    )


def _about(
    application: Application,
    template: str,
    *,
    recipient: str | None = None,
    is_secret: bool = False,
    **values: object,
) -> Mail:
    contest = application.contest
    contact = (contest.contact_name, contest.contact_phone, contest.contact_email)
    return Mail(
        template=f"contests/{template}",
        recipient=application.notice_address if recipient is None else recipient,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        is_secret=is_secret,
        context={
            "name": application.addressee,
            "reference": application.reference or "",
            "title": application.mail_title,
            "contest": contest.title,
            "url": absolute_url(application.people_path),
            "contact": " · ".join(part for part in contact if part),
            **values,
        },
    )
