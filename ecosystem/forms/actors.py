"""What staff enter about an actor beside its plain columns: stages, and the contact's consent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.domain.actor_import import MAX_BYTES
from ecosystem.forms.profiles import stages_field
from ecosystem.models import Organization, Startup
from portal.files import KIND_XLSX
from portal.forms import UploadField


class ContactForm(forms.ModelForm):
    """A person is named as contact only where the office holds the consent in writing.

    The fieldsets of the admin add the other columns.
    """

    contact_agreed = forms.BooleanField(
        label=_("The office holds this person's consent in writing"), required=False
    )

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("contact_name", "")
        if name and "contact_name" in self.changed_data and not cleaned.get("contact_agreed"):
            self.add_error(
                "contact_agreed",
                _(
                    "A new contact is named only with consent: tick the box, or leave the name as it was"
                ),
            )
        return cleaned


class OrganizationForm(ContactForm):
    stages = stages_field()

    class Meta:
        model = Organization
        fields = ("contact_name", "contact_position")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["stages"] = [str(stage) for stage in self.instance.stages]


class StartupForm(ContactForm):
    class Meta:
        model = Startup
        fields = ("contact_name", "contact_position")

    def clean(self):
        """Staff show what a public source tells; what belongs to somebody only its owner shows."""
        cleaned = super().clean()
        if (
            cleaned.get("is_public")
            and "is_public" in self.changed_data
            and not self.instance.may_be_shown
        ):
            self.add_error(
                "is_public",
                _("Only its owner shows this project: the owner agrees on the page of the profile"),
            )
        return cleaned


class ActorImportForm(forms.Form):
    """The spreadsheet to check."""

    file = UploadField(
        label=_("Spreadsheet"),
        help_text=_("XLSX with the heads of the template, at most 5 MB and 2.000 rows."),
        kinds=(KIND_XLSX,),
        max_bytes=MAX_BYTES,
        error_messages={"required": _("Choose the spreadsheet")},
    )
