"""What staff type about the actors of the ecosystem."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Membership
from portal.models import User


def account_of(email):
    """The account that signs in with ``email``: a list of all accounts would need a script."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise forms.ValidationError(
            _("Nobody has an account with this address. Ask the person to create one first")
        )
    return user


class MembershipForm(forms.ModelForm):
    """A person by the address they sign in with."""

    email = forms.EmailField(
        label=_("E-mail address of the account"),
        # An address has to be read whole before it is given rights.
        widget=forms.EmailInput(attrs={"size": 34}),
        error_messages={
            "required": _("Enter the address with which the person signs in"),
            "invalid": _("Enter an e-mail address such as name@example.vn"),
        },
    )
    field_order = ("email", "position", "is_active", "is_profile_only")

    class Meta:
        model = Membership
        fields = ("position", "is_active", "is_profile_only")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("email", self.instance.user.email)

    def clean_email(self):
        self.instance.user = account_of(self.cleaned_data["email"])
        return self.instance.user.email


class PeopleFormSet(forms.BaseInlineFormSet):
    """The people of one organisation: each once."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            email = form.cleaned_data.get("email") if hasattr(form, "cleaned_data") else None
            if not email or self._should_delete_form(form):
                continue
            if email in seen:
                form.add_error("email", _("This person is in the list already"))
            seen.add(email)
