"""One application as the secretariat reads it: everything about it, gathered for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contests.domain.answers import answer_text
from contests.domain.consents import consent_scope
from contests.domain.eligibility import rule_labels
from contests.domain.questionnaire import Questionnaire
from contests.enums import SCREENING_STATES
from contests.models import Application
from portal.models import Consent, OutgoingMail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.domain.tables import Table
    from contests.models import (
        ApplicationSnapshot,
        Attachment,
        ConflictDeclaration,
        EligibilityCheck,
        Question,
        Section,
        SupplementRequest,
        TeamMember,
    )


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """A question with what is stored for it; ``applies`` is false while another answer hides it."""

    question: Question
    text: str
    table: Table | None
    files: Sequence[Attachment]
    applies: bool


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What stands on the dossier page below the applicant's data."""

    members: Sequence[TeamMember]
    sections: Sequence[tuple[Section, list[GivenAnswer]]]
    attachments: Sequence[Attachment]
    snapshots: Sequence[ApplicationSnapshot]
    checks: Sequence[tuple[str, EligibilityCheck]]
    checks_are_open: bool
    supplements: Sequence[SupplementRequest]
    conflicts: Sequence[ConflictDeclaration]
    consents: Sequence[Consent]
    mails: Sequence[OutgoingMail]


def case_file_of(application: Application) -> CaseFile:
    """Gather the case file in a fixed number of queries."""
    labels = rule_labels()
    return CaseFile(
        members=list(application.members.all()),
        sections=_answered_sections(application),
        attachments=list(application.attachments.select_related("stored")),
        snapshots=list(application.snapshots.select_related("submitted_by").defer("content")),
        checks=[
            (labels.get(check.rule, check.rule), check)
            for check in application.checks.select_related("decided_by")
        ],
        checks_are_open=application.state in SCREENING_STATES,
        supplements=list(application.supplement_requests.select_related("requested_by")),
        conflicts=list(application.conflicts.select_related("judge", "declared_by")),
        consents=list(
            Consent.objects.filter(scope=consent_scope(application)).select_related(
                "user", "recorded_by"
            )
        ),
        mails=_mails_about(application),
    )


def _answered_sections(application: Application) -> list[tuple[Section, list[GivenAnswer]]]:
    """What was asked, in order: closed questions where answered, rounds as they were reached."""
    loaded = Application.objects.for_snapshot().get(pk=application.pk)
    questionnaire = Questionnaire(loaded)
    return [
        (
            section,
            [
                _given(question, questionnaire)
                for question in questionnaire.questions_of(section)
                if question.closed_at is None or questionnaire.values.get(question.pk)
            ],
        )
        for section in questionnaire.sections
    ]


def _given(question: Question, questionnaire: Questionnaire) -> GivenAnswer:
    return GivenAnswer(
        question=question,
        text=answer_text(question, questionnaire.values.get(question.pk, "")),
        table=questionnaire.table(question),
        files=questionnaire.files.get(question.pk, []),
        applies=questionnaire.applies(question),
    )


def _mails_about(application: Application) -> list[OutgoingMail]:
    """Mails about this application, never those that sign somebody in."""
    names = {application.public_id, application.reference} - {None}
    return list(
        OutgoingMail.objects.filter(about__in=names, is_secret=False).defer(
            "body_text", "body_html"
        )
    )
