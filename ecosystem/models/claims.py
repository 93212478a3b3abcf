"""Who asks to keep a profile, and what those who keep one changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import STARTUP_KIND, ClaimState, OrganizationKind
from ecosystem.models.base import OfProfile, at_most_one_profile
from portal.fields import NfcCharField, NfcTextField

PROFILE_KINDS = [*OrganizationKind.choices, (STARTUP_KIND, _("Startup project"))]


class ProfileClaim(OfProfile):
    """A person asks to keep a profile: one of the directory, or a new one that they propose.

    ``state`` is moved by ``ecosystem.workflow.PROFILE_CLAIM`` alone. A proposal gets its profile
    when it is approved.
    """

    proposed_kind = models.CharField(
        _("kind of the proposed profile"), max_length=20, choices=PROFILE_KINDS, blank=True
    )
    proposed_name = NfcCharField(_("name of the proposed profile"), max_length=200, blank=True)
    proposed_summary = NfcCharField(_("in one line"), max_length=250, blank=True)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="profile_claims",
        verbose_name=_("person"),
    )
    position = NfcCharField(_("position"), max_length=150)
    statement = NfcTextField(_("how this can be verified"))
    proof = models.ForeignKey(
        "portal.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proof"),
    )

    state = models.CharField(
        _("state"), max_length=10, choices=ClaimState, default=ClaimState.RECEIVED
    )
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = NfcTextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("claim of a profile")
        verbose_name_plural = _("claims of profiles")
        ordering = ["-created_at"]
        constraints = [
            at_most_one_profile("claim"),
            models.CheckConstraint(
                condition=~Q(organization=None, startup=None, proposed_name=""),
                name="claim_names_a_profile",
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", field],
                    condition=Q(state=ClaimState.RECEIVED),
                    name=f"one_open_claim_per_{field}",
                )
                for field in ("organization", "startup")
            ),
            models.UniqueConstraint(
                fields=["user", "proposed_name"],
                condition=Q(state=ClaimState.RECEIVED) & ~Q(proposed_name=""),
                name="one_open_claim_per_proposal",
            ),
        ]

    def __str__(self):
        return f"{self.profile or self.proposed_name} – {self.user}"

    @property
    def is_proposal(self):
        """Whether it asks for a profile that the directory did not have."""
        return bool(self.proposed_name)


class ProfileChange(OfProfile):
    """What somebody who keeps a profile changed; staff read it afterwards and tick it off."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("changed by"),
    )
    made_at = models.DateTimeField(_("changed at"), auto_now_add=True)
    # Each: label of the field in Vietnamese, text before, text after.
    changes = models.JSONField(_("changes"), default=list)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("read by"),
    )
    seen_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("change by its keepers")
        verbose_name_plural = _("changes by their keepers")
        ordering = ["-made_at"]
        constraints = [at_most_one_profile("change")]

    def __str__(self):
        return f"{self.profile} – {self.made_by}"


class ActorImport(models.Model):
    """A spreadsheet of actors that was checked, and perhaps applied."""

    file = models.ForeignKey(
        "portal.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )
    # Fingerprint of what the dry run showed: what is applied must be what was read.
    fingerprint = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("checked by"),
    )
    created_at = models.DateTimeField(_("checked at"), auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("applied by"),
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    new_count = models.PositiveIntegerField(_("new profiles"), default=0)
    changed_count = models.PositiveIntegerField(_("changed profiles"), default=0)

    class Meta:
        verbose_name = _("import of actors")
        verbose_name_plural = _("imports of actors")
        ordering = ["-created_at"]

    def __str__(self):
        return str(self.file)
