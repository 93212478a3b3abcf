"""Who reads the newsletter, and about what."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def reader_key():
    """What opens somebody's own page: 192 bits."""
    return secrets.token_urlsafe(24)


class NewsletterTopic(models.TextChoices):
    """What one can choose; the order is that of the letter."""

    CALLS = "calls", pgettext_lazy("newsletter", "Contests and problem statements that are open")
    TRAINING = "training", pgettext_lazy("newsletter", "Training to come")
    EVENTS = "events", pgettext_lazy("newsletter", "Events to come")
    NEWS = "news", pgettext_lazy("newsletter", "News and stories")
    POLICIES = "policies", pgettext_lazy("newsletter", "New documents on support")


class Subscriber(models.Model):
    """Somebody who asked for the newsletter. Nothing is sent before the address is confirmed.

    Whoever ends it is deleted; what stays is the proof of the consent with the moment at which it
    was withdrawn (``portal.models.Consent``).
    """

    email = models.EmailField(_("e-mail"))
    email_key = models.CharField(max_length=254, unique=True, editable=False)
    key = models.CharField(max_length=40, unique=True, default=reader_key, editable=False)
    topics = models.JSONField(_("topics"), default=list)
    consent = models.ForeignKey(
        "portal.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("consent"),
    )
    created_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True, editable=False)
    last_digest_at = models.DateTimeField(_("last letter"), null=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("newsletter", "reader")
        verbose_name_plural = pgettext_lazy("newsletter", "readers")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        # The log keeps it: not the address.
        return _("reader no. %(number)s") % {"number": self.pk}

    @property
    def chosen_topics(self):
        """The names of the topics, in the order of the letter."""
        return [topic.label for topic in NewsletterTopic if topic in self.topics]
