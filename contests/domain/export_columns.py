"""What a spreadsheet of applications may hold: columns by group, each with its value and its form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.answers import display_value
from contests.domain.eligibility import rule_labels
from contests.domain.identity import phone_text
from contests.enums import QuestionKind
from contests.models import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from contests.models import Application, Contest

DAY = "dd/mm/yyyy"
MOMENT = "hh:mm dd/mm/yyyy"
NUMBER = "#,##0.##"
MONEY = '#,##0" đồng"'
TEXT = "@"

# The second sheet, one row a person.
MEMBERS = "members"


class ColumnGroup(models.TextChoices):
    DOSSIER = "dossier", gettext_lazy("Dossier")
    PEOPLE = "people", gettext_lazy("People")
    ORGANISATION = "organisation", gettext_lazy("Organisation or enterprise")
    ANSWERS = "answers", gettext_lazy("Answers")
    CHECKS = "checks", gettext_lazy("Checklist of the rules")
    STATE = "state", gettext_lazy("State")
    DATES = "dates", gettext_lazy("Dates")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: ``value`` reads it from an application that came from ``for_spreadsheet``."""

    key: str
    group: ColumnGroup
    label: str
    value: Callable[[Application], Any]
    number_format: str = TEXT


def columns_of(contest: Contest | None) -> list[Column]:
    """Return every column there is; those of answers only for one edition, whose questions they are."""
    answers = _answers(contest) if contest else []
    return [
        *_dossier(),
        *_people(),
        *_organisation(),
        *answers,
        *_checks(),
        *_state(),
        *_dates(),
    ]


def for_spreadsheet(applications: models.QuerySet[Application]) -> models.QuerySet[Application]:
    """Load what columns read, in a fixed number of queries."""
    return applications.select_related(
        "contest", "owner", "field", "division", "locality", "startup", "nominating_unit"
    ).prefetch_related("members", "answers", "checks", "attachments__stored")


def _text(group: ColumnGroup, *rows: tuple[str, Any, Callable[[Application], Any]]) -> list[Column]:
    return [
        Column(key=key, group=group, label=str(label), value=value) for key, label, value in rows
    ]


def _dossier() -> list[Column]:
    texts = _text(
        ColumnGroup.DOSSIER,
        ("reference", _("Reference number"), lambda a: a.reference or ""),
        ("title", _("Project name"), lambda a: a.title),
        ("division", _("Division"), lambda a: str(a.division or "")),
        ("field", _("Field"), lambda a: str(a.field or "")),
        ("applicant_type", _("Applicant type"), lambda a: a.get_applicant_type_display()),
        ("channel", _("Channel"), lambda a: a.get_channel_display()),
        ("nominating_unit", _("Nominating unit"), lambda a: str(a.nominating_unit or "")),
        ("video_url", _("Video link"), lambda a: a.video_url),
    )
    year = Column(
        key="year",
        group=ColumnGroup.DOSSIER,
        label=_("Edition"),
        value=lambda a: a.contest.year,
        number_format="0",
    )
    return [*texts[:2], year, *texts[2:]]


def _people() -> list[Column]:
    return [
        *_text(
            ColumnGroup.PEOPLE,
            ("representative", _("Representative"), lambda a: a.addressee),
            ("phone", _("Phone number"), lambda a: phone_text(a.contact_phone)),
            ("email", _("E-mail address"), lambda a: a.contact_email or a.notice_address),
            ("locality", _("Commune or ward"), lambda a: str(a.locality or "")),
            ("address", _("Address"), lambda a: a.contact_address),
            ("guardian", _("Guardian"), lambda a: a.guardian_name),
            (
                "guardian_phone",
                _("Guardian's phone number"),
                lambda a: phone_text(a.guardian_phone),
            ),
        ),
        Column(
            key="birth_date",
            group=ColumnGroup.PEOPLE,
            label=_("Date of birth"),
            value=lambda a: a.contact_birth_date,
            number_format=DAY,
        ),
        Column(
            key="team_size",
            group=ColumnGroup.PEOPLE,
            label=_("People in the team"),
            value=lambda a: len(a.members.all()) + 1,
            number_format="0",
        ),
    ]


