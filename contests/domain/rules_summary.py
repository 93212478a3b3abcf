"""A version of the rules in a few lines: what the portal checks, in words for applicants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.domain.limits import admitted_types, age_limits, team_limit
from contests.enums import ApplicantType, AttachmentKind, PastWinnerRule
from portal.dates import format_deadline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contests.models import Contest, Division, RuleSet

Line = tuple[str, str]


def rules_summary(rules: RuleSet, contest: Contest) -> list[tuple[str, str, str]]:
    """Return (label, sentence, clause) for each rule that is asked."""
    lines = [
        *_who(rules),
        *_how_many(rules),
        *_conditions(rules),
        *_papers(rules, contest),
        *_petitions(rules),
    ]
    return [(label, text, str(rules.clauses.get(key, ""))) for key, label, text in lines]


def division_summary(division: Division, rules: RuleSet) -> str:
    """Return what a division narrows, as one sentence; empty when it narrows nothing."""
    parts = []
    if division.applicant_types:
        parts.append(type_names(admitted_types(rules, division)))
    if division.max_team_size is not None:
        parts.append(_("at most %(n)d people in a team") % {"n": team_limit(rules, division)})
    if division.min_age is not None or division.max_age is not None:
        parts.append(_ages(*age_limits(rules, division)))
    return "; ".join(parts)


def type_names(kinds: list[str]) -> str:
    """Return kinds of applicant in words."""
    return ", ".join(str(ApplicantType(kind).label) for kind in kinds)


def _who(rules: RuleSet) -> Iterator[tuple[str, str, str]]:
    yield "applicant_type", _("Who may enter"), type_names(rules.applicant_types)
    yield (
        "team_size",
        _("People in a team"),
        _("at most %(n)d, the representative included") % {"n": rules.max_team_size},
    )
    if rules.min_age is not None or rules.max_age is not None:
        yield "age", _("Age of everybody in the team"), _ages(rules.min_age, rules.max_age)
    if rules.max_company_years is not None and ApplicantType.ENTERPRISE in rules.applicant_types:
        yield (
            "company_age",
            _("Enterprises"),
            _("at most %(n)d years since the first registration") % {"n": rules.max_company_years},
        )
    if rules.guardian_below_age:
        yield (
            "guardian",
            _("Young entrants"),
            _("under %(age)d: with the consent of a guardian") % {"age": rules.guardian_below_age},
        )


def _ages(lowest: int | None, highest: int | None) -> str:
    values = {"lowest": lowest, "highest": highest}
    if lowest is None:
        return _("age at most %(highest)s") % values
    if highest is None:
        return _("age at least %(lowest)s") % values
    return _("age from %(lowest)s to %(highest)s") % values


def _how_many(rules: RuleSet) -> Iterator[tuple[str, str, str]]:
    limits = (rules.max_entries_individual, rules.max_entries_organised)
    if limits == (None, None):
        yield "entry_count", _("Applications"), _("as many as you like")
    else:
        individual, organised = (
            _("no limit") if limit is None else _("at most %(n)d") % {"n": limit}
            for limit in limits
        )
        yield (
            "entry_count",
            _("Applications"),
            _("individuals: %(individual)s; groups, organisations, enterprises: %(organised)s")
            % {"individual": individual, "organised": organised},
        )
    if rules.leads_one_only:
        yield (
            "one_leadership",
            _("Representatives"),
            _("one person represents one application only"),
        )
    if rules.max_entries_person is not None:
        yield (
            "person_count",
            _("Applications per person"),
            _("at most %(n)d, as representative or member") % {"n": rules.max_entries_person},
        )


def _conditions(rules: RuleSet) -> Iterator[tuple[str, str, str]]:
    if rules.past_winner_rule != PastWinnerRule.ALLOWED:
        label = str(PastWinnerRule(rules.past_winner_rule).label)
        yield "past_winner", _("Earlier contests"), label
    flags = (
        (
            "parallel_entry",
            rules.forbids_parallel_entry,
            _("Other contests"),
            _("the project is in no other contest at the same time"),
        ),
        (
            "citizenship",
            rules.excludes_foreigners,
            _("Citizenship"),
            _("everybody in the team is a Vietnamese citizen"),
        ),
        (
            "in_province",
            rules.must_be_in_province,
            _("Place"),
            _("the project is carried out, or planned, in the province"),
        ),
        (
            "inner_circle",
            rules.excludes_inner_circle,
            _("Not admitted"),
            _("organisers, secretariat and judges of the contest"),
        ),
        (
            "endorsement",
            rules.needs_endorsement,
            _("Endorsement"),
            _("a nominating unit endorses the dossier"),
        ),
    )
    for key, is_asked, label, text in flags:
        if is_asked:
            yield key, label, text


def _papers(rules: RuleSet, contest: Contest) -> Iterator[tuple[str, str, str]]:
    if rules.required_files:
        names = [str(AttachmentKind(kind).label) for kind in rules.required_files]
        yield "documents", _("Files that must be attached"), ", ".join(names)
    deadline = rules.deadline_at or (contest.deadline_at if rules.issued_at else None)
    if deadline is not None:
        yield "deadline", _("Deadline"), format_deadline(deadline)


def _petitions(rules: RuleSet) -> Iterator[tuple[str, str, str]]:
    if rules.petition_days is not None:
        yield (
            "petition",
            _("Petitions"),
            _(
                "within %(days)d days of the notice or the publication; answered within %(answer)d days"
            )
            % {"days": rules.petition_days, "answer": rules.petition_answer_days},
        )
