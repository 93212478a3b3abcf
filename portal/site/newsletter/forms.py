"""What somebody enters who wants the newsletter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.models.newsletter import NewsletterTopic
from portal.newsletter import consent_text


class TopicsForm(forms.Form):
    topics = forms.MultipleChoiceField(
        label=_("What do you want to read about?"),
        choices=NewsletterTopic,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one topic")},
    )


class SubscribeForm(TopicsForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("A link to confirm goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.vn"),
        },
    )
    consent = forms.BooleanField(
        label="", error_messages={"required": _("Choose “I agree” to get the newsletter")}
    )
    field_order = ("email", "topics", "consent")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text()