def _organisation() -> list[Column]:
    return [
        *_text(
            ColumnGroup.ORGANISATION,
            (
                "organization",
                _("Name of the organisation or enterprise"),
                lambda a: a.organization_name,
            ),
            # Text: a tax code may begin with a zero.
            ("tax_code", _("Tax code"), lambda a: a.tax_code),
        ),
        Column(
            key="registered_on",
            group=ColumnGroup.ORGANISATION,
            label=_("Day of the first enterprise registration"),
            value=lambda a: a.registered_on,
            number_format=DAY,
        ),
    ]


def _checks() -> list[Column]:
    def result_of(rule: str) -> Callable[[Application], str]:
        return lambda a: next(
            (check.get_result_display() for check in a.checks.all() if check.rule == rule), ""
        )

    return _text(
        ColumnGroup.CHECKS,
        *((f"check:{rule}", label, result_of(rule)) for rule, label in rule_labels().items()),
    )


def _state() -> list[Column]:
    return _text(
        ColumnGroup.STATE,
        ("state", _("State"), lambda a: a.get_state_display()),
        ("reason", _("Reason told to the applicant"), lambda a: a.state_reason),
        ("endorsement", _("Endorsement"), lambda a: a.get_endorsement_display()),
    )


def _dates() -> list[Column]:
    rows: list[tuple[str, str, Callable[[Application], dt.datetime | None]]] = [
        ("created_at", _("Started at"), lambda a: a.created_at),
        ("received_at", _("Received at"), lambda a: a.received_at),
        ("first_submitted_at", _("First submitted at"), lambda a: a.first_submitted_at),
        ("submitted_at", _("Submitted at"), lambda a: a.submitted_at),
        ("updated_at", _("Saved at"), lambda a: a.updated_at),
    ]
    return [
        Column(
            key=key,
            group=ColumnGroup.DATES,
            label=label,
            value=_local(value),
            number_format=MOMENT,
        )
        for key, label, value in rows
    ]


def _local(
    value: Callable[[Application], dt.datetime | None],
) -> Callable[[Application], dt.datetime | None]:
    """A spreadsheet knows no time zones: the office's own time, without a mark."""

    def read(application: Application) -> dt.datetime | None:
        moment = value(application)
        return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None

    return read


# --- answers -----------------------------------------------------------------------------------

_FORMATS = {
    QuestionKind.NUMBER: NUMBER,
    QuestionKind.MONEY: MONEY,
    QuestionKind.DATE: DAY,
}


def _answers(contest: Contest) -> list[Column]:
    questions = Question.objects.filter(section__contest=contest).select_related("section")
    ordered = questions.order_by("section__order", "section", "order", "pk")
    return [_answer(question) for question in ordered]


def _answer(question: Question) -> Column:
    return Column(
        key=f"answer:{question.section.slug}:{question.key}",
        group=ColumnGroup.ANSWERS,
        label=question.label,
        value=lambda application: _typed(question, _given(application, question)),
        number_format=_FORMATS.get(QuestionKind(question.kind), TEXT),
    )


def _given(application: Application, question: Question) -> str:
    """The stored answer; of a question for a file, the names of the files."""
    if question.kind == QuestionKind.FILE:
        files = [file for file in application.attachments.all() if file.question_id == question.pk]
        return ", ".join(file.stored.original_name for file in files)
    found = (row.value for row in application.answers.all() if row.question_id == question.pk)
    return next(found, "")


def _typed(question: Question, value: str) -> Any:
    """A stored answer in the type that a spreadsheet can reckon with."""
    if not value:
        return ""
    if question.kind in (QuestionKind.NUMBER, QuestionKind.MONEY):
        return Decimal(value)
    if question.kind == QuestionKind.DATE:
        return dt.date.fromisoformat(value)
    return display_value(question.kind, value)
