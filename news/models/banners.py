"""Banners of the home page: a picture, a sentence and one link, for a time."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.models.pictures import CutPicture
from news.querysets import BannerQuerySet
from portal.bilingual import Bilingual
from portal.fields import NfcCharField, is_link

NO_LINK = _(
    "Enter an address of the portal that begins with /, or one that begins with https://, without spaces"
)


class Banner(Bilingual, CutPicture):
    """Shown from its first moment to the last before its end; how many at once, the domain says."""

    title = NfcCharField(pgettext_lazy("banner", "title"), max_length=80)
    text = NfcCharField(
        pgettext_lazy("banner", "sentence"),
        max_length=200,
        help_text=_("One sentence: what there is, for whom, until when."),
    )
    alt_text = NfcCharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("Says what the picture shows to somebody who cannot see it."),
    )
    is_decoration = models.BooleanField(
        _("the picture only decorates"),
        default=False,
        help_text=_("It says nothing that title and sentence do not say: it needs no other words."),
    )
    url = models.CharField(
        pgettext_lazy("banner", "link"),
        max_length=500,
        validators=[is_link],
        error_messages={"invalid": NO_LINK},
        help_text=_(
            "An address of the portal that begins with /, or one that begins with https://."
        ),
    )
    link_label = NfcCharField(
        pgettext_lazy("banner", "words of the link"),
        max_length=60,
        help_text=_("Says where the link leads: “Submit an application”, not “click here”."),
    )
    title_en = NfcCharField(_("title in English"), max_length=80, blank=True)
    text_en = NfcCharField(_("sentence in English"), max_length=200, blank=True)
    alt_text_en = NfcCharField(_("alternative text in English"), max_length=250, blank=True)
    link_label_en = NfcCharField(_("words of the link in English"), max_length=60, blank=True)

    starts_at = models.DateTimeField(pgettext_lazy("banner", "shown from"), default=timezone.now)
    ends_at = models.DateTimeField(
        pgettext_lazy("banner", "shown until"),
        null=True,
        blank=True,
        help_text=_("Empty: until it is deleted."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("The smallest number stands first; of equal ones the newest."),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    translated = ("title", "text", "alt_text", "link_label")
    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering = ["order", "-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="banner_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(alt_text="") | models.Q(is_decoration=True),
                name="banner_picture_has_words_or_decorates",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        errors = {}
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The end must be after the start.")
        if not self.alt_text and not self.is_decoration:
            errors["alt_text"] = _(
                "Say what the picture shows, or mark that the picture only decorates."
            )
        if errors:
            raise ValidationError(errors)
