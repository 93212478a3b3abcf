"""People who sign in: one address, one full name."""

import rules
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Create a user; the address is stored in lower case."""
        if not email:
            raise ValueError("A user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(
            email, password, **{**fields, "is_staff": True, "is_superuser": True}
        )

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """One person. Vietnamese names are one field; the given name is its last word."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = NfcCharField(_("full name"), max_length=150, blank=True)
    phone = models.CharField(_("phone number"), max_length=20, blank=True)

    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Clear this instead of deleting an account.")
    )
    is_staff = models.BooleanField(
        _("may enter the administration"),
        default=False,
        help_text=_("The groups decide what they may do there."),
    )
    language = models.CharField(
        _("language of the administration"),
        max_length=5,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_address"),
        ]

    def __str__(self):
        return self.full_name or self.email

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower()

    def has_perm(self, perm, obj=None):
        """Like Django's, except that what the rules deny to everybody is denied to superusers too.

        Records such as the outbox, score sheets and dossiers are moved by steps, never typed.
        """
        if rules.permissions.permissions.get(perm) is rules.always_deny:
            return False
        return super().has_perm(perm, obj)

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.split()[-1] if self.full_name else self.email
