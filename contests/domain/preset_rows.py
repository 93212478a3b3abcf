"""What a description of an edition says of each row, and how a row is written there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from contests.models import (
    Criterion,
    Division,
    DivisionPlaces,
    Prize,
    PrizeFamily,
    Question,
    Round,
    RuleSet,
    ScoreLevel,
    Section,
    TieRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

WORDS = ("name", "note")
EDITION = (
    "audience", "audience_en", "summary", "summary_en", "max_files", "max_document_mb", "max_image_mb",
)  # fmt: skip
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
    Division: (
        "name", "name_en", "description", "description_en", "applicant_types", "max_team_size",
        "min_age", "max_age",
    ),
    Round: (
        "kind", "name", "name_en", "slug", "min_judges", "trim_from", "mean_places", "flag_percent",
        "criteria_note", "ranks_by_division", "pass_mark", "zero_eliminates", "advance_count",
        "reserve_count", "clause", "hides_names", "feedback_mean", "feedback_band",
        "feedback_criteria", "feedback_comments", "feedback_rank", "feedback_later",
    ),
    Criterion: (
        "name", "name_en", "division", "guidance", "min_points", "max_points", "step", "weight",
        "is_zero_bar", "is_counted", "scorer",
    ),
    ScoreLevel: ("from_points", "to_points", "text"),
    TieRule: ("kind", "criterion", "clause"),
    DivisionPlaces: ("division", "advance_count", "reserve_count"),
    Section: ("slug", "title", "intro", "opens_in"),
    Question: (
        "key", "label", "help_text", "kind", "choices", "columns", "max_rows", "is_required",
        "required_from", "depends_on", "depends_values", "max_words", "max_characters",
        "is_visible_to_judges", "is_public", "is_summary",
    ),
    PrizeFamily: ("name", "name_en", "authority", "follows_rank"),
    Prize: (
        "name", "name_en", "family", "quantity", "amount", "paper", "paper_en", "funding",
    ),
}  # fmt: skip
LINKS = {"opens_in", "required_from", "depends_on", "criterion", "division", "family"}


def plain(row: Model, names: Iterable[str]) -> dict[str, Any]:
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
