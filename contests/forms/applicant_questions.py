"""A page of questions that the edition asks: one form field for each kind."""

from decimal import Decimal

from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.dossier import asks_completion
from contests.enums import QuestionKind
from contests.forms.applicant import COMPLETION, YES_NO, LenientForm
from portal.forms import CharLimitField, WordLimitField
from portal.numbers import MoneyField, NumberField

SHORT_ANSWER_LIMIT = 500
_ANSWER = gettext_lazy("Enter the answer")
_CHOOSE = gettext_lazy("Choose an answer")


class SectionForm(LenientForm):
    """Questions of one section; ``strict`` when the applicant says to go on to the next page.

    Sections with long answers grow over days: their answers are due once the section is said to
    be completed.
    """

    def __init__(self, *args, section, answers, completed=False, strict=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.strict = strict
        self.questions = sorted(section.questions.all(), key=lambda q: (q.order, q.pk))
        asks = asks_completion(section)
        self.demands = strict and (not asks or self.data.get("is_complete") == "yes")
        for question in self.questions:
            stored = answers.get(question.pk, "")
            self.fields[self.name_of(question)] = _field(question, stored)
        if asks:
            self.fields["is_complete"] = _completion(completed)

    def clean(self):
        if self.strict and self.has_completion() and not self.data.get("is_complete"):
            self.add_error("is_complete", self.fields["is_complete"].error_messages["required"])

    @staticmethod
    def name_of(question):
        return f"q{question.pk}"

    def question_ids(self):
        return [question.pk for question in self.questions]

    def valid_answers(self):
        """Answers that may be stored, as normalised text, although others may have errors."""
        return {
            question.pk: _stored(self.cleaned_data[self.name_of(question)])
            for question in self.questions
            if self.name_of(question) in self.cleaned_data
            and self.name_of(question) not in self.errors
        }

    def has_completion(self):
        return "is_complete" in self.fields


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


def _field(question, stored):
    field = _MAKERS[QuestionKind(question.kind)](question, stored)
    field.label = question.label
    field.help_text = conditional_escape(question.help_text)
    field.required = question.is_required
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
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.LINK: _link,
}
