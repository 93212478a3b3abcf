"""An edition written as a description: what such a file holds, and what is left out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from contests.domain.limits import current_rules
from contests.models import (
    Contest,
    Criterion,
    Division,
    Prize,
    PrizeFamily,
    Question,
    Round,
    RuleSet,
    Section,
    TieRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

WORDS = ("name", "note")
EDITION = ("audience", "summary", "max_files", "max_document_mb", "max_image_mb")
ROWS = ("divisions", "rounds", "sections", "prize_families", "prizes")
# What belongs to one edition only: its dates, its decision, its place in the database.
_NOT_RULES = {
    "id", "contest", "version", "decision", "issued_at", "change_note", "deadline_at", "file",
    "company_reference_on", "created_at",
}  # fmt: skip
FIELDS: dict[type[Model], tuple[str, ...]] = {
    RuleSet: tuple(
        field.name for field in RuleSet._meta.concrete_fields if field.name not in _NOT_RULES
    ),
    Division: ("name", "description", "applicant_types", "max_team_size", "min_age", "max_age"),
    Round: (
        "kind", "name", "slug", "min_judges", "pass_mark", "zero_eliminates", "advance_count",
        "hides_names", "feedback_mean", "feedback_band", "feedback_criteria", "feedback_comments",
        "feedback_rank", "feedback_later",
    ),
    Criterion: ("name", "guidance", "max_points", "weight", "is_zero_bar"),
    TieRule: ("kind", "criterion"),
    Section: ("slug", "title", "intro", "opens_in"),
    Question: (
        "key", "label", "help_text", "kind", "choices", "columns", "max_rows", "is_required",
        "required_from", "depends_on", "depends_values", "max_words", "max_characters",
        "is_visible_to_judges", "is_public", "is_summary",
    ),
    PrizeFamily: ("name", "authority", "follows_rank"),
    Prize: ("name", "family", "quantity", "amount", "paper", "funding"),
}  # fmt: skip
LINKS = {"opens_in", "required_from", "depends_on", "criterion", "family"}


def write_preset(contest: Contest, *, name: str = "", note: str = "") -> dict[str, Any]:
    """Return ``contest`` as a description; what is as usual is left out."""
    words = {"name": name or contest.title, "note": note}
    return {
        **{key: text for key, text in words.items() if text},
        **_plain(contest, EDITION),
        "rules": _plain(current_rules(contest), FIELDS[RuleSet]),
        "divisions": _list(contest.divisions.order_by("order", "pk")),
        "rounds": [_round(row) for row in contest.rounds.order_by("order")],
        "sections": [_section(row) for row in contest.sections.order_by("order", "pk")],
        "prize_families": _list(contest.prize_families.order_by("order", "pk")),
        "prizes": [_prize(row) for row in contest.prizes.order_by("order", "pk")],
    }


def preset_json(contest: Contest) -> str:
    """Return the description of ``contest`` as the text of a file."""
    return json.dumps(write_preset(contest), ensure_ascii=False, indent=2) + "\n"


def _list(rows: Iterable[Model]) -> list[dict[str, Any]]:
    return [_plain(row, FIELDS[type(row)]) for row in rows]


def _prize(prize: Prize) -> dict[str, Any]:
    family = {"family": prize.family.name} if prize.family else {}
    return {**_plain(prize, FIELDS[Prize]), **family}


def _round(round_: Round) -> dict[str, Any]:
    criteria = list(round_.criteria.order_by("order", "pk"))
    places = {criterion.pk: place for place, criterion in enumerate(criteria)}
    ties = [
        {"kind": rule.kind}
        | ({"criterion": places[rule.criterion_id]} if rule.criterion_id else {})
        for rule in round_.tie_rules.order_by("order")
    ]
    return {**_plain(round_, FIELDS[Round]), "criteria": _list(criteria), "tie_rules": ties}


def _section(section: Section) -> dict[str, Any]:
    questions = section.questions.select_related("required_from", "depends_on__section")
    opens = {"opens_in": section.opens_in.slug} if section.opens_in else {}
    return {
        **_plain(section, FIELDS[Section]),
        **opens,
        "questions": [_question(row) for row in questions.order_by("order", "pk")],
    }


def _question(question: Question) -> dict[str, Any]:
    found = _plain(question, FIELDS[Question])
    if question.required_from:
        found["required_from"] = question.required_from.slug
    if question.depends_on:
        other = question.depends_on
        found["depends_on"] = f"{other.section.slug}/{other.key}"
    return found


def _plain(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return the values of ``names`` that are not the usual ones, fit for JSON."""
    found: dict[str, Any] = {}
    fields = {field.name: field for field in row._meta.fields}
    for name in names:
        if name in LINKS:
            continue
        value, field = getattr(row, name), fields[name]
        if value != field.get_default():
            found[name] = f"{value.normalize():f}" if isinstance(value, Decimal) else value
    return found
