"""What people can get: offers of support with their legal source, and for whom each is."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import SeekerKind, SpecialGroup, StartupStage
from ecosystem.models.base import Folded, Slugged, Sourced
from ecosystem.querysets import SupportOfferQuerySet
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField


class SupportOffer(KeepsEnglish, Folded, Slugged, Sourced):
    """A support policy or programme. A condition that names nobody is open to everybody.

    Rooms, experts, organisations and editions of the contest are no rows here: the finder reads
    them where they are kept.
    """

    name = NfcCharField(_("name"), max_length=200)
    kind = models.ForeignKey(
        "ecosystem.SupportKind",
        on_delete=models.PROTECT,
        related_name="offers",
        verbose_name=_("kind of support"),
    )
    summary = NfcCharField(
        _("what one gets"),
        max_length=250,
        help_text=_("In one sentence that everybody understands."),
    )
    description = NfcTextField(_("more about it"), blank=True)
    amount_text = NfcCharField(
        _("amount"),
        max_length=200,
        blank=True,
        help_text=_(
            "As the document says it. Where it is not known to the office: leave it empty."
        ),
    )
    how_to_ask = NfcTextField(_("how to ask for it"), blank=True)

    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_offers",
        verbose_name=_("given by"),
        help_text=_("Empty: people are sent to the Department of Science and Technology."),
    )
    contact = NfcCharField(
        _("contact"),
        max_length=250,
        blank=True,
        help_text=_("Empty: phone and e-mail of the organisation are shown."),
    )
    link = models.URLField(_("link"), blank=True)

    document = models.ForeignKey(
        "ecosystem.PolicyDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_offers",
        verbose_name=_("legal source"),
    )
    clause = NfcCharField(
        _("clause"), max_length=120, blank=True, help_text=_("For example: Article 4, clause 2.")
    )

    for_seekers = models.JSONField(_("who may ask"), default=list, blank=True)
    for_stages = models.JSONField(_("stages"), default=list, blank=True)
    for_groups = models.JSONField(_("special groups"), default=list, blank=True)
    for_fields = models.ManyToManyField(
        "ecosystem.Field", blank=True, related_name="+", verbose_name=_("fields")
    )
    for_localities = models.ManyToManyField(
        "ecosystem.Locality", blank=True, related_name="+", verbose_name=_("communes")
    )

    valid_from = models.DateField(_("offered from"), null=True, blank=True)
    valid_to = models.DateField(
        _("offered until"), null=True, blank=True, help_text=_("After this day nobody sees it.")
    )
    is_published = models.BooleanField(_("published"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    name_en = NfcCharField(_("name in English"), max_length=200, blank=True)
    summary_en = NfcCharField(_("in one line, in English"), max_length=250, blank=True)
    description_en = NfcTextField(_("more about it, in English"), blank=True)
    amount_text_en = NfcCharField(_("amount in English"), max_length=200, blank=True)
    how_to_ask_en = NfcTextField(_("how to ask for it, in English"), blank=True)

    translated = ("name", "summary", "description", "amount_text", "how_to_ask")
    folded_from = (
        "name",
        "summary",
        "description",
        "amount_text",
        "name_en",
        "summary_en",
        "description_en",
        "amount_text_en",
    )
    objects = SupportOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("support offer")
        verbose_name_plural = _("support offers")
        ordering = ["order", "folded"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="support_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first day"),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        for name, choices in self.condition_choices().items():
            unknown = set(getattr(self, name)) - set(choices.values)
            if unknown:
                raise ValidationError({name: _("Choose from the list")})

    def get_absolute_url(self):
        return reverse("ecosystem:support_detail", args=[self.slug])

    @staticmethod
    def condition_choices():
        """The conditions that are lists of answers, each with all its answers."""
        return {"for_seekers": SeekerKind, "for_stages": StartupStage, "for_groups": SpecialGroup}

    @property
    def is_offered(self):
        """Whether everybody sees it today; agrees with ``offered()``."""
        today = timezone.localdate()
        return (
            self.is_published
            and (self.valid_from is None or self.valid_from <= today)
            and (self.valid_to is None or self.valid_to >= today)
        )
