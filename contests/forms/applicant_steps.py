"""What applicants type around the dossier: before it, with its files, and at its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contests.enums import AttachmentKind
from contests.forms.applicant import COMPLETION, YES_NO, text_field
from contests.models import Application
from ecosystem.models import Startup


class EligibilityForm(forms.Form):
    """The questions before the long form."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.key] = forms.ChoiceField(
                label=question.text,
                choices=YES_NO,
                widget=forms.RadioSelect,
                help_text=question.clause,
                error_messages={
                    "required": _("Choose yes or no"),
                    "invalid_choice": _("Choose yes or no"),
                },
            )


class StartForm(forms.Form):
    """The name of the project: enough to begin."""

    title = text_field(
        _("Project name"),
        _("Enter the name of the project"),
        max_length=200,
        help_text=_("You can change it until you submit."),
    )
    start_key = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    source = forms.ModelChoiceField(
        label=_("Start from an earlier application"),
        queryset=Application.objects.none(),
        required=False,
        blank=True,
        empty_label=_("No, with empty parts"),
        widget=forms.RadioSelect,
        help_text=_(
            "The representative, the organisation, the members and fitting answers are filled in. "
            "Files, declarations and consents are not taken over."
        ),
        error_messages={"invalid_choice": _("Choose one of your applications")},
    )
    startup = forms.ModelChoiceField(
        label=_("Fill in from the profile of your startup"),
        queryset=Startup.objects.none(),
        required=False,
        blank=True,
        empty_label=_("No"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of your startups")},
    )

    def __init__(self, *args, sources, startups, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in (("source", sources), ("startup", startups)):
            self.fields[name].queryset = rows
            if not rows:
                del self.fields[name]
        if "source" in self.fields:
            self.fields["source"].label_from_instance = self._source_label

    @staticmethod
    def _source_label(source):
        year = _("contest of %(year)d") % {"year": source.contest.year}
        unsent = "" if source.number else str(_("not submitted"))
        return " · ".join(filter(None, [source.reference, source.title, str(year), unsent]))


class UploadForm(forms.Form):
    """One file; its bytes are judged by the domain, and the error comes back to this field."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        error_messages={
            "required": _("Choose what the file is"),
            "invalid_choice": _("Choose what the file is"),
        },
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={
            "required": _("Choose a file"),
            "invalid": _("The file could not be uploaded, try again"),
            "missing": _("The file could not be uploaded, try again"),
        },
    )
    caption = text_field(_("Caption"), "", max_length=200, required=False)

    def __init__(self, *args, kinds, accept, hint, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [choice for choice in AttachmentKind.choices if choice[0] in kinds]
        self.fields["kind"].choices = choices
        if len(choices) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = choices[0][0]
            del self.fields["caption"]
        self.fields["file"].widget.attrs["accept"] = accept
        self.fields["file"].help_text = hint


class CompletionForm(forms.Form):
    """The question that ends a page which grows over days, alone on its page."""

    is_complete = forms.ChoiceField(
        label=_("Have you completed this section?"),
        choices=COMPLETION,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you have completed this section"),
            "invalid_choice": _("Choose whether you have completed this section"),
        },
    )


class WithdrawForm(forms.Form):
    """Why a dossier leaves the contest."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={
            "required": _("Enter the reason"),
            "max_length": _("Enter at most %(limit_value)d characters (now %(show_value)d)"),
        },
    )
