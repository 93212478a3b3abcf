"""The forms of the account pages: allauth's work, our words, one password field with "show"."""

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.models import User
from portal.text import clean_line

EMAIL_LABEL = _("E-mail address")
PASSWORD_RULES = _("At least 10 characters, not only digits, not a word that everybody uses.")


def _speak(field, *, label, required, autocomplete, **texts):
    """Give ``field`` our words; no placeholder, which vanishes when one types."""
    field.label = label
    field.error_messages.update({"required": required, **texts})
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = autocomplete
    field.help_text = ""


def _speak_email(field, *, label=EMAIL_LABEL, autocomplete="email"):
    wrong = _("Enter an e-mail address in the form ten@vidu.vn")
    _speak(field, label=label, required=_("Enter your e-mail address"), autocomplete=autocomplete)
    field.error_messages["invalid"] = wrong
    for validator in field.validators:
        if getattr(validator, "code", "") == "invalid":
            validator.message = wrong


def _speak_password(field, *, label, required, autocomplete, help_text=""):
    _speak(field, label=label, required=required, autocomplete=autocomplete)
    field.help_text = help_text
    # static/portal/js/password.js puts a button beside the field
    field.widget.attrs |= {
        "data-show-password": _("Show the password"),
        "data-hide-password": _("Hide the password"),
    }


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _speak_email(self.fields["login"], autocomplete="username")
        _speak_password(
            self.fields["password"],
            label=_("Password"),
            required=_("Enter your password"),
            autocomplete="current-password",
        )


class SignupForm(allauth_forms.SignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _speak_email(self.fields["email"])
        self.fields["email"].help_text = _("Receipts and results are sent to this address.")
        _speak_password(
            self.fields["password1"],
            label=_("Password"),
            required=_("Enter a password"),
            autocomplete="new-password",
            help_text=PASSWORD_RULES,
        )


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _speak_email(self.fields["email"], label=_("New e-mail address"))


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _speak_email(self.fields["email"])


class _OnePasswordMixin:
    """Show the new password instead of asking for it twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _speak_password(
            self.fields["password1"],
            label=_("New password"),
            required=_("Enter a password"),
            autocomplete="new-password",
            help_text=PASSWORD_RULES,
        )


class ResetPasswordKeyForm(_OnePasswordMixin, allauth_forms.ResetPasswordKeyForm):
    pass


class SetPasswordForm(_OnePasswordMixin, allauth_forms.SetPasswordForm):
    pass


class ChangePasswordForm(_OnePasswordMixin, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _speak_password(
            self.fields["oldpassword"],
            label=_("Present password"),
            required=_("Enter your password"),
            autocomplete="current-password",
        )


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _speak_password(
            self.fields["password"],
            label=_("Password"),
            required=_("Enter your password"),
            autocomplete="current-password",
        )


class ProfileForm(forms.ModelForm):
    """What people change about themselves without asking anybody."""

    class Meta:
        model = User
        fields = ["full_name", "phone"]
        widgets = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True
        self.fields["full_name"].error_messages["required"] = _("Enter your full name")

    def clean_phone(self):
        phone = clean_line(self.cleaned_data["phone"])
        digits = "".join(char for char in phone if char.isdigit())
        if phone and (len(digits) != 10 or not digits.startswith("0")):
            raise forms.ValidationError(
                _("Enter a phone number of 10 digits, for example 0912 345 678")
            )
        return digits
