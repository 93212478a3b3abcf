"""The outbox: a mail is a row in the caller's transaction before it is a message."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import mailtext
from portal.fields import NfcCharField, NfcTextField


class MailState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Given up")


class OutgoingMail(models.Model):
    """One message to one recipient. Only ``portal.mail`` writes its state."""

    template = models.CharField(
        _("template"), max_length=80, help_text=_("e.g. contests/application_submitted")
    )
    recipient = models.EmailField(_("recipient"))
    reply_to = models.EmailField(_("answers go to"), blank=True)
    unsubscribe_url = models.URLField(
        _("address that ends the letters"), max_length=500, blank=True, editable=False
    )
    subject = models.CharField(pgettext_lazy("mail", "subject"), max_length=250)
    body_text = models.TextField(_("text"))
    body_html = models.TextField(_("HTML"), blank=True)
    is_secret = models.BooleanField(
        _("secret"),
        default=False,
        help_text=_("Holds a link that signs in: never shown, dropped once sent."),
    )
    about = models.CharField(
        _("about"),
        max_length=60,
        blank=True,
        db_index=True,
        help_text=_("e.g. an application's number"),
    )
    # Asking twice for the same notice makes one row: "receipt:<application>:<snapshot>"
    dedupe_key = models.CharField(
        _("dedupe key"), max_length=150, unique=True, null=True, blank=True
    )

    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(pgettext_lazy("mail", "due at"), default=timezone.now)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=150, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="mail_by_state_and_due")]

    def __str__(self):
        return f"{self.subject} → {self.recipient}"


class MailTemplate(models.Model):
    """A wording by staff that replaces the shipped file of the same name."""

    name = models.CharField(_("template"), max_length=80, unique=True)
    subject = NfcCharField(pgettext_lazy("mail", "subject"), max_length=250)
    body = NfcTextField(_("text"))
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("mail template")
        verbose_name_plural = _("mail templates")
        ordering = ["name"]

    def __str__(self):
        return mailtext.human_name(self.name)

    def clean(self):
        """Accept only placeholders that the shipped wording of this name has."""
        super().clean()
        wording = mailtext.Wording(subject=self.subject, body=self.body)
        try:
            mailtext.check_wording(self.name, wording)
        except mailtext.WordingError as error:
            raise ValidationError(error.message) from None
