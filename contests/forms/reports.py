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
