"""The people of a dossier besides its representative."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contests.enums import InvitationState, TeamAccess
from ecosystem.enums import Sex
from portal.fields import NfcCharField, NfcTextField


class TeamMember(models.Model):
    """A person of the team besides the representative."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="members",
        verbose_name=_("application"),
    )
    full_name = NfcCharField(_("full name"), max_length=150)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    # For the counts of the report only: no snapshot, paper, export or page shows it.
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    role = NfcCharField(_("role in the team"), max_length=150)
    contribution = NfcTextField(_("contribution to the project"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=20, blank=True)
    guardian_name = NfcCharField(_("guardian"), max_length=150, blank=True)
    guardian_relation = NfcCharField(_("guardian's relation"), max_length=60, blank=True)
    guardian_phone = models.CharField(_("guardian's phone number"), max_length=20, blank=True)

    # Who this is among the accounts; set when the invitation is accepted.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="team_memberships",
        verbose_name=_("account"),
    )
    access = models.CharField(
        _("access"), max_length=5, choices=TeamAccess, default=TeamAccess.NONE
    )
    invitation = models.CharField(
        _("invitation"),
        max_length=10,
        choices=InvitationState,
        default=InvitationState.NONE,
        editable=False,
    )
    # SHA-256 of the key in the mailed link: who reads the database cannot accept for somebody.
    invitation_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["application", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"], name="one_membership_per_account"
            ),
        ]

    def __str__(self):
        return self.full_name
