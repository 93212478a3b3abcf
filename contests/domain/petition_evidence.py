"""What stood when a petition was filed, as plain values that are never written again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation

from contests.domain.eligibility import rule_labels
from contests.models import RoundEntry

if TYPE_CHECKING:
    from datetime import date, datetime

    from contests.domain.petition_windows import Ground
    from contests.models import Application, OfficialDecision, Round, RoundResult

FORMAT = 1


def evidence_of(application: Application, ground: Ground) -> dict[str, Any]:
    """Return the submitted version, the checks and, for a result, sheets, result and decision.

    Labels are in the office's language. Sheets stand without the judges' names: who examines a
    petition looks those up in the round, and leaves a trace there.
    """
    with translation.override(settings.LANGUAGE_CODE):
        found: dict[str, Any] = {
            "format": FORMAT,
            "taken_at": instant(timezone.now()),
            "contested_at": instant(ground.contested_at),
            "state": application.get_state_display(),
            "reason": application.state_reason,
            "snapshot": _snapshot(application),
            "checks": _checks(application),
        }
        if ground.round is not None:
            found["result"] = _result(application, ground.round)
    return found


def _snapshot(application: Application) -> dict[str, Any] | None:
    snapshot = application.snapshots.first()
    if snapshot is None:
        return None
    return {
        "sequence": snapshot.sequence,
        "submitted_at": instant(snapshot.submitted_at),
        "sha256": snapshot.sha256,
    }


def _checks(application: Application) -> list[dict[str, str]]:
    labels = rule_labels()
    return [
        {
            "rule": str(labels.get(check.rule, check.rule)),
            "clause": check.clause,
            "found": str(check.get_machine_result_display()),
            "evidence": check.evidence,
            "result": str(check.get_result_display()),
            "reason": check.reason,
            "decided_by": str(check.decided_by or ""),
            "decided_at": instant(check.decided_at),
        }
        for check in application.checks.select_related("decided_by")
    ]


def _result(application: Application, round_: Round) -> dict[str, Any]:
    entry = RoundEntry.objects.select_related("result", "snapshot").get(
        round=round_, application=application
    )
    result = getattr(entry, "result", None)
    return {
        "round": round_.name,
        "version_judged": entry.snapshot.sequence if entry.snapshot else None,
        "mean": number_text(result.total) if result else "",
        "rank": result.rank if result else None,
        "sheet_count": result.sheet_count if result else 0,
        "outcome": str(result.get_outcome_display()) if result else "",
        "outcome_reason": result.outcome_reason if result else "",
        "tie_note": result.tie_note if result else "",
        "criterion_means": result.criterion_means if result else {},
        "sheets": _sheet_totals(result) if result else [],
        "decision": decision_of(round_.decision),
    }


def _sheet_totals(result: RoundResult) -> list[str]:
    """The frozen total of each sheet, lowest first: the order tells nothing of who gave it."""
    totals = [sheet["total"] for sheet in result.detail.get("sheets", []) if sheet["total"]]
    return sorted(totals, key=Decimal)


def decision_of(decision: OfficialDecision | None) -> dict[str, str]:
    """Return number, day, issuer and signer of a document; empty for none."""
    if decision is None:
        return {}
    return {
        "number": decision.number,
        "issued_on": _day(decision.issued_on),
        "issuer": decision.issuer,
        "signer": decision.signer,
    }


def number_text(value: Decimal | int | None) -> str:
    """Return a number in full, empty for none."""
    return "" if value is None else f"{value:f}"


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def instant(value: datetime | None) -> str:
    """Return a moment as local ISO text, empty for none."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""
