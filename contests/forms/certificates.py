"""What stands on certificates beside the award: the day, who signs, in which languages."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models.documents import PaperLanguage


class CertificateForm(forms.Form):
    """Day, signer and language of certificates."""

    issued_on = forms.DateField(
        label=gettext_lazy("Issued on"),
        help_text=gettext_lazy("Day/month/year, for example 27/10/2026."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter the day on which the certificate is issued"),
            "invalid": gettext_lazy("Enter the day as day/month/year, for example 27/10/2026"),
        },
    )
    signer_position = forms.CharField(
        label=gettext_lazy("Position of the signer"),
        max_length=80,
        # the words of the paper, which is Vietnamese in every language of the portal
        initial="TM. Ban Tổ chức – Trưởng ban",
        error_messages={"required": gettext_lazy("Enter the position of the signer")},
    )
    signer = forms.CharField(
        label=gettext_lazy("Signer"),
        max_length=80,
        error_messages={"required": gettext_lazy("Enter who signs the certificate")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=PaperLanguage,
        initial=PaperLanguage.VIETNAMESE,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"issued_on": timezone.localdate()})

    def clean_issued_on(self):
        issued_on = self.cleaned_data["issued_on"]
        if issued_on > timezone.localdate():
            raise ValidationError(_("The document’s date must not be in the future"))
        return issued_on
