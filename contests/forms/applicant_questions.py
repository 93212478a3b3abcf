"""A page of questions that the edition asks: one form field for each kind."""

from decimal import Decimal
from typing import NamedTuple

from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.attachments import KINDS, max_bytes
from contests.domain.dossier import asks_completion
from contests.domain.questionnaire import Questionnaire
from contests.domain.tables import choices_of, rows_of, stored_list
from contests.enums import AttachmentKind, QuestionKind
from contests.forms.answer_tables import TableField
from contests.forms.applicant import COMPLETION, YES_NO, LenientForm
from portal.forms import CharLimitField, UploadField, WordLimitField
from portal.numbers import MoneyField, NumberField

SHORT_ANSWER_LIMIT = 500
_ANSWER = gettext_lazy("Enter the answer")
_CHOOSE = gettext_lazy("Choose an answer")
_CHOOSE_SOME = gettext_lazy("Choose one or more answers")
# How many empty rows "add rows" adds.
MORE_ROWS = 3


class SectionForm(LenientForm):
    """Questions of one section; ``strict`` when the applicant says to go on to the next page.

    Sections with long answers grow over days: their answers are due once the section is said to
    be completed. What another answer on the page does not call for is taken as it is, without
    complaint. ``more_rows`` names the table that gets more empty rows.
    """

    def __init__(
        self, *args, section, questionnaire, completed=False, strict=True, more_rows="", **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.strict = strict
        self.questionnaire = questionnaire
        self.questions = questionnaire.page_of(section)
        asks = asks_completion(self.questions)
        self.demands = strict and (not asks or self.data.get("is_complete") == "yes")
        for question in self.questions:
            field = make_field(question, questionnaire)
            if isinstance(field, TableField) and more_rows == self.name_of(question):
                field.widget.spare += MORE_ROWS
            self.fields[self.name_of(question)] = field
        self._conditions()
        if asks:
            self.fields["is_complete"] = _completion(completed)

    def _conditions(self):
        """Say of each question that waits for an answer on this page when it is to be answered."""
        here = {question.pk: question for question in self.questions}
        self.waiting = [q for q in self.questions if q.depends_on_id in here]
        for question in self.waiting:
            parent = here[question.depends_on_id]
            field = self.fields[self.name_of(question)]
            field.condition = Condition(
                parent=self.name_of(parent),
                values=question.depends_values.splitlines(),
                text=_condition_text(parent, question),
            )

    def clean(self):
        typed = Questionnaire(self.questionnaire.application, typed=self.valid_answers())
        for question in self.waiting:
            if not typed.applies(question):
                self.errors.pop(self.name_of(question), None)
        if self.strict and self.has_completion() and not self.data.get("is_complete"):
            self.add_error("is_complete", self.fields["is_complete"].error_messages["required"])

    @staticmethod
    def name_of(question):
        return f"q{question.pk}"

    def question_ids(self):
        """Questions whose answer is text; files are kept apart."""
        return [question.pk for question in self.questions if question.kind != QuestionKind.FILE]

    def valid_answers(self):
        """Answers that may be stored, as normalised text, although others may have errors."""
        return {
            question.pk: _stored(self.cleaned_data[self.name_of(question)])
            for question in self.questions
            if question.kind != QuestionKind.FILE and self._is_valid_field(question)
        }

    def valid_files(self):
        """Files that were chosen and may be kept, with their questions."""
        return [
            (question, uploaded)
            for question in self.questions
            if question.kind == QuestionKind.FILE
            and self._is_valid_field(question)
            and (uploaded := self.cleaned_data[self.name_of(question)])
        ]

    def _is_valid_field(self, question):
        name = self.name_of(question)
        return name in self.cleaned_data and name not in self.errors

    def has_completion(self):
        return "is_complete" in self.fields


class Condition(NamedTuple):
    """When a question is to be answered: for the page's script, and in words."""

    parent: str
    values: list[str]
    text: str


def _condition_text(parent, question):
    words = {"yes": _("Yes"), "no": _("No")} if parent.kind == QuestionKind.YES_NO else {}
    wanted = [words.get(value, value) for value in question.depends_values.splitlines()]
    return _("Answer only when “%(question)s” is: %(answers)s") % {
        "question": parent.label,
        "answers": _(" or ").join(wanted),
    }


def _stored(value):
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _completion(completed):
    message = _("Choose whether you have completed this section")
    return forms.ChoiceField(
        label=_("Have you completed this section?"),
        choices=COMPLETION,
        widget=forms.RadioSelect,
        initial="yes" if completed else None,
        error_messages={"required": message, "invalid_choice": message},
    )


def make_field(question, questionnaire):
    """The form field of a question, holding what is stored."""
    if question.kind == QuestionKind.FILE:
        field = _file(question, questionnaire)
    else:
        stored = questionnaire.values.get(question.pk, "")
        field = _MAKERS[QuestionKind(question.kind)](question, stored)
        field.required = questionnaire.is_required(question)
    field.label = question.label
    field.help_text = conditional_escape(question.help_text or field.help_text)
    return field


def _file(question, questionnaire):
    """A box for a file; what is there already need not be chosen again."""
    contest = questionnaire.application.contest
    field = UploadField(
        kinds=KINDS[AttachmentKind.ANSWER],
        max_bytes=max_bytes(contest, AttachmentKind.ANSWER),
        help_text=_("PDF, DOCX, PPTX or a picture, at most %(size)d MB.")
        % {"size": contest.max_document_mb},
    )
    field.current = questionnaire.files.get(question.pk, [])
    field.required = questionnaire.is_required(question) and not field.current
    return field


def _short(question, stored):
    return CharLimitField(
        limit=question.max_characters or SHORT_ANSWER_LIMIT,
        initial=stored,
        error_messages={"required": _ANSWER},
    )


def _long(question, stored):
    options = {
        "initial": stored,
        "widget": forms.Textarea(attrs={"rows": 8}),
        "error_messages": {"required": _ANSWER},
    }
    if question.max_words is None and question.max_characters:
        return CharLimitField(limit=question.max_characters, **options)
    return WordLimitField(limit=question.max_words, **options)


def _number(question, stored):
    return NumberField(initial=Decimal(stored) if stored else None, max_digits=15, decimal_places=2)


def _money(question, stored):
    return MoneyField(initial=Decimal(stored) if stored else None)


def _date(question, stored):
    message = _("Enter the day as day/month/year, for example 15/8/2023")
    return IsoDateField(
        initial=stored,
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": message, "invalid": message},
    )


def _choice(question, stored):
    return forms.ChoiceField(
        initial=stored,
        choices=[(choice, choice) for choice in question.choice_list],
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )


def _multiple(question, stored):
    return ChoicesField(
        initial=choices_of(stored),
        choices=[(choice, choice) for choice in question.choice_list],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _CHOOSE_SOME, "invalid_choice": _CHOOSE_SOME},
    )


def _table(question, stored):
    return TableField(
        columns=question.column_list, max_rows=question.max_rows, stored=rows_of(stored)
    )


def _yes_no(question, stored):
    return forms.ChoiceField(
        initial=stored,
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )


def _link(question, stored):
    message = _("Enter the full address, beginning with https://")
    return forms.URLField(
        initial=stored,
        assume_scheme="https",
        max_length=500,
        error_messages={"required": message, "invalid": message},
    )


class ChoicesField(forms.MultipleChoiceField):
    """Several choices, stored as a list in the order in which they are offered."""

    def clean(self, value):
        chosen = set(super().clean(value))
        return stored_list(key for key, _label in self.choices if key in chosen)


class IsoDateField(forms.DateField):
    """A day that is stored as text in ISO form and shown as people write it."""

    def prepare_value(self, value):
        parsed = self.to_python(value) if isinstance(value, str) and value[4:5] == "-" else value
        return super().prepare_value(parsed)


_MAKERS = {
    QuestionKind.SHORT_TEXT: _short,
    QuestionKind.LONG_TEXT: _long,
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _money,
    QuestionKind.DATE: _date,
    QuestionKind.CHOICE: _choice,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.TABLE: _table,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.LINK: _link,
}
