"""The invitation to a class as a page to print, for who has a place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.dates import format_long
from portal.mail import absolute_url
from portal.qr import qr_rows
from portal.typesetting import typeset
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from training.models import Registration

TEMPLATE: Final = Path(settings.BASE_DIR) / "templates" / "training" / "papers" / "invitation.typ"


def invitation(registration: Registration) -> bytes:
    """Return the PDF; refused without a place."""
    run = registration.run
    if not registration.has_ticket:
        raise RefusedError(_("Only who has a place is invited."))
    with translation.override(settings.LANGUAGE_CODE):
        sessions = [
            f"{session.when}: {session.topic}" if session.topic else session.when
            for session in run.sessions.all()
        ]
        trainers = [trainer.shown_name for trainer in run.trainers.select_related("expert")]
        facts = [
            [_("Course"), [run.course.name]],
            [pgettext("training", "Sessions"), sessions],
            [
                _("Place"),
                [run.place or _("Online; the address stands in the mail with the ticket")],
            ],
            [_("Trainers"), trainers],
            [_("Ticket code"), [registration.code]],
        ]
        paper = {
            "issuer": run.held_by.name if run.held_by else "",
            "nation": "Cộng hòa xã hội chủ nghĩa Việt Nam",
            "motto": "Độc lập – Tự do – Hạnh phúc",
            "heading": _("Invitation"),
            "to": pgettext("invitation", "We have the honour to invite:"),
            "name": registration.full_name,
            "organization": registration.organization_name,
            "sentence": pgettext("invitation", "to take part in this class:"),
            "facts": [fact for fact in facts if fact[1]],
            "qr": qr_rows(absolute_url(registration.get_ticket_url())),
            "qr_note": _(
                "Show this code to whoever records attendance. If you cannot come, cancel through "
                "the link of the mail: somebody else waits for the place."
            ),
            "day": format_long(timezone.localdate()),
        }
    return typeset(TEMPLATE, paper, moment=timezone.now())
