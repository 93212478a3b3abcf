"""The contest in Django admin, one module per aggregate."""

from contests.admin import (
    applications,
    awards,
    editions,
    history,
    judging,
    paper_templates,
    papers,
    questions,
    rounds,
    rule_sets,
    sections,
)

__all__ = [
    "applications",
    "awards",
    "editions",
    "history",
    "judging",
    "paper_templates",
    "papers",
    "questions",
    "rounds",
    "rule_sets",
    "sections",
]
