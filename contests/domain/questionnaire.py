"""The questions of one dossier: which are asked, which are due, what was answered.

A question is asked unless it is closed, belongs to a round that the dossier has not reached, or
waits for another answer. Everything here reads rows that ``for_snapshot`` has loaded.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from contests.domain.tables import choices_of, stored_list, table_of
from contests.enums import ANSWERING_STATES, ApplicationState, QuestionKind, RoundState
from contests.models import Application

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contests.domain.tables import Table
    from contests.models import Attachment, Contest, Question, Round, Section


class Questionnaire:
    """What ``application`` is asked and what it answers; ``typed`` stands in for stored answers."""

    def __init__(self, application: Application, typed: Mapping[int, str] | None = None) -> None:
        self.application = application
        self.files: dict[int, list[Attachment]] = {}
        for attachment in application.attachments.all():
            if attachment.question_id is not None:
                self.files.setdefault(attachment.question_id, []).append(attachment)
        self.values = {row.question_id: row.value for row in application.answers.all()}
        for pk, attachments in self.files.items():
            self.values[pk] = "\n".join(row.stored.original_name for row in attachments)
        self.values |= typed or {}

    # --- rounds -------------------------------------------------------------------------------

    @cached_property
    def entered(self) -> list[Round]:
        """The rounds that the dossier has reached and its people have been told of, in order.

        Promotion counts from the publication of the round before: nothing opens earlier.
        """
        rounds = sorted(self.application.contest.rounds.all(), key=lambda round_: round_.order)
        taken = {entry.round_id for entry in self.application.entries.all()}
        places = [
            place
            for place, round_ in enumerate(rounds)
            if round_.pk in taken
            and (place == 0 or rounds[place - 1].state == RoundState.PUBLISHED)
        ]
        if not places:
            return []
        is_promoted = self.application.state == ApplicationState.ADVANCED
        return rounds[: places[-1] + 1 + is_promoted]

    @cached_property
    def round(self) -> Round | None:
        """The round whose additional questions are being answered now; None before judging."""
        is_answering = self.application.state in ANSWERING_STATES
        return self.entered[-1] if is_answering and self.entered else None

    @cached_property
    def _entered_ids(self) -> frozenset[int]:
        return frozenset(round_.pk for round_ in self.entered)

    # --- sections -----------------------------------------------------------------------------

    @cached_property
    def sections(self) -> list[Section]:
        """Sections that exist for this dossier, in order."""
        rows = self.application.contest.sections.all()
        return sorted(
            (
                row
                for row in rows
                if row.opens_in_id is None or row.opens_in_id in self._entered_ids
            ),
            key=lambda section: (section.order, section.pk),
        )

    @cached_property
    def pages(self) -> list[Section]:
        """Sections with something to answer at this stage of the dossier."""
        return [
            section
            for section in self.sections
            if self.page_of(section) or (self.round is None and not self.questions_of(section))
        ]

    def questions_of(self, section: Section) -> list[Question]:
        """All questions of a section, in order."""
        return sorted(section.questions.all(), key=lambda q: (q.order, q.pk))

    def page_of(self, section: Section) -> list[Question]:
        """The questions that the page of a section shows.

        A question that waits for an answer on the same page stands there too; one that waits for
        another page shows once its answer calls for it.
        """
        asked = [
            question
            for question in self.questions_of(section)
            if question.closed_at is None and self._belongs_now(question, section)
        ]
        here = {question.pk for question in asked}
        return [
            question
            for question in asked
            if question.depends_on_id in here or self.applies(question)
        ]

    def _belongs_now(self, question: Question, section: Section) -> bool:
        if self.round is None:
            return section.opens_in_id is None
        return self.round.pk in (section.opens_in_id, question.required_from_id)

    # --- questions ----------------------------------------------------------------------------

    def applies(self, question: Question) -> bool:
        """Whether the answer that the question depends on calls for it; others always apply."""
        if question.depends_on_id is None:
            return True
        given = self.values.get(question.depends_on_id, "")
        wanted = set(question.depends_values.splitlines())
        return not wanted.isdisjoint(choices_of(given))

    def is_due(self, question: Question) -> bool:
        """Whether the question must be answered now: the one rule of forms, lists and submission."""
        return question.closed_at is None and self.is_required(question) and self.applies(question)

    def is_required(self, question: Question) -> bool:
        """Whether the question must be answered where it applies: always, or from a round on."""
        return question.is_required and (
            question.required_from_id is None or question.required_from_id in self._entered_ids
        )

    def lacks(self, question: Question) -> bool:
        """Whether an answer is due and missing."""
        return self.is_due(question) and not self.values.get(question.pk)

    def is_shown(self, question: Question) -> bool:
        """Whether the question belongs to what is submitted: closed ones only where answered."""
        is_open = question.closed_at is None or bool(self.values.get(question.pk))
        return is_open and self.applies(question)

    def table(self, question: Question) -> Table | None:
        """The answer to a question of kind table; None for other kinds."""
        if question.kind != QuestionKind.TABLE:
            return None
        return table_of(question.column_list, self.values.get(question.pk, ""))

    def raw(self, question: Question) -> str:
        """The answer as it is frozen: files by their public ids."""
        if question.kind == QuestionKind.FILE:
            return stored_list(str(f.stored.public_id) for f in self.files.get(question.pk, ()))
        return self.values.get(question.pk, "")


class BlankQuestionnaire(Questionnaire):
    """The questions of an edition before anybody answered: for a preview, as in ``round_``."""

    def __init__(self, contest: Contest, round_: Round | None = None) -> None:
        self.application = Application(contest=contest)
        self.files = {}
        self.values = {}
        self.round = round_
        self.entered = [
            row for row in contest.rounds.all() if round_ is not None and row.order <= round_.order
        ]

    def applies(self, question: Question) -> bool:
        """Whether to show a question: all of them."""
        return True
