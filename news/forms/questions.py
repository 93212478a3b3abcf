"""Asking a question, and answering it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from news.domain.questions import Asked, consent_text
from portal.forms import CharLimitField
from portal.text import clean_line

DEPARTMENT = "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"


class AskForm(forms.Form):
    """No account is needed; an address only for who wants a notice."""

    title = CharLimitField(
        label=_("Your question in one line"),
        limit=150,
        error_messages={"required": _("Enter your question in one line")},
    )
    text = CharLimitField(
        label=_("What do you want to know?"),
        help_text=_("Enter no personal data of others. Questions and answers are published."),
        limit=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Say what you want to know")},
    )
    name = forms.CharField(
        label=_("Full name"),
        help_text=_("Not published."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your full name")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Not published. We write to it once the question is answered."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Enter an e-mail address like name@example.vn")},
    )
    consent = forms.BooleanField(
        label="", error_messages={"required": _("Choose “I agree” to send the question")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text()

    def clean_title(self):
        return self._line("title")

    def clean_name(self):
        return self._line("name")

    def _line(self, name):
        value = clean_line(self.cleaned_data[name])
        if not value:
            raise forms.ValidationError(self.fields[name].error_messages["required"])
        return value

    def asked(self):
        """What was entered, as the domain takes it."""
        return Asked(**{name: self.cleaned_data[name] for name in Asked.__annotations__})


class AnswerForm(forms.Form):
    """The answer with the unit that gives it."""

    takes_object = True

    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("An empty line begins a paragraph; web addresses become links."),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Enter the answer")},
    )
    answered_by = forms.CharField(
        label=_("Answering unit"),
        max_length=150,
        error_messages={"required": _("Enter the unit that answers")},
    )

    def __init__(self, *args, obj, **kwargs):
        initial = {
            "answer": obj.answer if obj else "",
            "answered_by": (obj.answered_by if obj else "") or DEPARTMENT,
        }
        super().__init__(*args, initial=initial, **kwargs)
