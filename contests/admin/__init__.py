"""The contest in Django admin, one module per aggregate."""

from contests.admin import (
    applications,
    awards,
    consents,
    criteria,
    editions,
    follow_ups,
    history,
    judging,
    juries,
    paper_templates,
    papers,
    petitions,
    questions,
    rounds,
    rule_sets,
    sections,
)

__all__ = [
    "applications",
    "awards",
    "consents",
    "criteria",
    "editions",
    "follow_ups",
    "history",
    "judging",
    "juries",
    "paper_templates",
    "papers",
    "petitions",
    "questions",
    "rounds",
    "rule_sets",
    "sections",
]
