"""Whose certificates, and what stands on them: the day, who signs, by which decision."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models.documents import PaperLanguage
from training.domain.certificates import PaperDetails

MAX_PEOPLE = 900


class PaperForm(forms.Form):
    """What stands on a certificate beside the person and the class."""

    issued_on = forms.DateField(
        label=_("Issued on"),
        help_text=_("Day/month/year, for example 27/10/2026."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the day on which the certificate is issued"),
            "invalid": _("Enter the day as day/month/year, for example 27/10/2026"),
        },
    )
    basis = forms.CharField(
        label=_("By the decision"),
        required=False,
        max_length=150,
        help_text=_("As it is printed, for example: Quyết định số 12/QĐ-SKHCN ngày 05/10/2026."),
    )
    signer_position = forms.CharField(
        label=_("Position of the signer"),
        max_length=80,
        # the words of the paper, which is Vietnamese in every language of the portal
        initial="Giám đốc",
        error_messages={"required": _("Enter the position of the signer")},
    )
    signer = forms.CharField(
        label=_("Signer"),
        max_length=80,
        error_messages={"required": _("Enter who signs the certificate")},
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=PaperLanguage,
        initial=PaperLanguage.VIETNAMESE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("issued_on", timezone.localdate())

    def paper(self):
        """What the domain takes."""
        return PaperDetails(**{name: self.cleaned_data[name] for name in PaperForm.base_fields})


class BatchForm(PaperForm):
    """The paper, and why those below the attendance get one too."""

    reason = forms.CharField(
        label=_("Reason for those below the attendance needed"),
        required=False,
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if you ticked somebody below it. It stays in the log."),
    )


class ReissueForm(PaperForm):
    """The name as it should stand, and why the old paper is void."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        error_messages={"required": _("Enter the full name")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Enter the reason")},
    )
    field_order = ("full_name", "reason")


class RevokeForm(forms.Form):
    """Why the certificate is void: the person reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        help_text=_("The person gets it by mail."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter the reason")},
    )
