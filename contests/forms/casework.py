"""What is chosen or typed around a dossier: versions to compare, conclusions, messages."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.messages import MAX_CHARACTERS
from contests.domain.versions import NOW
from portal.forms import CharLimitField


class CompareForm(forms.Form):
    """Two versions of a dossier; the newer one may be the dossier as it is now."""

    before = forms.TypedChoiceField(label=gettext_lazy("Older version"), coerce=int)
    after = forms.TypedChoiceField(label=gettext_lazy("Newer version"), coerce=int)
    every = forms.BooleanField(label=gettext_lazy("Show what did not change, too"), required=False)

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [
            (
                version.snapshot.sequence,
                _("Submission %(n)d, %(moment)s")
                % {
                    "n": version.snapshot.sequence,
                    "moment": f"{timezone.localtime(version.snapshot.submitted_at):%H:%M %d/%m/%Y}",
                },
            )
            for version in versions
        ]
        self.fields["before"].choices = choices
        self.fields["after"].choices = [(NOW, _("As the dossier is now")), *choices]


class SettleForm(forms.Form):
    """What staff found when they looked at two dossiers that resemble each other."""

    reason = forms.CharField(
        label=gettext_lazy("Conclusion"),
        help_text=gettext_lazy(
            "For example: two projects of one group; the second one was withdrawn. Applicants and judges never see it."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter what you found")},
    )


class MessageForm(forms.Form):
    """One message; the hidden key makes a double click one message."""

    text = CharLimitField(
        label=gettext_lazy("Message"),
        limit=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Enter the message")},
    )
    send_key = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(self, *args, form_id="", **kwargs):
        """``form_id`` names the form that the fields belong to when they stand outside of it."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("send_key", uuid.uuid4().hex)
        if form_id:
            for field in self.fields.values():
                field.widget.attrs["form"] = form_id
