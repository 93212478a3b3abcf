"""Answers that everybody may read: of a winning project whose people agreed to its publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contests.domain.papers import table_from
from contests.domain.results import public_awards, published_rounds
from contests.enums import QuestionKind
from contests.models import Question, RoundEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.domain.credit import PublicCredit
    from contests.domain.tables import Table
    from contests.models import Application, Award, Contest


@dataclass(frozen=True, kw_only=True)
class PublicAnswer:
    """A question and its answer in the version that was judged last."""

    label: str
    text: str
    table: Table | None


def public_answers(application: Application) -> list[PublicAnswer]:
    """Return what may be published of ``application``; nothing before its award is public."""
    contest = application.contest
    awards = public_awards(contest, published_rounds(contest))
    found = (
        answers
        for project, answers in winning_projects(contest, awards)
        if project.pk == application.pk
    )
    return next(found, [])


def winning_projects(
    contest: Contest, awards: Sequence[tuple[Award, PublicCredit]]
) -> list[tuple[Application, list[PublicAnswer]]]:
    """Return the winners of ``contest`` with their public answers, in the order of the prizes.

    ``awards`` are those of ``results.public_awards``: none before the final is published. Only
    with the consent to publication that stands now. Nothing of a team with a minor: what people
    write freely may hold what Law 91/2025/QH15 guards of a child's private life. Files are never
    published. The number of queries does not depend on the number of winners.
    """
    winners = {
        award.application_id: award.application for award, credit in awards if credit.is_agreed
    }
    public = _public_questions(contest) if winners else frozenset()
    if not public:
        return []
    judged = _judged_versions(list(winners.values()))
    rows = [(row, _public(judged.get(pk, {}), public)) for pk, row in winners.items()]
    return [(row, answers) for row, answers in rows if answers]


def _public_questions(contest: Contest) -> frozenset[tuple[str, str]]:
    questions = Question.objects.filter(section__contest=contest, is_public=True).exclude(
        kind=QuestionKind.FILE
    )
    return frozenset(questions.values_list("section__slug", "key"))


def _judged_versions(winners: Sequence[Application]) -> dict[int, dict[str, Any]]:
    """The content that the judges of each one's last round read."""
    entries = RoundEntry.objects.filter(application__in=winners, snapshot__isnull=False)
    rows = entries.order_by("round__order").values_list("application_id", "snapshot__content")
    return dict(rows)  # the last round of each wins


def _public(content: dict[str, Any], public: frozenset[tuple[str, str]]) -> list[PublicAnswer]:
    return [
        PublicAnswer(
            label=answer["label"], text=answer["text"], table=table_from(answer.get("table"))
        )
        for section in content.get("sections", ())
        for answer in section["answers"]
        if (section["slug"], answer["key"]) in public and answer["value"]
    ]
