"""A founder tells the story of the project."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.domain.stories import LEAD_LENGTH, Told, consent_text
from portal.forms import CharLimitField, WordLimitField

WORDS = 1500


class StoryForm(forms.Form):
    """Plain text: the newsroom adds headings, pictures and links."""

    title = forms.CharField(
        label=pgettext_lazy("article", "Title"),
        max_length=200,
        error_messages={"required": _("Enter a title")},
    )
    lead = CharLimitField(
        label=_("In two or three sentences"),
        limit=LEAD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in two or three sentences what the story is about")},
    )
    text = WordLimitField(
        label=_("Your story"),
        help_text=_("How it began, what was hard, what helped, where you stand today."),
        limit=WORDS,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Tell your story")},
    )
    founder_name = forms.CharField(
        label=_("Name of the founder"),
        max_length=150,
        error_messages={"required": _("Enter the name of the founder")},
    )
    quote = CharLimitField(
        label=_("A sentence of the founder to be quoted"),
        limit=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent = forms.BooleanField(
        label="", error_messages={"required": _("Choose “I agree” to send the story")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text()

    def told(self):
        """What was entered, as the domain takes it."""
        return Told(**{name: self.cleaned_data[name] for name in Told.__annotations__})
