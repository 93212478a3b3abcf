"""An edition written as a description: what such a file holds, and what is left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from contests.domain.criteria_rows import write_criteria
from contests.domain.limits import current_rules
from contests.domain.preset_rows import EDITION, FIELDS, LINKS, ROWS, WORDS, plain
from contests.models import DivisionPlaces, Prize, Question, Round, RuleSet, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from contests.models import Contest

__all__ = ["EDITION", "FIELDS", "LINKS", "ROWS", "WORDS", "preset_json", "write_preset"]


def write_preset(contest: Contest, *, name: str = "", note: str = "") -> dict[str, Any]:
    """Return ``contest`` as a description; what is as usual is left out."""
    words = {"name": name or contest.title, "note": note}
    families = _list(contest.prize_families.order_by("order", "pk"))
    return {
        **{key: text for key, text in words.items() if text},
        **plain(contest, EDITION),
        "rules": plain(current_rules(contest), FIELDS[RuleSet]),
        "divisions": _list(contest.divisions.order_by("order", "pk")),
        "rounds": [_round(row) for row in contest.rounds.order_by("order")],
        "sections": [_section(row) for row in contest.sections.order_by("order", "pk")],
        **({"prize_families": families} if families else {}),
        "prizes": [_prize(row) for row in contest.prizes.order_by("order", "pk")],
    }


def preset_json(contest: Contest) -> str:
    """Return the description of ``contest`` as the text of a file."""
    return json.dumps(write_preset(contest), ensure_ascii=False, indent=2) + "\n"


def _list(rows: Iterable[Model]) -> list[dict[str, Any]]:
    return [plain(row, FIELDS[type(row)]) for row in rows]


def _prize(prize: Prize) -> dict[str, Any]:
    family = {"family": prize.family.name} if prize.family else {}
    return {**plain(prize, FIELDS[Prize]), **family}


def _round(round_: Round) -> dict[str, Any]:
    places = [
        {"division": row.division.name} | plain(row, FIELDS[DivisionPlaces])
        for row in round_.division_places.select_related("division").order_by("division__order")
    ]
    return {
        **plain(round_, FIELDS[Round]),
        **({"places": places} if places else {}),
        **write_criteria(round_),
    }


def _section(section: Section) -> dict[str, Any]:
    questions = section.questions.select_related("required_from", "depends_on__section")
    opens = {"opens_in": section.opens_in.slug} if section.opens_in else {}
    return {
        **plain(section, FIELDS[Section]),
        **opens,
        "questions": [_question(row) for row in questions.order_by("order", "pk")],
    }


def _question(question: Question) -> dict[str, Any]:
    found = plain(question, FIELDS[Question])
    if question.required_from:
        found["required_from"] = question.required_from.slug
    if question.depends_on:
        other = question.depends_on
        found["depends_on"] = f"{other.section.slug}/{other.key}"
    return found
