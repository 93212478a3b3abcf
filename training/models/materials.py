"""What a class hands out: files and addresses, of the class or of its course."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.fields import NfcCharField
from training.enums import MaterialAudience


class Material(models.Model):
    """A file or an address; ``training.domain.materials`` says who gets it."""

    course = models.ForeignKey(
        "training.Course",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("course"),
    )
    run = models.ForeignKey(
        "training.CourseRun",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=pgettext_lazy("training", "class"),
    )
    title = NfcCharField(pgettext_lazy("material", "title"), max_length=200)
    stored = models.ForeignKey(
        "portal.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address"), blank=True, max_length=500)
    audience = models.CharField(
        pgettext_lazy("material", "for whom"),
        max_length=10,
        choices=MaterialAudience,
        default=MaterialAudience.REGISTERED,
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("training", "material")
        verbose_name_plural = pgettext_lazy("training", "materials")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(course=None, run__isnull=False) | Q(course__isnull=False, run=None),
                name="material_of_a_course_or_a_class",
            ),
            models.CheckConstraint(
                condition=Q(stored=None) ^ Q(url=""), name="material_is_a_file_or_an_address"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where everybody asks for it; whoever holds a mailed link adds its key."""
        return reverse("training:material", args=[self.pk])
