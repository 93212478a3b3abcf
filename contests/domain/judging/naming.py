"""Whether the public may read that somebody sits on the jury: each judge says so, or is only counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from contests.domain.consents import withdraw_consent
from contests.models import Contest, PanelMember
from portal import audit
from portal.models import Consent
from portal.models.consent import ConsentPurpose
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.models import User

# Raise the version with every change of the words: consents keep what was agreed to.
TEXT_VERSION = "2026-1"


def naming_text() -> str:
    """What a judge agrees to, in the reader's language."""
    return _(
        "I agree that my name and my part on the jury are public on the transparency page of this edition once a result that I judged is published. I can take this back at any time; the page then counts me without my name."
    )


def is_named(contest: Contest, judge: User) -> bool:
    """Whether ``judge`` agreed to be named in this edition."""
    return _standing().filter(scope=_scope(contest), user=judge).exists()


@transaction.atomic
def set_named(contest: Contest, *, judge: User, agrees: bool) -> None:
    """Record the answer with its words; the same answer twice changes nothing.

    Refuses somebody who has no seat on a jury of the edition.
    """
    if not Contest.objects.judged_by(judge).filter(pk=contest.pk).exists():
        raise RefusedError(_("You do not sit on a jury of this edition."))
    if not agrees:
        for consent in _standing().filter(scope=_scope(contest), user=judge):
            withdraw_consent(consent, actor=judge)
        return
    _consent, is_new = Consent.objects.get_or_create(
        user=judge,
        purpose=ConsentPurpose.JUDGE_NAME,
        scope=_scope(contest),
        withdrawn_at=None,
        defaults={"text_version": TEXT_VERSION, "text": naming_text()},
    )
    if is_new:
        audit.record(contest, "agree_to_be_named", actor=judge, version=TEXT_VERSION)


def with_naming(members: QuerySet[PanelMember]) -> QuerySet[PanelMember]:
    """Members of panels, each with ``is_named``; no query more."""
    contest = Cast(OuterRef("panel__round__contest"), CharField())
    agreed = _standing().filter(user=OuterRef("judge"), scope=Concat(Value("contest:"), contest))
    return members.annotate(is_named=Exists(agreed))


def _standing() -> QuerySet[Consent]:
    found: QuerySet[Consent] = Consent.objects.filter(
        purpose=ConsentPurpose.JUDGE_NAME, withdrawn_at=None
    )
    return found


def _scope(contest: Contest) -> str:
    return f"contest:{contest.pk}"
