"""What each side is told when the other writes about a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import DossierMessage


@in_vietnamese
def message_to_applicant(message: DossierMessage) -> Mail:
    """The secretariat wrote; answered by the link, on the dossier's page."""
    application = message.application
    return _about(
        message,
        "message_to_applicant",
        recipient=application.notice_address,
        path=reverse("contests:application_messages", args=[application.public_id]),
        name=application.addressee,
    )


@in_vietnamese
def message_to_staff(message: DossierMessage, address: str) -> Mail:
    """Somebody of the dossier wrote; answered by the link, in the administration."""
    change = reverse("admin:contests_application_change", args=[message.application_id])
    return _about(
        message,
        "message_to_staff",
        recipient=address,
        path=f"{change}?part=messages#messages",
        name=str(message.author),
    )


def _about(message: DossierMessage, template: str, *, recipient: str, path: str, name: str) -> Mail:
    application = message.application
    return Mail(
        template=f"contests/{template}",
        recipient=recipient,
        about=application.reference or application.public_id,
        dedupe_key=f"message:{message.pk}:{recipient}"[:150],
        context={
            "name": name,
            "reference": application.reference or application.public_id,
            "title": application.mail_title,
            "contest": application.contest.title,
            "text": message.text,
            "url": absolute_url(path),
        },
    )
