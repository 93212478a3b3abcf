"""Editions made from a description: the usual rules, those of five provinces, or an uploaded file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contests.domain.criteria_rows import add_criteria, add_places
from contests.models import Division, Prize, PrizeFamily, Question, Round, RuleSet, Section

if TYPE_CHECKING:
    from contests.models import Contest

_DATA = Path(__file__).resolve().parents[1] / "data"
STANDARD = "standard"

# What a description may say of each row; everything else belongs to one edition only.
PARTS = ("criteria", "tie_rules", "places", "questions")
LINKS = ("opens_in", "required_from", "depends_on", "family")


def standard_edition() -> dict[str, Any]:
    """Return the shipped description of a usual edition; treat it as read-only."""
    return presets()[STANDARD]


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Return all shipped descriptions, the usual one first; treat them as read-only."""
    files = [_DATA / "standard_edition.json", *sorted((_DATA / "presets").glob("*.json"))]
    keys = [STANDARD, *(file.stem for file in files[1:])]
    return {
        key: json.loads(file.read_text(encoding="utf-8"))
        for key, file in zip(keys, files, strict=True)
    }


@cache
def challenge_preset() -> dict[str, Any]:
    """Return the shipped description of a problem statement: few questions, one round; read-only."""
    path = _DATA / "presets" / "challenges" / "bai-toan.json"
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return described


def fill_from(contest: Contest, preset: dict[str, Any]) -> None:
    """Give an empty edition the rules, divisions, rounds, questions and prizes of ``preset``.

    Dates, contact and the decision that issues the rules stay empty: only the office knows them.
    The description must have been checked (contests.domain.preset_files), or be a shipped one.
    """
    RuleSet.objects.create(contest=contest, **preset["rules"])
    divisions = {
        row["name"]: Division.objects.create(contest=contest, order=order, **row)
        for order, row in enumerate(preset.get("divisions", []), start=1)
    }
    rounds = _add_rounds(contest, preset["rounds"], divisions)
    _add_sections(contest, preset["sections"], rounds)
    families = {
        row["name"]: PrizeFamily.objects.create(contest=contest, order=order, **row)
        for order, row in enumerate(preset.get("prize_families", []), start=1)
    }
    Prize.objects.bulk_create(
        Prize(contest=contest, order=order, family=families.get(row.get("family")), **_own(row))
        for order, row in enumerate(preset.get("prizes", []), start=1)
    )


def _add_rounds(
    contest: Contest, rows: list[dict[str, Any]], divisions: dict[str, Division]
) -> dict[str, Round]:
    """Add the rounds with criteria, ordered tie rules and places; return them by path."""
    rounds = {}
    for order, row in enumerate(rows, start=1):
        round_ = Round.objects.create(contest=contest, order=order, **_own(row))
        add_criteria(round_, row, divisions)
        add_places(round_, row.get("places", []), divisions)
        rounds[round_.slug] = round_
    return rounds


def _add_sections(contest: Contest, rows: list[dict[str, Any]], rounds: dict[str, Round]) -> None:
    """Add the sections with their questions; a question may depend on one that stands before it."""
    asked: dict[str, Question] = {}
    for order, row in enumerate(rows, start=1):
        section = Section.objects.create(
            contest=contest, order=order, opens_in=rounds.get(row.get("opens_in", "")), **_own(row)
        )
        for place, question in enumerate(row["questions"], start=1):
            asked[f"{section.slug}/{question['key']}"] = Question.objects.create(
                section=section,
                order=place,
                required_from=rounds.get(question.get("required_from", "")),
                depends_on=asked.get(question.get("depends_on", "")),
                **_own(question),
            )


def _own(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in {*PARTS, *LINKS}}
