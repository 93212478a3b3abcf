"""People who help projects: mentors, trainers, representatives of investors."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import ExpertKind, Language
from ecosystem.models.base import Folded, ServesStages, Slugged, StageServed
from ecosystem.querysets import ExpertQuerySet
from ecosystem.validators import validate_no_address
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField


class Expert(KeepsEnglish, Folded, Slugged, ServesStages):
    """Somebody whom projects may ask for help. Listed while the person agrees; never with an address.

    ``email`` is where the office passes requests on when the person has no account; no page for
    the public, and no mail to a project before the person accepted, holds it.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ExpertKind)
    name = NfcCharField(_("full name"), max_length=150)
    position = NfcCharField(_("position"), max_length=150, blank=True)
    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="experts",
        verbose_name=_("organisation"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expert",
        verbose_name=_("account"),
    )
    email = models.EmailField(
        _("private e-mail"),
        blank=True,
        help_text=_("Requests are passed on to it when there is no account. Never shown."),
    )

    summary = NfcCharField(
        _("in one line"), max_length=250, blank=True, validators=[validate_no_address]
    )
    description = NfcTextField(_("experience"), blank=True, validators=[validate_no_address])
    fields = models.ManyToManyField("ecosystem.Field", blank=True, verbose_name=_("fields"))
    supports = models.ManyToManyField(
        "ecosystem.SupportKind",
        blank=True,
        related_name="experts",
        verbose_name=_("kinds of support"),
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    hours_a_month = models.PositiveSmallIntegerField(_("hours a month"), null=True, blank=True)
    ticket_min = models.DecimalField(
        _("invests from (đồng)"), max_digits=15, decimal_places=0, null=True, blank=True
    )
    ticket_max = models.DecimalField(
        _("invests up to (đồng)"), max_digits=15, decimal_places=0, null=True, blank=True
    )

    # Law 91/2025/QH15: the profile is shown while its bearer agrees, whoever typed it in.
    listing_consent = models.ForeignKey(
        "portal.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("consent to be listed"),
    )
    is_paused = models.BooleanField(
        _("takes no requests for now"),
        default=False,
        help_text=_("The profile stays; nobody can send a request."),
    )
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    summary_en = NfcCharField(
        _("in one line, in English"), max_length=250, blank=True, validators=[validate_no_address]
    )
    position_en = NfcCharField(_("position in English"), max_length=150, blank=True)
    description_en = NfcTextField(
        _("experience in English"), blank=True, validators=[validate_no_address]
    )

    translated = ("summary", "position", "description")
    folded_from = ("name", "position", "summary", "position_en", "summary_en")
    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering = ["folded"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ExpertKind.INVESTOR) | Q(ticket_min=None, ticket_max=None),
                name="only_investors_have_a_ticket",
            ),
            models.CheckConstraint(
                condition=Q(ticket_min=None)
                | Q(ticket_max=None)
                | Q(ticket_min__lte=F("ticket_max")),
                name="ticket_from_below_ticket_to",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        low, high = self.ticket_min, self.ticket_max
        if self.kind != ExpertKind.INVESTOR and (low is not None or high is not None):
            raise ValidationError(
                {"ticket_min": _("Amounts are for representatives of investors only")}
            )
        if low is not None and high is not None and low > high:
            raise ValidationError(
                {"ticket_max": _("The highest amount must not be below the lowest")}
            )

    def get_absolute_url(self):
        return reverse("ecosystem:expert_detail", args=[self.slug])

    @property
    def profile_key(self):
        """What consents call this profile."""
        return f"expert:{self.pk}"

    @property
    def is_listed(self):
        """Whether everybody sees it; agrees with ``public()``."""
        return self.listing_consent_id is not None and self.listing_consent.withdrawn_at is None

    @property
    def takes_requests(self):
        """Whether projects may ask for a connection now."""
        return self.is_listed and not self.is_paused

    @property
    def directory_kind(self):
        """What the person is, as lists say it."""
        return self.get_kind_display()

    @property
    def language_names(self):
        return [Language(code).label for code in self.languages if code in Language.values]


class ExpertStage(StageServed):
    """A stage of a project in which an expert helps."""

    expert = models.ForeignKey(
        Expert, on_delete=models.CASCADE, related_name="served_stages", verbose_name=_("expert")
    )

    class Meta(StageServed.Meta):
        ordering = ["expert", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "stage"], name="one_row_per_expert_and_stage"
            ),
        ]

    def __str__(self):
        return f"{self.expert} – {self.get_stage_display()}"
