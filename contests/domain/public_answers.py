"""Answers that everybody may read: of a winning project whose people agreed to its publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contests.domain.credit import public_credits
from contests.domain.papers import table_from
from contests.domain.results import published_rounds
from contests.enums import ApplicationState, QuestionKind, RoundKind
from contests.models import Application, Question, RoundEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.domain.tables import Table
    from contests.models import Contest


@dataclass(frozen=True, kw_only=True)
class PublicAnswer:
    """A question and its answer in the version that was judged last."""

    label: str
    text: str
    table: Table | None


def public_answers(application: Application) -> list[PublicAnswer]:
    """Return what may be published of ``application``; nothing before its award is public."""
    found = [
        answers
        for project, answers in winning_projects(application.contest)
        if project.pk == application.pk
    ]
    return found[0] if found else []


def winning_projects(contest: Contest) -> list[tuple[Application, list[PublicAnswer]]]:
    """Return the winners of ``contest`` with their public answers, in the order of the prizes.

    Only with the consent to publication that stands now. Nothing of a team with a minor: what
    people write freely may hold what Law 91/2025/QH15 guards of a child's private life. Files are
    never published. The number of queries does not depend on the number of winners.
    """
    if not published_rounds(contest).filter(kind=RoundKind.FINAL).exists():
        return []
    winners = _winners(contest)
    credits_ = public_credits(winners)
    public = _public_questions(contest)
    judged = _judged_versions(winners)
    rows = [
        (row, _public(judged.get(row.pk, {}), public))
        for row in winners
        if credits_[row.pk].is_agreed
    ]
    return [(row, answers) for row, answers in rows if answers]


def _winners(contest: Contest) -> list[Application]:
    rows = (
        contest.applications.filter(state=ApplicationState.AWARDED, awards__isnull=False)
        .select_related("contest", "rule_set", "locality", "owner")
        .prefetch_related("members")
        .order_by("awards__prize__order", "awards__pk")
    )
    return list({row.pk: row for row in rows}.values())


def _public_questions(contest: Contest) -> set[tuple[str, str]]:
    questions = Question.objects.filter(section__contest=contest, is_public=True).exclude(
        kind=QuestionKind.FILE
    )
    return set(questions.values_list("section__slug", "key"))


def _judged_versions(winners: Sequence[Application]) -> dict[int, dict[str, Any]]:
    """The content that the judges of each one's last round read."""
    entries = RoundEntry.objects.filter(application__in=winners, snapshot__isnull=False)
    rows = entries.order_by("round__order").values_list("application_id", "snapshot__content")
    return dict(rows)  # the last round of each wins


def _public(content: dict[str, Any], public: set[tuple[str, str]]) -> list[PublicAnswer]:
    return [
        PublicAnswer(
            label=answer["label"], text=answer["text"], table=table_from(answer.get("table"))
        )
        for section in content.get("sections", ())
        for answer in section["answers"]
        if (section["slug"], answer["key"]) in public and answer["value"]
    ]
