"""Proof of what was agreed to: as rows for a spreadsheet or a program, and as a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.consents import consent_scope, with_consent_scope
from contests.domain.exports import plain_cell
from contests.domain.typesetting import typeset
from contests.models import Application
from portal import audit
from portal.dates import format_long
from portal.models import Consent
from portal.workflow import require

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from portal.models import User


def consents_of(user: User) -> QuerySet[Consent]:
    """Return what ``user`` agreed to, recorded for others, or is the subject of; newest first."""
    own = Q(user=user) | Q(recorded_by=user) | Q(subject=f"account-{user.pk}")
    return Consent.objects.filter(own).select_related("user", "recorded_by")


def consents_for(application: Application) -> QuerySet[Consent]:
    """Return every consent that was ever given for a dossier, newest first."""
    return Consent.objects.filter(scope=consent_scope(application)).select_related(
        "user", "recorded_by"
    )


def consent_record(consent: Consent) -> dict[str, str]:
    """Return one consent as plain values under stable English names."""
    return {
        "subject": subject_of(consent),
        "purpose": consent.purpose,
        "scope": consent.scope,
        "text": consent.text,
        "text_version": consent.text_version,
        "given_via": consent.given_via,
        "given_at": _instant(consent.given_at),
        "recorded_by": str(consent.recorded_by or ""),
        "withdrawn_at": _instant(consent.withdrawn_at),
    }


def consent_table(consents: Iterable[Consent]) -> list[list[str]]:
    """Return head and rows for a spreadsheet, in the reader's language."""
    head = [
        _("Person concerned"),
        _("Purpose"),
        _("Belongs to"),
        _("Text agreed to"),
        _("Version of the text"),
        _("Given through"),
        _("Given at"),
        _("Recorded by"),
        _("Withdrawn at"),
    ]
    rows = list(consents)
    names = dossier_names(rows)
    return [head, *([plain_cell(cell) for cell in _cells(row, names)] for row in rows)]


def dossier_names(consents: Iterable[Consent]) -> dict[str, str]:
    """Return how people call the dossier behind each scope; what is no dossier's is missing.

    One query, whatever the number of consents.
    """
    scopes = {consent.scope for consent in consents}
    found = with_consent_scope(Application.objects).filter(scope__in=scopes)
    rows = found.values_list("scope", "reference", "public_id", "title")
    return {scope: f"{number or draft} · {title}" for scope, number, draft, title in rows}


def words_of_scope(scope: str) -> str:
    """Return what a consent belongs to, in words, where that is no dossier with a name."""
    words = {
        "application": _("Application to the contest"),
        "organization": _("Profile in the directory of the ecosystem"),
        "startup": _("Profile in the directory of the ecosystem"),
        "expert": _("Profile in the directory of the ecosystem"),
        "servicerequest": _("Request for a support service"),
        "article": _("Story of a project on the portal"),
        "readerquestion": _("Question to the portal"),
        "event": _("Registration for an event"),
        "training": _("Registration for a class of training"),
    }
    return words.get(scope.partition(":")[0], _("Judging in the contest"))


def subject_of(consent: Consent) -> str:
    """Return whom a consent is about."""
    return consent.subject_name or str(consent.user or "")


def own_proof(user: User, consents: Sequence[Consent]) -> bytes:
    """Return the paper of everything that one person agreed to."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = [[_("Person concerned"), user.full_name], [_("E-mail address"), user.email]]
        return _proof(facts, consents)


@transaction.atomic
def dossier_proof(application: Application, *, actor: User) -> bytes:
    """Return the paper of every consent for one dossier, and leave a line in its trail."""
    require(actor, "contests.export_consent", application)
    consents = list(consents_for(application))
    audit.record(application, "export_consents", actor=actor, rows=len(consents))
    with translation.override(settings.LANGUAGE_CODE):
        facts = [
            [_("Project"), application.title],
            [_("Reference number"), application.reference or application.public_id],
            [_("Contest"), application.contest.title],
        ]
        return _proof(facts, consents)


def _proof(facts: list[list[str]], consents: Sequence[Consent]) -> bytes:
    now = timezone.now()
    local = timezone.localtime(now)
    names = dossier_names(consents)
    paper = {
        "heading": _("Record of consents"),
        "facts": [*facts, [_("Printed at"), f"{local:%H:%M}, {format_long(local)}"]],
        "consents": [_entry(consent, names) for consent in consents],
        "none": _("None recorded."),
        "page_word": _("Page"),
    }
    return typeset("consents.typ", paper, moment=now)


def _entry(consent: Consent, names: Mapping[str, str]) -> dict[str, Any]:
    """One consent on paper: its title, its words, and the facts below them."""
    cells = _cells(consent, names)
    labels = [_("Belongs to"), _("Version of the text"), _("Given through"), _("Given at")]
    values = [cells[2], *cells[4:7]]
    if consent.recorded_by:
        labels, values = [*labels, _("Recorded by")], [*values, cells[7]]
    if consent.withdrawn_at:
        labels, values = [*labels, _("Withdrawn at")], [*values, cells[8]]
    return {
        "title": f"{cells[1]} – {cells[0]}",
        "text": consent.text,
        "facts": [list(pair) for pair in zip(labels, values, strict=True)],
    }


def _cells(consent: Consent, names: Mapping[str, str]) -> list[str]:
    return [
        subject_of(consent),
        str(consent.get_purpose_display()),
        names.get(consent.scope) or words_of_scope(consent.scope),
        consent.text,
        consent.text_version,
        str(consent.get_given_via_display()),
        _shown(consent.given_at),
        str(consent.recorded_by or ""),
        _shown(consent.withdrawn_at),
    ]


def _shown(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M:%S %d/%m/%Y}" if moment else ""


def _instant(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
