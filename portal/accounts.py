"""Where django-allauth meets the portal: names, mail through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.text import clean_line


class FullNameForm(forms.Form):
    """Adds the one name field to allauth's sign-up form."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)

    field_order = ["full_name", "email", "password1"]

    def clean_full_name(self):
        return clean_line(self.cleaned_data["full_name"])

    def signup(self, request, user):
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])


class AccountAdapter(DefaultAccountAdapter):
    """Sends allauth's mails through the outbox."""


def display_name(user):
    return str(user)
