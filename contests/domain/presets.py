"""What a usual edition asks, scores and gives: the starting point of a new edition."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contests.enums import TieRuleKind
from contests.models import Criterion, Division, Prize, Question, Round, RuleSet, Section, TieRule

if TYPE_CHECKING:
    from contests.models import Contest

_FILE = Path(__file__).resolve().parents[1] / "data" / "standard_edition.json"


@cache
def standard_edition() -> dict[str, Any]:
    """Return the shipped description of a usual edition; treat it as read-only."""
    return json.loads(_FILE.read_text(encoding="utf-8"))


def fill_with_standards(contest: Contest) -> None:
    """Give an empty edition the usual rules, divisions, questions, rounds and prizes.

    Dates, contact and the decision that issues the rules stay empty: only the office knows them.
    """
    preset = standard_edition()
    RuleSet.objects.create(contest=contest, **preset["rules"])
    for order, division in enumerate(preset["divisions"], start=1):
        Division.objects.create(contest=contest, order=order, **division)
    standard_sections(contest)
    standard_rounds(contest)
    standard_prizes(contest)


def standard_sections(contest: Contest) -> None:
    """Add the usual six sections with their questions."""
    for order, section in enumerate(standard_edition()["sections"], start=1):
        row = Section.objects.create(
            contest=contest,
            slug=section["slug"],
            title=section["title"],
            intro=section["intro"],
            order=order,
        )
        Question.objects.bulk_create(
            Question(section=row, order=place, **question)
            for place, question in enumerate(section["questions"], start=1)
        )


def standard_rounds(contest: Contest) -> None:
    """Add the preliminary round and the final, with criteria and ordered tie rules."""
    for order, preset in enumerate(standard_edition()["rounds"], start=1):
        values = {
            key: value for key, value in preset.items() if key not in {"criteria", "tie_rules"}
        }
        round_ = Round.objects.create(contest=contest, order=order, **values)
        criteria = [
            Criterion.objects.create(round=round_, order=place, **criterion)
            for place, criterion in enumerate(preset["criteria"], start=1)
        ]
        for place, rule in enumerate(preset["tie_rules"], start=1):
            TieRule.objects.create(
                round=round_,
                order=place,
                kind=rule["kind"],
                criterion=criteria[rule["criterion"]]
                if rule["kind"] == TieRuleKind.CRITERION
                else None,
            )


def standard_prizes(contest: Contest) -> None:
    """Add the usual prize catalogue."""
    preset = standard_edition()
    Prize.objects.bulk_create(
        Prize(
            contest=contest,
            order=order,
            paper=preset["prize_paper"],
            funding=preset["prize_funding"],
            **prize,
        )
        for order, prize in enumerate(preset["prizes"], start=1)
    )
