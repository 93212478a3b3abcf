"""Actors that are organisations: from the department to the fund that is still missing."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import INVESTING_KINDS, KIND_PATHS, OrganizationKind
from ecosystem.models.base import (
    Choice,
    Folded,
    Kept,
    ServesStages,
    Slugged,
    Sourced,
    StageServed,
)
from ecosystem.querysets import MembershipQuerySet, OrganizationQuerySet
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField


class SupportKind(Choice):
    """A kind of support that actors offer: what the directory is narrowed by."""

    class Meta(Choice.Meta):
        verbose_name = _("kind of support")
        verbose_name_plural = _("kinds of support")


class Organization(KeepsEnglish, Folded, Slugged, Sourced, Kept, ServesStages):
    """An actor of the ecosystem. One that no longer exists keeps its page and points to its successor."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind)
    name = NfcCharField(_("name"), max_length=200, unique=True)
    short_name = NfcCharField(_("short name"), max_length=60, blank=True)

    summary = NfcCharField(_("in one line"), max_length=250, blank=True)
    description = NfcTextField(_("description"), blank=True)
    support_offered = NfcTextField(
        _("support offered"), blank=True, help_text=_("One kind of support a line.")
    )
    supports = models.ManyToManyField(
        "ecosystem.SupportKind",
        blank=True,
        related_name="organizations",
        verbose_name=_("kinds of support"),
    )
    fields = models.ManyToManyField("ecosystem.Field", blank=True, verbose_name=_("fields"))

    locality = models.ForeignKey(
        "ecosystem.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("locality"),
    )
    address = NfcCharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("office phone"), max_length=30, blank=True)
    email = models.EmailField(_("office e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    is_public = models.BooleanField(_("public"), default=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("existed until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    # Decree 42/2022/NĐ-CP art. 7: functions and contact officials are readable in English.
    name_en = NfcCharField(_("name in English"), max_length=200, blank=True)
    summary_en = NfcCharField(_("in one line, in English"), max_length=250, blank=True)
    description_en = NfcTextField(_("description in English"), blank=True)
    support_offered_en = NfcTextField(
        _("support offered, in English"), blank=True, help_text=_("One kind of support a line.")
    )
    contact_position_en = NfcCharField(
        _("position of the contact, in English"), max_length=150, blank=True
    )

    translated = ("name", "summary", "description", "support_offered", "contact_position")
    folded_from = (
        *("name", "short_name", "summary", "support_offered"),
        *("name_en", "summary_en", "support_offered_en"),
    )
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["folded"]

    def __str__(self):
        return self.name

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day must not be before the first day")})
        if self.successor_id and self.successor_id == self.pk:
            raise ValidationError({"successor": _("An organisation cannot succeed itself")})

    def get_absolute_url(self):
        return reverse("ecosystem:organization_detail", args=[KIND_PATHS[self.kind], self.slug])

    @property
    def is_listed(self):
        """Whether everybody sees it; agrees with ``public()``."""
        return self.is_public and self.hidden_on is None

    @property
    def directory_kind(self):
        """What it is, as the directory says it beside startup projects."""
        return self.get_kind_display()

    @property
    def is_former(self):
        """Whether it ended or passed into another; the day of that may not be known."""
        return self.valid_to is not None or self.successor_id is not None

    @property
    def takes_requests(self):
        """Whether projects may ask it for a connection: it invests, and it exists."""
        return self.kind in INVESTING_KINDS and self.is_listed and not self.is_former

    @property
    def support_lines(self):
        """The kinds of support, in the language of the page: nothing but pages asks for lines."""
        return [line.strip() for line in self.here.support_offered.splitlines() if line.strip()]


class ServedStage(StageServed):
    """A stage of a project in which an organisation helps."""

    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.CASCADE,
        related_name="served_stages",
        verbose_name=_("organisation"),
    )

    class Meta(StageServed.Meta):
        ordering = ["organization", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "stage"], name="one_row_per_organization_and_stage"
            ),
        ]

    def __str__(self):
        return f"{self.organization} – {self.get_stage_display()}"


class Membership(models.Model):
    """Who acts for which organisation.

    Everyone who acts keeps the public profile. Nominations and their dossiers are for those whom
    the office appointed: a claim of the profile alone must never open them.
    """

    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    position = NfcCharField(_("position"), max_length=150, blank=True)
    is_active = models.BooleanField(_("acts for it now"), default=True)
    is_profile_only = models.BooleanField(
        _("keeps the public profile only"),
        default=False,
        help_text=_("No nominations, and none of the dossiers that come with them."),
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organization", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"], name="one_membership_per_person"
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.organization}"
