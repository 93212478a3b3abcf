"""What an expert changes of the own profile, and what staff enter of one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.domain.experts import OWN_FIELDS, listing_text
from ecosystem.enums import Language
from ecosystem.forms.memberships import account_of
from ecosystem.forms.profiles import stages_field
from ecosystem.models import Expert
from portal.numbers import MoneyField, WholeNumberField

# A month has no more working hours than this.
MOST_HOURS = 160


class LanguagesForm(forms.ModelForm):
    """The parts that are no plain columns."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    hours_a_month = WholeNumberField(
        label=_("Hours a month"), min_value=1, max_value=MOST_HOURS, required=False
    )


class OwnExpertForm(LanguagesForm):
    """Kept by the person; name, kind and organisation stay with the office."""

    is_shown = forms.BooleanField(required=False)
    field_order = (*OWN_FIELDS, "is_shown")

    class Meta:
        model = Expert
        fields = OWN_FIELDS
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_shown"].label = listing_text()
        self.initial["is_shown"] = self.instance.is_listed

    def values(self):
        return {name: self.cleaned_data[name] for name in OWN_FIELDS}


class ExpertForm(LanguagesForm):
    """The whole profile, by staff. The fieldsets of the admin add the other columns."""

    account = forms.EmailField(
        label=_("E-mail address of the account"),
        help_text=_("If the person has an account: they then keep the profile themselves."),
        # An address has to be read whole before requests go to it.
        widget=forms.EmailInput(attrs={"size": 34}),
        required=False,
    )
    stages = stages_field()
    ticket_min = MoneyField(label=_("Invests from (đồng)"), min_value=0, required=False)
    ticket_max = MoneyField(label=_("Invests up to (đồng)"), min_value=0, required=False)
    agreed = forms.BooleanField(
        label=_("Shown to everybody"),
        help_text=_(
            "Tick it only while the office holds the consent in writing, or it was given here."
        ),
        required=False,
        # The page carries what it showed: a person who withdrew since is not listed again by saving it.
        show_hidden_initial=True,
    )

    class Meta:
        model = Expert
        fields = ("kind", "name", "email", "languages", "hours_a_month", "ticket_min", "ticket_max")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            user = self.instance.user
            self.initial |= {
                "account": user.email if user else "",
                "stages": [str(stage) for stage in self.instance.stages],
                "agreed": self.instance.is_listed,
            }

    def clean_account(self):
        email = self.cleaned_data["account"]
        user = account_of(email) if email else None
        taken = Expert.objects.filter(user=user).exclude(pk=self.instance.pk)
        if user is not None and taken.exists():
            raise forms.ValidationError(_("Another expert has this account already"))
        self.instance.user = user
        return email

    def clean_email(self):
        """In small letters, so that it is found by the address of an account."""
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("account") and not cleaned.get("email") and not self.errors:
            self.add_error(
                "email", _("Enter the account or a private e-mail: requests are passed on to it")
            )
        return cleaned
