"""What was submitted, frozen: plain values that judges, secretaries and the PDF read ever after."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation

from contests.domain.answers import answer_text
from contests.domain.questionnaire import Questionnaire
from contests.enums import AttachmentKind
from contests.models import Application, ApplicationSnapshot

if TYPE_CHECKING:
    from datetime import date, datetime

    from contests.models import Attachment, Contest, Question, Section, TeamMember

# Grows when the shape below changes, so that old snapshots can still be read. 2: tables of answers,
# and which question a file answers.
FORMAT = 2


def take_snapshot(application: Application, *, actor: Any, now: datetime) -> ApplicationSnapshot:
    """Freeze what ``application`` holds now as its next submitted version; call it under its lock."""
    Application.objects.filter(pk=application.pk).update(edited_at=None)
    loaded = Application.objects.for_snapshot().get(pk=application.pk)
    content = snapshot_content(loaded, submitted_at=now)
    last = application.snapshots.order_by("-sequence").values_list("sequence", flat=True).first()
    return ApplicationSnapshot.objects.create(
        application=application,
        sequence=(last or 0) + 1,
        content=content,
        sha256=content_digest(content),
        submitted_by=actor,
        submitted_at=now,
    )


def snapshot_content(
    application: Application, *, submitted_at: datetime | None = None
) -> dict[str, Any]:
    """Return the dossier as plain JSON values, labels in the office's language.

    Queries nothing when ``application`` was loaded with ``for_snapshot``.
    """
    questionnaire = Questionnaire(application)
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "format": FORMAT,
            "reference": application.reference or "",
            "submitted_at": _instant(submitted_at or application.submitted_at),
            "contest": _edition(application.contest),
            "rule_set": _rule_set(application),
            "title": application.title,
            "division": str(application.division or ""),
            "field": str(application.field or ""),
            "applicant_type": application.applicant_type,
            "applicant_type_label": str(application.get_applicant_type_display()),
            "video_url": application.video_url,
            "eligibility_answers": application.eligibility_answers,
            "contact": _contact(application),
            "guardian": {
                "full_name": application.guardian_name,
                "relation": application.guardian_relation,
                "phone": application.guardian_phone,
            },
            "organization": {
                "name": application.organization_name,
                "tax_code": application.tax_code,
                "registered_on": _day(application.registered_on),
            },
            "members": [_member(member) for member in application.members.all()],
            "sections": _sections(questionnaire),
            "nominating_unit": str(application.nominating_unit or ""),
            "channel": application.channel,
            "attachments": _files(questionnaire),
        }


def content_digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the content in one canonical spelling."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _rule_set(application: Application) -> dict[str, Any]:
    rules = application.rule_set
    if rules is None:
        return {"version": 0, "decision": ""}
    return {
        "version": rules.version,
        "decision": rules.decision.number if rules.decision else "",
    }


def _contact(application: Application) -> dict[str, Any]:
    return {
        "full_name": application.contact_name,
        "birth_date": _day(application.contact_birth_date),
        "phone": application.contact_phone,
        "email": application.contact_email,
        "locality": str(application.locality or ""),
        "address": application.contact_address,
    }


def _member(member: TeamMember) -> dict[str, Any]:
    return {
        "full_name": member.full_name,
        "birth_date": _day(member.birth_date),
        "role": member.role,
        "contribution": member.contribution,
        "email": member.email,
        "phone": member.phone,
        "guardian": {
            "full_name": member.guardian_name,
            "relation": member.guardian_relation,
            "phone": member.guardian_phone,
        },
    }


def _sections(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    sections = [_section(section, questionnaire) for section in questionnaire.sections]
    # A section stays away when every question in it does.
    return [section for section in sections if section["answers"]]


def _section(section: Section, questionnaire: Questionnaire) -> dict[str, Any]:
    return {
        "slug": section.slug,
        "title": section.title,
        "answers": [
            _answer(question, questionnaire)
            for question in questionnaire.questions_of(section)
            if questionnaire.is_shown(question)
        ],
    }


def _answer(question: Question, questionnaire: Questionnaire) -> dict[str, Any]:
    """One answer; a table comes with its headings and totals, whatever becomes of the question."""
    answer = {
        "key": question.key,
        "label": question.label,
        "kind": question.kind,
        "value": questionnaire.raw(question),
        "text": answer_text(question, questionnaire.values.get(question.pk, "")),
        "visible_to_judges": question.is_visible_to_judges,
    }
    table = questionnaire.table(question)
    return answer | {"table": asdict(table)} if table else answer


def _files(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    questions = {
        question.pk: (section, question)
        for section in questionnaire.sections
        for question in section.questions.all()
        if questionnaire.is_shown(question)
    }
    rows = []
    for attachment in questionnaire.application.attachments.all():
        # The scan of the paper stays with the office: it shows hands and addresses.
        if attachment.kind == AttachmentKind.SCAN:
            continue
        if attachment.question_id is None:
            rows.append(_file(attachment))
        elif attachment.question_id in questions:
            section, question = questions[attachment.question_id]
            rows.append(
                _file(attachment)
                | {
                    "answers": f"{section.slug}/{question.key}",
                    "caption": question.label,
                    "visible_to_judges": question.is_visible_to_judges,
                }
            )
    return rows


def _file(attachment: Attachment) -> dict[str, Any]:
    stored = attachment.stored
    return {
        "stored_public_id": str(stored.public_id),
        "kind": attachment.kind,
        "kind_label": str(attachment.get_kind_display()),
        "name": stored.original_name,
        "caption": attachment.caption,
        "content_type": stored.content_type,
        "size": stored.size,
        "sha256": stored.sha256,
    }


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _instant(value: datetime | None) -> str:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""


def _edition(contest: Contest) -> dict[str, Any]:
    """What the edition was; that it is the contest goes without saying, as in older versions."""
    kind = {"kind": contest.kind} if contest.is_challenge else {}
    return {"year": contest.year, "title": contest.title, **kind}
