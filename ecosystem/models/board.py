"""The board: what startups and organisations need, and what they offer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import (
    OPEN_POST_STATES,
    REVISABLE_POST_STATES,
    ConnectionPurpose,
    PostIntent,
    PostState,
)
from ecosystem.models.base import Folded, OfProfile, Slugged
from ecosystem.querysets import BoardPostQuerySet
from ecosystem.validators import validate_no_address
from portal.bilingual import Bilingual
from portal.fields import NfcCharField, NfcTextField

# No word of an address stands before these, so that a title is never one of the board's own pages.
SLUG_STEMS = {PostIntent.NEED: "can", PostIntent.OFFER: "cung-cap"}


class BoardPost(Bilingual, OfProfile, Folded, Slugged):
    """A need or an offer, in the name of a startup or an organisation.

    ``state`` is moved by ``ecosystem.workflow.BOARD_POST`` alone. It is shown to the end of
    ``last_day``, whether or not the scheduled work has come round.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="board_posts",
        verbose_name=_("posted by"),
    )
    intent = models.CharField(_("need or offer"), max_length=8, choices=PostIntent)
    kind = models.CharField(pgettext_lazy("post", "kind"), max_length=12, choices=ConnectionPurpose)
    title = NfcCharField(
        pgettext_lazy("post", "title"), max_length=100, validators=[validate_no_address]
    )
    text = NfcTextField(_("text"), validators=[validate_no_address])
    field = models.ForeignKey(
        "ecosystem.Field", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("field")
    )
    locality = models.ForeignKey(
        "ecosystem.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("locality"),
    )
    last_day = models.DateField(_("last day"))
    # A post is extended once.
    extended_on = models.DateField(_("extended on"), null=True, blank=True)
    # Counts what was sent to the office, so that it publishes what it has read.
    revision = models.PositiveSmallIntegerField(default=1, editable=False)

    state = models.CharField(
        _("state"), max_length=10, choices=PostState, default=PostState.RECEIVED
    )
    reason = NfcTextField(_("reason"), blank=True)
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)

    folded_from = ("title", "text")
    slug_from = ("slug_stem", "title")
    objects = BoardPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post of the board")
        verbose_name_plural = _("needs and offers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization=None, startup__isnull=False)
                | Q(organization__isnull=False, startup=None),
                name="post_is_of_one_profile",
            ),
            # A double click makes one post.
            models.UniqueConstraint(
                fields=["author", "intent", "title"],
                condition=Q(state__in=sorted(OPEN_POST_STATES)),
                name="one_open_post_per_title",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("ecosystem:post_detail", args=[self.slug])

    @property
    def slug_stem(self):
        return SLUG_STEMS[PostIntent(self.intent)]

    @property
    def summary(self):
        """The beginning of the text, as lists and the search show it."""
        line = " ".join(self.text.split())
        return line if len(line) <= 200 else f"{line[:200].rsplit(' ', 1)[0]} …"

    @property
    def is_shown(self):
        """Whether it is published and its last day is not over; agrees with ``current()``."""
        return self.state == PostState.PUBLISHED and self.last_day >= timezone.localdate()

    @property
    def may_be_revised(self):
        return self.state in REVISABLE_POST_STATES
