"""Accounts that the office makes for people: a mailed link with which they choose a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from portal.mail import Mail, absolute_url, queue


def invite(user):
    """Queue the mail with the link; it is good for as long as a reset of the password."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    path = reverse("account_reset_password_from_key", kwargs=key)
    return queue(
        Mail(
            template="account/invited",
            recipient=user.email,
            context={
                "full_name": user.full_name,
                "email": user.email,
                "url": absolute_url(path),
                "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
            },
            is_secret=True,
        )
    )
