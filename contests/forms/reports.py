"""For whom the report of a year is made."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportForm(forms.Form):
    """The office reads everything; what is published tells no small numbers and no names."""

    for_publication = forms.TypedChoiceField(
        label=_("Who reads the report?"),
        choices=[
            ("no", _("The office: all counts, and the load of each judge")),
            ("yes", _("Everybody: small numbers suppressed, no names")),
        ],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who reads the report"),
            "invalid_choice": _("Choose who reads the report"),
        },
    )


class HandOverForm(forms.Form):
    """Who gets the dossiers, and what the office holds in writing."""

    recipient = forms.CharField(
        label=_("Contest that gets the dossiers"),
        max_length=150,
        help_text=_("For example Techfest 2026. It is recorded with each dossier."),
        error_messages={"required": _("Name the contest that gets the dossiers")},
    )
    has_written_agreement = forms.BooleanField(
        label=_("The office holds the written agreement of everybody named in these dossiers."),
        error_messages={
            "required": _("Confirm the written agreement of the people in the dossiers")
        },
    )
