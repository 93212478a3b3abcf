"""Where django-allauth meets the portal: names, words, and mail through the outbox."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.mail import Mail, absolute_url, queue
from portal.roles import Role, roles_of
from portal.text import clean_line

# allauth's names for its mails, and ours below templates/account/mail/
MAIL_TEMPLATES = {
    "email_confirmation": "account/email_confirmation",
    "email_confirmation_signup": "account/email_confirmation",
    "password_reset_key": "account/password_reset",
    "account_already_exists": "account/already_exists",
    "password_reset": "account/password_changed",
    "password_changed": "account/password_changed",
    "password_set": "account/password_changed",
    "email_changed": "account/email_changed",
    "email_deleted": "account/email_changed",
}
# Their links sign in or take over an address: nobody but the recipient reads them.
SECRET_TEMPLATES = frozenset({"account/email_confirmation", "account/password_reset"})


class FullNameForm(forms.Form):
    """Adds the one name field to allauth's sign-up form."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your full name")},
    )

    field_order = ["full_name", "email", "password1"]

    def clean_full_name(self):
        name = clean_line(self.cleaned_data["full_name"])
        if not name:
            raise forms.ValidationError(_("Enter your full name"))
        return name

    def signup(self, request, user):
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])


class AccountAdapter(DefaultAccountAdapter):
    """Sends allauth's mails through the outbox and speaks in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed"),
        "duplicate_email": _("This is already your address"),
        "email_password_mismatch": _("The e-mail address or the password is not right"),
        "email_taken": _("This address has an account already. Sign in, or set a new password"),
        "enter_current_password": _("The present password is not right"),
        "incorrect_password": _("The password is not right"),
        "invalid_password_reset": _("This link has expired. Ask for a new one"),
        "too_many_login_attempts": _("Too many attempts. Try again in a few minutes"),
        "rate_limited": _("Too many attempts. Try again in a few minutes"),
        "same_as_current": _("This is already your address"),
    }

    def get_login_redirect_url(self, request):
        """Staff begin with their tasks, judges and units at their desk, others with their dossiers."""
        if request.user.is_staff:
            return reverse("admin:index")
        if Role.JUDGE in roles_of(request.user):
            return reverse("contests:judge_home")
        if Role.NOMINATOR in roles_of(request.user):
            return reverse("contests:desk")
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix, email, context):
        """Queue allauth's mail ``template_prefix`` with the wording of ours."""
        template = MAIL_TEMPLATES[template_prefix.rpartition("/")[2]]
        queue(
            Mail(
                template=template,
                recipient=email,
                context=self._mail_context(email, context),
                is_secret=template in SECRET_TEMPLATES,
            )
        )

    def _mail_context(self, email, context):
        """Plain values for every mail above; links stand on our own address, not on the request's."""
        user = context.get("user")
        url = context.get("activate_url") or context.get("password_reset_url") or ""
        return {
            "email": email,
            "full_name": user.full_name if user else "",
            "url": absolute_url(urlsplit(url).path),
            "new_email": context.get("to_email", ""),
            "days": settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS,
            "reset_days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        }


def display_name(user):
    return str(user)


def has_verified_email(user) -> bool:
    """Whether the address that ``user`` signs in with is confirmed: submitting asks for it."""
    return EmailAddress.objects.filter(
        user_id=user.pk, email__iexact=user.email, verified=True
    ).exists()
