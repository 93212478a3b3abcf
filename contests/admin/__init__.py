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
    participation,
    petitions,
    questions,
    rounds,
    rule_sets,
    sections,
    visits,
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
    "participation",
    "petitions",
    "questions",
    "rounds",
    "rule_sets",
    "sections",
    "visits",
]
