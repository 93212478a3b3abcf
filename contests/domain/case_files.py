"""One application as the secretariat reads it: everything about it, gathered for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from contests.domain.answers import display_value
from contests.domain.consents import consent_scope
from contests.domain.eligibility import rule_labels
from contests.domain.lookalikes import Resemblance, resemblances_of
from contests.domain.versions import Version, versions_of
from contests.enums import RECEIVED_STATES, SCREENING_STATES, ApplicationState
from contests.models import Answer, Question
from portal.models import Consent, OutgoingMail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.models import (
        Application,
        Attachment,
        ConflictDeclaration,
        EligibilityCheck,
        Section,
        SupplementRequest,
        TeamMember,
    )


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What stands on the dossier page below the applicant's data."""

    members: Sequence[TeamMember]
    sections: Sequence[tuple[Section, list[tuple[Question, str]]]]
    attachments: Sequence[Attachment]
    versions: Sequence[Version]
    checks: Sequence[tuple[str, EligibilityCheck]]
    checks_are_open: bool
    supplements: Sequence[SupplementRequest]
    look_alikes: Sequence[Resemblance]
    is_received: bool
    conflicts: Sequence[ConflictDeclaration]
    consents: Sequence[Consent]
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
        has_unsubmitted_changes=_was_edited_since(application, versions),
        checks=[
            (labels.get(check.rule, check.rule), check)
            for check in application.checks.select_related("decided_by")
        ],
        checks_are_open=application.state in SCREENING_STATES,
        supplements=list(application.supplement_requests.select_related("requested_by")),
        look_alikes=resemblances_of(application),
        is_received=application.state in RECEIVED_STATES,
        conflicts=list(application.conflicts.select_related("judge", "declared_by")),
        consents=list(
            Consent.objects.filter(scope=consent_scope(application)).select_related(
                "user", "recorded_by"
            )
        ),
        mails=_mails_about(application),
    )


def _answered_sections(
    application: Application,
) -> list[tuple[Section, list[tuple[Question, str]]]]:
    answers = dict(Answer.objects.filter(application=application).values_list("question", "value"))
    sections = application.contest.sections.prefetch_related(
        Prefetch("questions", queryset=Question.objects.order_by("order"))
    )
    return [
        (
            section,
            [
                (question, display_value(question.kind, answers.get(question.pk, "")))
                for question in section.questions.all()
            ],
        )
        for section in sections
    ]


def _mails_about(application: Application) -> list[OutgoingMail]:
    """Mails about this application, never those that sign somebody in."""
    names = {application.public_id, application.reference} - {None}
    return list(
        OutgoingMail.objects.filter(about__in=names, is_secret=False).defer(
            "body_text", "body_html"
        )
    )


def _was_edited_since(application: Application, versions: Sequence[Version]) -> bool:
    """Whether pages were saved after the last submission; a draft is expected to be edited."""
    if application.state == ApplicationState.DRAFT or not versions:
        return False
    return application.updated_at > versions[0].snapshot.submitted_at
