"""Addresses of an earlier site: whoever follows an old link reaches what took its place."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import LINK_PATTERN

# An address of the portal, or of another host by a safe scheme.
TARGET = RegexValidator(
    LINK_PATTERN,
    message=_("Enter an address that begins with / or with https://."),
)
OLD_PATH = RegexValidator(
    r"^/(?!/)\S*$",
    message=_("Enter what stood after the domain name, beginning with /, without spaces."),
)


class OldAddress(models.Model):
    """What stood after the domain name, query included, and where it leads for good."""

    path = models.CharField(
        _("old address"),
        max_length=500,
        unique=True,
        validators=[OLD_PATH],
        help_text=_("What stood after the domain name, for example /i1509-tin.html?id=7."),
    )
    target = models.CharField(
        _("leads to"),
        max_length=500,
        validators=[TARGET],
        help_text=_(
            "An address of the portal that begins with /, or one that begins with https://."
        ),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("address of the old site")
        verbose_name_plural = _("addresses of the old site")
        ordering = ["path"]

    def __str__(self):
        return self.path

    def clean(self):
        if self.path and self.path == self.target:
            raise ValidationError({"target": _("It would lead to itself.")})
