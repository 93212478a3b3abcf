"""Pictures of the newsroom."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField


class CutPicture(models.Model):
    """A picture that pages cut to a shape, around what matters in it (``news.domain.renditions``)."""

    image = models.ImageField(
        _("picture"), upload_to="tin-tuc/%Y/%m/", width_field="width", height_field="height"
    )
    focus_x = models.PositiveSmallIntegerField(
        _("focus, from the left in per cent"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Where what matters is; kept when the picture is cut to a shape."),
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focus, from the top in per cent"), default=50, validators=[MaxValueValidator(100)]
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)

    class Meta:
        abstract = True


class MediaImage(CutPicture):
    """A picture with the words that stand for it."""

    alt_text = NfcCharField(
        _("alternative text"),
        max_length=250,
        help_text=_("Says what the picture shows to somebody who cannot see it."),
    )
    caption = NfcCharField(_("caption"), max_length=250, blank=True)
    credit = NfcCharField(_("credit"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at"]

    def __str__(self):
        return self.alt_text
