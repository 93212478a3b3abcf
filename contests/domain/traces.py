"""From a result back to all it stands on: rules, criteria, sheets, frozen result, decision, people, acts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone, translation

from contests.domain.eligibility import rule_labels
from contests.domain.paper_sheets import credit, papers_of
from contests.domain.petition_evidence import decision_of, instant, number_text
from contests.domain.snapshots import content_digest
from contests.models import Application, Award, Round, RoundEntry, ScoreSheet
from portal import audit
from portal.workflow import require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contests.models import OfficialDecision, PaperSheet, RuleSet

FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class TracedAct:
    """One line of the trail, of the dossier or of a round that it was in."""

    at: str
    about: str
    verb: str
    actor: str
    reason: str
    details: Mapping[str, str]


def trace_of(application: Application) -> dict[str, Any]:
    """Return the whole chain as plain values, in the office's language; a fixed number of queries.

    With the names of judges and officers and the marks of every sheet: for those who may trace.
    """
    rules = application.rule_set
    entries = list(
        RoundEntry.objects.filter(application=application)
        .select_related("round__decision", "snapshot", "result__tie_decision")
        .prefetch_related("round__criteria", "round__tie_rules__criterion")
        .order_by("round__order")
    )
    awards = list(
        Award.objects.filter(application=application).select_related("prize").order_by("pk")
    )
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "format": FORMAT,
            "reference": application.reference or application.public_id,
            "project": application.title,
            "contest": application.contest.title,
            "state": str(application.get_state_display()),
            "awards": [_award(award) for award in awards],
            "rules": _rules(rules),
            "versions": [
                {
                    "sequence": row.sequence,
                    "submitted_at": instant(row.submitted_at),
                    "submitted_by": str(row.submitted_by),
                    "sha256": row.sha256,
                    "is_intact": content_digest(row.content) == row.sha256,
                }
                for row in application.snapshots.select_related("submitted_by").order_by("sequence")
            ],
            "checks": _checks(application),
            "rounds": _rounds(entries),
            "acts": [
                act.__dict__ for act in _acts(application, [e.round for e in entries], awards)
            ],
        }


def export_trace(application: Application, *, actor: Any) -> str:
    """Return the trace as JSON with its fingerprint, and record who took it."""
    require(actor, "contests.trace_result", application)
    content = trace_of(application)
    audit.record(application, "export_trace", actor=actor)
    document = {
        "made_at": instant(timezone.now()),
        "made_by": str(actor),
        "sha256": content_digest(content),
        "trace": content,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _award(award: Award) -> dict[str, str]:
    return {
        "prize": award.prize.name,
        "state": str(award.get_state_display()),
        "amount": "" if award.prize.amount is None else str(award.prize.amount),
        "reason": award.reason,
        "proposed_at": instant(award.created_at),
    }


def _rules(rules: RuleSet | None) -> dict[str, Any] | None:
    if rules is None:
        return None
    return {
        "version": rules.version,
        "issued_at": instant(rules.issued_at),
        "decision": decision_of(rules.decision),
    }


def _checks(application: Application) -> list[dict[str, str]]:
    labels = rule_labels()
    return [
        {
            "rule": str(labels.get(check.rule, check.rule)),
            "clause": check.clause,
            "found": str(check.get_machine_result_display()),
            "result": str(check.get_result_display()),
            "reason": check.reason,
            "decided_by": str(check.decided_by or ""),
            "decided_at": instant(check.decided_at),
        }
        for check in application.checks.select_related("decided_by")
    ]


def _rounds(entries: Sequence[RoundEntry]) -> list[dict[str, Any]]:
    sheets: dict[int, list[ScoreSheet]] = {}
    rows = (
        ScoreSheet.objects.filter(assignment__entry__in=entries)
        .select_related("assignment__judge")
        .prefetch_related("scores__criterion")
        .order_by("assignment__judge__full_name", "pk")
    )
    for sheet in rows:
        sheets.setdefault(sheet.assignment.entry_id, []).append(sheet)
    papers = papers_of(rows)
    return [_round(entry, sheets.get(entry.pk, []), papers) for entry in entries]


def _round(
    entry: RoundEntry, sheets: Sequence[ScoreSheet], papers: Mapping[int, PaperSheet]
) -> dict[str, Any]:
    round_ = entry.round
    return {
        "name": round_.name,
        "state": str(round_.get_state_display()),
        "closed_at": instant(round_.closed_at),
        "published_at": instant(round_.published_at),
        "decision": decision_of(round_.decision),
        "version_judged": entry.snapshot.sequence if entry.snapshot else None,
        "criteria": [
            {
                "name": criterion.name,
                "max": number_text(criterion.max_points),
                "weight": number_text(criterion.weight),
            }
            for criterion in round_.criteria.all()
        ],
        "tie_rules": [str(rule) for rule in round_.tie_rules.all()],
        "sheets": [_sheet(sheet, papers.get(sheet.assignment_id)) for sheet in sheets],
        "result": _result(entry),
    }


def _sheet(sheet: ScoreSheet, paper: PaperSheet | None) -> dict[str, Any]:
    return {
        "paper": _paper(paper) if paper else None,
        "judge": str(sheet.assignment.judge),
        "state": str(sheet.get_state_display()),
        "scores": [
            {"criterion": score.criterion.name, "points": number_text(score.points)}
            for score in sheet.scores.all()
        ],
    }


def _paper(paper: PaperSheet) -> dict[str, Any]:
    """How a signed paper sheet became this one: two readings, what differed, what was settled."""
    return {
        "id": paper.pk,
        "words": credit(paper),
        "typed_by": str(paper.typed_by),
        "typed_at": instant(paper.typed_at),
        "checked_by": str(paper.checked_by or ""),
        "checked_at": instant(paper.checked_at),
        "differences": paper.differences,
        "settled_by": str(paper.settled_by or ""),
        "settled_at": instant(paper.settled_at),
        "settle_reason": paper.settle_reason,
        "scan_sha256": paper.scan.sha256 if paper.scan else "",
        "replaced_draft": bool(paper.replaced),
    }


def _result(entry: RoundEntry) -> dict[str, Any] | None:
    result = getattr(entry, "result", None)
    if result is None:
        return None
    decision: OfficialDecision | None = result.tie_decision
    return {
        "mean": number_text(result.total),
        "sheet_count": result.sheet_count,
        "rank": result.rank,
        "is_tied": result.is_tied,
        "tie_note": result.tie_note,
        "tie_decision": decision_of(decision),
        "outcome": str(result.get_outcome_display()),
        "outcome_reason": result.outcome_reason,
        "criterion_means": result.criterion_means,
        "detail": result.detail,
    }


# --- who did what ------------------------------------------------------------------------------


def _acts(
    application: Application, rounds: Sequence[Round], awards: Sequence[Award]
) -> list[TracedAct]:
    """All recorded acts on the dossier, its rounds and its awards, oldest first. One query."""
    names = {("application", application.pk): application.reference or application.public_id}
    names |= {("round", round_.pk): round_.name for round_ in rounds}
    names |= {("award", award.pk): award.prize.name for award in awards}
    kinds = {
        ContentType.objects.get_for_model(model).pk: str(model._meta.model_name)
        for model in (Application, Round, Award)
    }
    entries = (
        LogEntry.objects.filter(content_type__in=kinds, object_id__in={pk for _kind, pk in names})
        .select_related("actor")
        .order_by("timestamp", "pk")
    )
    found = []
    for entry in entries:
        about = names.get((kinds[entry.content_type_id], int(entry.object_pk)))
        data = dict(entry.additional_data or {})
        verb = data.pop("verb", "")
        if about is None or not verb:
            continue
        found.append(
            TracedAct(
                at=instant(entry.timestamp),
                about=about,
                verb=verb,
                actor=str(entry.actor or ""),
                reason=str(data.pop("reason", "")),
                details={key: str(value) for key, value in data.items()},
            )
        )
    return found
