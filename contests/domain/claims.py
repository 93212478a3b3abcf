"""Handing a dossier over to the people it was entered for: a link or a code, once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.applications import refuse_inner_circle
from contests.mails import intake as mails
from contests.models import Application, ClaimLink
from contests.workflow import APPLICATION
from portal import audit
from portal.mail import absolute_url, queue
from portal.workflow import RefusedError, require

GOOD_FOR = timedelta(days=60)
# No 0/O, 1/I/L: the code is typed from a letter. Twelve of 31 are about 59 bits.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 12


class ClaimRefusedError(RefusedError):
    """The link was used, has expired, or never was."""


@transaction.atomic
def make_claim_link(
    application: Application, *, actor: Any, by_mail: bool
) -> tuple[ClaimLink, str]:
    """Return a new link and its key, which is kept nowhere; earlier links end.

    With ``by_mail`` the link goes to the contact's address; otherwise it is given on paper.
    """
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.hand_over_application", locked)
    if locked.owner_id is not None:
        raise RefusedError(_("The application has an owner already."))
    if by_mail and not locked.contact_email:
        raise RefusedError(
            _("The dossier names no e-mail address. Give the link on paper instead.")
        )
    now = timezone.now()
    locked.claim_links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    key = "".join(secrets.choice(_ALPHABET) for _position in range(_LENGTH))
    link = ClaimLink.objects.create(
        application=locked,
        key_hash=hash_of(key),
        email=locked.contact_email if by_mail else "",
        created_by=actor,
        expires_at=now + GOOD_FOR,
    )
    audit.record(locked, "make_claim_link", actor=actor, sent_to=link.email)
    if by_mail:
        queue(mails.claim_link(link, key=key))
    return link, key


def open_claim(key: str) -> ClaimLink | None:
    """Return the link of ``key`` while it can be used."""
    return (
        ClaimLink.objects.filter(
            key_hash=hash_of(key),
            used_at=None,
            expires_at__gt=timezone.now(),
            application__owner=None,
        )
        .select_related("application__contest")
        .first()
    )


def claimed_with(key: str, user: Any) -> Application | None:
    """Return the dossier that ``user`` took over with this code: clicked twice, or opened again."""
    link = (
        ClaimLink.objects.select_related("application")
        .filter(key_hash=hash_of(key), used_by=user, application__owner=user)
        .first()
    )
    return link.application if link else None


@transaction.atomic
def claim_application(key: str, *, actor: Any) -> Application:
    """Make ``actor`` the owner of the dossier; the link is used up."""
    refuse_inner_circle(actor)
    found = open_claim(key)
    if found is None:
        raise _not_good()
    locked: Application = APPLICATION.lock(found.application)
    # Again after the lock: two people may hold the same letter.
    if locked.owner_id is not None or open_claim(key) is None:
        raise _not_good()
    locked.owner = actor
    locked.contact_email = locked.contact_email or actor.email
    locked.save(update_fields=["owner", "contact_email", "updated_at"])
    ClaimLink.objects.filter(pk=found.pk).update(used_at=timezone.now(), used_by=actor)
    audit.record(locked, "claim", actor=actor)
    queue(mails.application_claimed(locked))
    return locked


def clean_key(text: str) -> str:
    """Return a code as it was made, however it was typed: capitals, blanks and hyphens fall away."""
    return "".join(char for char in text.lower() if char in _ALPHABET)


def printed_key(key: str) -> str:
    """Return a code as it stands in a letter: ABCD-EFGH-JKMN."""
    return "-".join(key[start : start + 4] for start in range(0, len(key), 4)).upper()


def letter_of(link: ClaimLink, key: str) -> dict[str, object]:
    """Return what a letter says: whose dossier, where to go, the code, and until when."""
    return {
        "application": link.application,
        "contest": link.application.contest,
        "address": absolute_url(reverse("contests:claim_code")),
        "code": printed_key(key),
        "expires_at": link.expires_at,
    }


def hash_of(key: str) -> str:
    """Return what is stored of a code, however it was typed."""
    return hashlib.sha256(clean_key(key).encode()).hexdigest()


def _not_good() -> ClaimRefusedError:
    return ClaimRefusedError(
        _(
            "This link or code was used already or has expired. Ask who gave it to you for a new one."
        )
    )
