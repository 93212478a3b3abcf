"""Official papers: in whose name they are written, how the council met, templates, what was made."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contests.enums import PaperFormat, PaperIssuer, PaperKind
from portal.fields import NfcCharField, NfcTextField


class PaperOffice(models.Model):
    """Head, symbol, signatures and recipients of the papers of one issuer in one edition.

    What no row says comes from ``contests/data/paper_offices.json``.
    """

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="paper_offices",
        verbose_name=_("contest"),
    )
    issuer = models.CharField(_("papers of"), max_length=10, choices=PaperIssuer)
    superior = NfcTextField(
        _("superior body"), blank=True, help_text=_("In capitals; break the line where it is long.")
    )
    body = NfcTextField(
        _("issuing body"), help_text=_("In capitals; break the line where it is long.")
    )
    name = NfcCharField(
        _("name in running text"),
        max_length=150,
        help_text=_("For example Sở Khoa học và Công nghệ tỉnh Lạng Sơn."),
    )
    symbol = NfcCharField(
        _("symbol of the issuing body"),
        max_length=20,
        blank=True,
        help_text=_("Stands after the kind of paper: SKHCN makes TTr-SKHCN."),
    )
    place = NfcCharField(_("place in the date line"), max_length=60)
    authority = NfcTextField(
        _("authority of the signature"),
        blank=True,
        help_text=_(
            "For example TM. BAN TỔ CHỨC, or KT. GIÁM ĐỐC; each on a line of its own. Empty when the head of the body signs."
        ),
    )
    signer_title = NfcCharField(_("title of the signer"), max_length=100)
    signer_name = NfcCharField(_("signer"), max_length=150, blank=True)
    clerk_title = NfcCharField(
        _("title of the second signature"),
        max_length=100,
        blank=True,
        help_text=_("Stands on the left of minutes and score tables."),
    )
    clerk_name = NfcCharField(_("second signer"), max_length=150, blank=True)
    recipients = NfcTextField(
        _("recipients"), blank=True, help_text=_("One per line, without the dash.")
    )

    class Meta:
        verbose_name = _("office data of papers")
        verbose_name_plural = _("office data of papers")
        ordering = ["contest", "issuer"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "issuer"],
                name="one_paper_office_per_issuer",
                violation_error_message=_("These office data exist already: change them"),
            )
        ]

    def __str__(self):
        return f"{self.get_issuer_display()} – {self.contest}"


class CouncilMeeting(models.Model):
    """The meeting of the jury council on a round: what the minutes say beyond the scores."""

    round = models.OneToOneField(
        "contests.Round",
        on_delete=models.CASCADE,
        related_name="council_meeting",
        verbose_name=_("round"),
    )
    starts_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    place = NfcCharField(_("place"), max_length=200, blank=True)
    absent = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("absent judges"),
    )
    guests = NfcTextField(_("others present"), blank=True, help_text=_("One per line."))
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    discussion = NfcTextField(_("what was said"), blank=True)

    class Meta:
        verbose_name = _("meeting of the jury council")
        verbose_name_plural = _("meetings of the jury council")
        ordering = ["round"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at=None) | Q(ends_at__gte=F("starts_at")),
                name="council_meeting_ends_after_it_begins",
                violation_error_message=_("The end must not be before the beginning"),
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.round}"


class PaperTemplate(models.Model):
    """A Word template of the office that stands in for the shipped one of its kind."""

    kind = models.CharField(_("paper"), max_length=20, choices=PaperKind)
    stored = models.ForeignKey(
        "portal.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("One template of each paper is in use.")
    )
    note = NfcCharField(_("note"), max_length=250, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("template of a paper")
        verbose_name_plural = _("templates of papers")
        ordering = ["kind", "-is_active", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(is_active=True),
                name="one_paper_template_in_use_per_kind",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.stored}"


class MadePaper(models.Model):
    """That a paper was made: which, by whom, when; the fingerprint tells which file it was."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="made_papers",
        verbose_name=_("contest"),
    )
    round = models.ForeignKey(
        "contests.Round",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("round"),
    )
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("judge"),
    )
    kind = models.CharField(_("paper"), max_length=20, choices=PaperKind)
    format = models.CharField(_("format"), max_length=4, choices=PaperFormat)
    template = models.ForeignKey(
        "contests.PaperTemplate",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("template"),
    )
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("paper made")
        verbose_name_plural = _("papers made")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.get_format_display()})"
