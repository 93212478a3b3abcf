"""One application as the secretariat reads it: everything about it, gathered for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from contests.domain.answers import display_value
from contests.domain.consent_papers import consents_for
from contests.domain.consents import missing_consents
from contests.domain.eligibility import rule_labels
from contests.enums import SCREENING_STATES
from contests.models import Answer, Question
from portal.models import OutgoingMail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.domain.consents import MissingConsent
    from contests.models import (
        Application,
        ApplicationSnapshot,
        Attachment,
        ConflictDeclaration,
        EligibilityCheck,
        Section,
        SupplementRequest,
        TeamMember,
    )
    from portal.models import Consent


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What stands on the dossier page below the applicant's data."""

    members: Sequence[TeamMember]
    sections: Sequence[tuple[Section, list[tuple[Question, str]]]]
    attachments: Sequence[Attachment]
    snapshots: Sequence[ApplicationSnapshot]
    checks: Sequence[tuple[str, EligibilityCheck]]
    checks_are_open: bool
    supplements: Sequence[SupplementRequest]
    conflicts: Sequence[ConflictDeclaration]
    consents: Sequence[Consent]
    missing_consents: Sequence[MissingConsent]
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
        consents=list(consents_for(application)),
        missing_consents=missing_consents(application),
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
