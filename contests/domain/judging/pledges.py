"""The pledge of confidentiality that a judge gives before the first dossier of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.models import Assignment, PanelMember
from portal import audit
from portal.models import Consent
from portal.models.consent import ConsentPurpose
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from contests.models import Round
    from portal.models import User

TEXT_VERSION = "2026-1"
# Raise the version with every change of these words: consents keep what was agreed to.
SENTENCES = (
    gettext_lazy("I will score independently, by the criteria of the round and by nothing else."),
    gettext_lazy(
        "I will not show or pass on dossiers, scores or comments to anybody outside the jury."
    ),
    gettext_lazy(
        "I will use what I read only for judging, and delete my copies once the round is over."
    ),
    gettext_lazy(
        "I will declare any conflict of interest as soon as I notice it and stop scoring that dossier."
    ),
)


class PledgeMissingError(RefusedError):
    """The judge has not pledged confidentiality for this round."""


def pledge_text() -> str:
    """The words of the pledge, one sentence a line, in the reader's language."""
    return "\n".join(str(sentence) for sentence in SENTENCES)


def scope_of(round_: Round) -> str:
    """What a pledge's consent row belongs to."""
    return f"round:{round_.pk}"


def has_pledged(round_: Round, judge: User) -> bool:
    """Whether ``judge`` has pledged for this round."""
    return Consent.objects.filter(
        user=judge,
        purpose=ConsentPurpose.CONFIDENTIALITY,
        scope=scope_of(round_),
        withdrawn_at=None,
    ).exists()


@transaction.atomic
def pledge(round_: Round, *, judge: User) -> Consent:
    """Record the pledge with its words; pledging twice gives the same row.

    Refuses somebody who neither sits on a panel of the round nor was given an entry.
    """
    seats = PanelMember.objects.filter(panel__round=round_, judge=judge)
    given = Assignment.objects.filter(entry__round=round_).for_judge(judge)
    if not (seats.exists() or given.exists()):
        raise RefusedError(_("You do not judge this round."))
    consent, is_new = Consent.objects.get_or_create(
        user=judge,
        purpose=ConsentPurpose.CONFIDENTIALITY,
        scope=scope_of(round_),
        withdrawn_at=None,
        defaults={"text_version": TEXT_VERSION, "text": pledge_text()},
    )
    if is_new:
        audit.record(round_, "pledge", actor=judge, version=TEXT_VERSION)
    seats.filter(pledged_at=None).update(pledged_at=timezone.now())
    return consent
