"""What applicants are told when the rules are amended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from datetime import datetime

    from contests.models import Application, Contest, RuleSet


@in_vietnamese
def rules_amended(
    rule_set: RuleSet,
    contest: Contest,
    application: Application,
    *,
    address: str,
    deadline_before: datetime | None,
) -> Mail:
    """One mail for each address and version, however many dossiers its owner has."""
    decision = rule_set.decision
    is_moved = rule_set.deadline_at is not None and rule_set.deadline_at != deadline_before
    contact = (contest.contact_name, contest.contact_phone, contest.contact_email)
    return Mail(
        template="contests/rules_amended",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        reply_to=contest.contact_email,
        dedupe_key=f"rules:{rule_set.pk}:{address}",
        context={
            "name": application.addressee,
            "contest": contest.title,
            "version": rule_set.version,
            "change_note": rule_set.change_note,
            "is_moved": is_moved,
            "sealed_until": _seal_beyond_deadline(contest),
            "deadline_before": deadline_before,
            "deadline_at": contest.deadline_at,
            "decision": decision.number if decision else "",
            "issued_on": decision.issued_on if decision else None,
            "signer": decision.signer if decision else "",
            "url": absolute_url(reverse("contests:contest_rules", args=[contest.key])),
            "contact": " · ".join(part for part in contact if part),
        },
    )


def _seal_beyond_deadline(contest: Contest) -> datetime | None:
    """The end of the seal where it is later than the deadline: what was promised earlier holds."""
    outlasts = contest.has_standing_seal() and contest.seal_ends_at != contest.deadline_at
    return contest.seal_ends_at if outlasts else None
