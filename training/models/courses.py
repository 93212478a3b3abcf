"""Courses: what is taught, to whom, by which organisation."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.models.base import Choice, Folded, Slugged
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField
from training.querysets import CourseQuerySet

# Words that stand where a course's path would.
RESERVED_PATHS = frozenset(
    {
        "cua-toi",
        "lich-su",
        "lop",
        "khoa-hoc",
        "giay-chung-nhan",
        "khao-sat",
        "tai-lieu",
        "dang-ky",
        "nhom",
        "ve",
        "co-mat",
        "diem-danh",
        "giang-vien",
    }
)


class Audience(Choice):
    """A group of people that training is held and counted for; staff keep the list."""

    class Meta(Choice.Meta):
        verbose_name = pgettext_lazy("training", "audience group")
        verbose_name_plural = pgettext_lazy("training", "audience groups")


class Course(KeepsEnglish, Folded, Slugged):
    """What is taught; it takes place in classes."""

    name = NfcCharField(pgettext_lazy("course", "name"), max_length=200)
    summary = NfcCharField(_("in one line"), max_length=250, blank=True)
    description = NfcTextField(_("description"), blank=True)
    outcomes = NfcTextField(
        _("what people can do afterwards"), blank=True, help_text=_("One item a line.")
    )
    audiences = models.ManyToManyField(
        "training.Audience",
        blank=True,
        related_name="courses",
        verbose_name=pgettext_lazy("course", "for whom"),
    )
    fields = models.ManyToManyField("ecosystem.Field", blank=True, verbose_name=_("fields"))
    organizer = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("organised by"),
    )
    min_attendance = models.PositiveSmallIntegerField(
        _("attendance needed for the certificate (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Empty: the course gives no certificate."),
    )
    is_public = models.BooleanField(_("public"), default=True)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    name_en = NfcCharField(_("name in English"), max_length=200, blank=True)
    summary_en = NfcCharField(_("in one line, in English"), max_length=250, blank=True)
    description_en = NfcTextField(_("description in English"), blank=True)
    outcomes_en = NfcTextField(
        _("what people can do afterwards, in English"), blank=True, help_text=_("One item a line.")
    )

    translated = ("name", "summary", "description", "outcomes")
    folded_from = ("name", "summary", "description", "name_en", "summary_en", "description_en")
    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["folded"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("training:course_detail", args=[self.slug])

    def _free_slug(self):
        """A path of the name that is none of the portal's own."""
        found = super()._free_slug()
        return f"khoa-{found}" if found in RESERVED_PATHS else found

    @property
    def outcome_lines(self):
        """In the language of the page: nothing but pages asks for lines."""
        return [line.strip() for line in self.here.outcomes.splitlines() if line.strip()]
