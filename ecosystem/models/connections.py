"""Projects ask for a connection; the office passes it on; addresses follow only once it is accepted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import (
    CONNECTED_STATES,
    OPEN_CONNECTION_STATES,
    ConnectionPurpose,
    ConnectionResult,
    ConnectionSide,
    ConnectionState,
    ContactWay,
)
from ecosystem.querysets import ConnectionQuerySet
from portal.fields import NfcCharField, NfcTextField


class ConnectionRequest(models.Model):
    """A project asks an expert or an organisation that invests, or somebody answers a post.

    A post is answered in the name of a project, of an organisation, or in one's own.
    ``state`` is moved by ``ecosystem.workflow.CONNECTION`` alone. ``due_on`` is the day by which
    the present state must be answered: by the office, by who was asked, and at last the outcome.
    """

    startup = models.ForeignKey(
        "ecosystem.Startup",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="connections",
        verbose_name=_("startup project"),
    )
    from_organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_connections",
        verbose_name=_("in the name of the organisation"),
    )
    founder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="connections",
        verbose_name=_("sent by"),
    )
    expert = models.ForeignKey(
        "ecosystem.Expert",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="connections",
        verbose_name=_("expert"),
    )
    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="connections",
        verbose_name=_("organisation"),
    )
    post = models.ForeignKey(
        "ecosystem.BoardPost",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("answers the post"),
    )
    purpose = models.CharField(_("what for"), max_length=12, choices=ConnectionPurpose)
    message = NfcTextField(_("what is asked"))
    contact_way = models.CharField(_("way of contact"), max_length=8, choices=ContactWay)
    # Told to the other side once it accepts, and to nobody before.
    founder_contact = NfcCharField(_("contact of the project"), max_length=200)
    asked_contact = NfcCharField(_("contact of who was asked"), max_length=200, blank=True)

    state = models.CharField(
        _("state"), max_length=12, choices=ConnectionState, default=ConnectionState.RECEIVED
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    relayed_at = models.DateTimeField(_("passed on at"), null=True, blank=True)
    answered_at = models.DateTimeField(
        pgettext_lazy("connection", "answered at"), null=True, blank=True
    )
    outcome_asked_on = models.DateField(_("outcome asked on"), null=True, blank=True)
    reason = NfcTextField(_("reason"), blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection request")
        verbose_name_plural = _("connection requests")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expert=None, organization__isnull=False, post=None)
                | Q(expert__isnull=False, organization=None, post=None)
                | Q(expert=None, organization=None, post__isnull=False),
                name="connection_asks_one",
            ),
            # Experts and investors are asked for a project; a post is answered by anybody.
            models.CheckConstraint(
                condition=Q(startup__isnull=False, from_organization=None)
                | Q(post__isnull=False, startup=None),
                name="connection_is_sent_for_one",
            ),
            models.UniqueConstraint(
                fields=["founder", "post"],
                condition=Q(state__in=sorted(OPEN_CONNECTION_STATES)),
                name="one_open_answer_per_person",
            ),
            *(
                models.UniqueConstraint(
                    fields=["startup", field],
                    condition=Q(state__in=sorted(OPEN_CONNECTION_STATES)),
                    name=f"one_open_connection_per_{field}",
                )
                for field in ("expert", "organization")
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.sender} → {self.asked}"

    def get_absolute_url(self):
        return reverse("ecosystem:connection_detail", args=[self.pk])

    @property
    def code(self):
        """What people and mails call it."""
        return f"KN-{self.pk:04}"

    @property
    def asked(self):
        """Who is asked: an expert, an organisation, or the profile that the post is of."""
        return self.expert or self.organization or self.post.profile

    @property
    def sender(self):
        """In whose name it is sent: a project, an organisation, or the person."""
        return self.startup or self.from_organization or self.founder.full_name

    @classmethod
    def to(cls, asked):
        """The field that points to ``asked``, with it."""
        return {asked._meta.model_name: asked}

    @property
    def is_connected(self):
        """Whether both sides may know how to reach each other."""
        return self.state in CONNECTED_STATES


class ConnectionOutcome(models.Model):
    """What one side tells of a connection after a month."""

    request = models.ForeignKey(
        ConnectionRequest,
        on_delete=models.CASCADE,
        related_name="outcomes",
        verbose_name=_("connection request"),
    )
    side = models.CharField(_("told by"), max_length=8, choices=ConnectionSide)
    result = models.CharField(
        pgettext_lazy("connection", "outcome"), max_length=10, choices=ConnectionResult
    )
    note = NfcTextField(_("note"), blank=True)
    told_at = models.DateTimeField(_("told at"), auto_now_add=True)

    class Meta:
        verbose_name = _("outcome of a connection")
        verbose_name_plural = _("outcomes of connections")
        ordering = ["request", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "side"], name="one_outcome_per_side"),
        ]

    def __str__(self):
        return f"{self.request.code} – {self.get_side_display()}: {self.get_result_display()}"
