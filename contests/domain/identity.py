"""Telephone numbers and addresses as they are compared and shown; who leads several dossiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from contests.models import Application
    from contests.querysets import ApplicationQuerySet

_NOT_DIGIT = re.compile(r"\D")


def bare_phone(phone: object) -> str:
    """Return the national digits of a number, however it is written: 0912 345 678, +84912345678."""
    digits = _NOT_DIGIT.sub("", str(phone or ""))
    if digits.startswith("84") and len(digits) > 10:
        digits = "0" + digits[2:]
    return digits


def others_of_same_person(application: Application) -> ApplicationQuerySet:
    """Return the other applications of this edition that the same person or company leads."""
    same = Q()
    if application.owner:
        same |= Q(owner=application.owner_id) | Q(contact_email__iexact=application.owner.email)
    if application.contact_email:
        same |= Q(contact_email__iexact=application.contact_email)
        same |= Q(owner__email__iexact=application.contact_email)
    if application.contact_phone:
        same |= Q(contact_phone=application.contact_phone)
    if application.tax_code:
        same |= Q(tax_code=application.tax_code)
    if not same:
        # Nothing is known of who sent it: an empty condition would match everybody.
        same = Q(pk=application.pk)
    others: ApplicationQuerySet = (
        type(application)
        ._default_manager.filter(same, contest=application.contest_id)
        .exclude(pk=application.pk)
    )
    return others


def masked_email(email: str) -> str:
    """Return an address that its owner recognises and nobody else can use: n***@gmail.com."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}***@{host}"


def phone_text(phone: str) -> str:
    """Return a stored number as people here write it: 0912 345 678."""
    digits = bare_phone(phone)
    if len(digits) != 10:
        return phone
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
