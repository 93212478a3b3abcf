"""One application as the secretariat reads it: everything about it, gathered for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contests.domain.answers import answer_text
from contests.domain.consent_papers import consents_for
from contests.domain.consents import missing_consents
from contests.domain.eligibility import rule_labels
from contests.domain.lookalikes import Resemblance, resemblances_of
from contests.domain.questionnaire import Questionnaire
from contests.domain.versions import Version, versions_of
from contests.enums import RECEIVED_STATES, SCREENING_STATES, ApplicationState
from contests.models import Application
from portal.models import OutgoingMail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.domain.consents import MissingConsent
    from contests.domain.tables import Table
    from contests.models import (
        Attachment,
        ConflictDeclaration,
        EligibilityCheck,
        Petition,
        Question,
        Section,
        SupplementRequest,
        TeamMember,
    )
    from portal.models import Consent


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
    versions: Sequence[Version]
    checks: Sequence[tuple[str, EligibilityCheck]]
    checks_are_open: bool
    supplements: Sequence[SupplementRequest]
    petitions: Sequence[Petition]
    look_alikes: Sequence[Resemblance]
    is_received: bool
    conflicts: Sequence[ConflictDeclaration]
    consents: Sequence[Consent]
    missing_consents: Sequence[MissingConsent]
    mails: Sequence[OutgoingMail]
    has_unsubmitted_changes: bool

    @property
    def open_look_alikes(self) -> list[Resemblance]:
        """Dossiers that look alike and that nobody has concluded on."""
        return [found for found in self.look_alikes if found.is_open]


def case_file_of(application: Application) -> CaseFile:
    """Gather the case file in a fixed number of queries."""
    labels = rule_labels()
    versions = versions_of(application)
    return CaseFile(
        members=list(application.members.all()),
        sections=_answered_sections(application),
        attachments=list(application.attachments.select_related("stored")),
        versions=versions,
        has_unsubmitted_changes=_was_edited_since(application),
        checks=[
            (labels.get(check.rule, check.rule), check)
            for check in application.checks.select_related("decided_by")
        ],
        checks_are_open=application.state in SCREENING_STATES,
        supplements=list(application.supplement_requests.select_related("requested_by")),
        petitions=list(application.petitions.select_related("round", "officer")),
        look_alikes=resemblances_of(application),
        is_received=application.state in RECEIVED_STATES,
        conflicts=list(application.conflicts.select_related("judge", "declared_by")),
        consents=list(consents_for(application)),
        missing_consents=missing_consents(application),
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


def _was_edited_since(application: Application) -> bool:
    """Whether pages were saved after the last submission; a draft is expected to be edited.

    A claim or a hand-over changes who holds the dossier and edits none of its pages.
    """
    return application.state != ApplicationState.DRAFT and application.edited_at is not None
