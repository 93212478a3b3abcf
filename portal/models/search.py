"""The index of the search, and what staff keep for it."""

from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.fields import NfcCharField, NfcTextField, TokensField, is_link
from portal.search.spelled import words_of


class SearchEntry(models.Model):
    """One public page as the search sees it; ``portal.search.index`` alone writes it.

    A copy, made anew at any time: nothing refers to it.
    """

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=5, default="vi")
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    # The same in English, where the row has it: what the English search shows.
    title_en = models.CharField(max_length=400, blank=True, default="")
    text_en = models.TextField(blank=True, default="")
    url = models.CharField(max_length=500)
    # What has no day of its own stands behind all that has one.
    dated = models.DateTimeField()
    # All words folded, between blanks: where phrases are looked for.
    folded = models.TextField()
    tokens = TokensField()
    # Of all the rest: whether an entry must be written again.
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language"], name="one_search_entry_per_page"
            )
        ]
        indexes = [
            models.Index(fields=["-dated", "-id"], name="search_newest"),
            models.Index(fields=["kind", "-dated", "-id"], name="search_newest_of_kind"),
        ]

    def __str__(self):
        return self.title


class SearchSpelling(models.Model):
    """A word of the index under a spelling of it: itself, or with one letter left out."""

    key = models.CharField(max_length=24)
    word = models.CharField(max_length=24)

    class Meta:
        verbose_name = _("spelling known to the search")
        verbose_name_plural = _("spellings known to the search")
        constraints = [
            models.UniqueConstraint(fields=["key", "word"], name="one_spelling_per_word")
        ]

    def __str__(self):
        return f"{self.key} → {self.word}"


class SearchSynonym(models.Model):
    """Words that mean the same: whoever looks for one finds them all."""

    words = NfcTextField(
        _("words that mean the same"),
        help_text=_("One expression a line, for example: KNĐMST and khởi nghiệp đổi mới sáng tạo."),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = pgettext_lazy("search", "group of synonyms")
        verbose_name_plural = pgettext_lazy("search", "synonyms")
        ordering = ["words"]

    def __str__(self):
        return " = ".join(self.expressions)

    @property
    def expressions(self):
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    def clean(self):
        folded = {" ".join(word.folded for word in words_of(line)) for line in self.expressions}
        if len(folded - {""}) < 2:
            raise ValidationError({"words": _("Enter at least two expressions, one a line")})


class PromotedAnswer(models.Model):
    """What stands above the results when somebody looks for exactly these words."""

    title = NfcCharField(pgettext_lazy("answer", "title"), max_length=150)
    url = models.CharField(
        pgettext_lazy("answer", "link"),
        max_length=500,
        validators=[is_link],
        help_text=_(
            "An address of the portal that begins with /, or one that begins with https://."
        ),
    )
    text = NfcCharField(pgettext_lazy("answer", "in one line"), max_length=250, blank=True)
    words = NfcTextField(
        pgettext_lazy("answer", "shown for"),
        help_text=_("One search a line. Case and diacritics do not matter."),
    )
    is_shown = models.BooleanField(pgettext_lazy("answer", "shown"), default=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("promoted answer")
        verbose_name_plural = _("promoted answers")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    @property
    def searches(self):
        """The folded searches that it answers."""
        lines = (
            " ".join(word.folded for word in words_of(line)) for line in self.words.splitlines()
        )
        return [line for line in lines if line]

    def clean(self):
        if not self.searches:
            raise ValidationError({"words": _("Enter the words that people look for")})


class MissedSearch(models.Model):
    """Words that found nothing, counted by day. Nobody's: no account, address or device is kept."""

    words = models.CharField(_("words looked for"), max_length=80)
    day = models.DateField(_("day"), default=timezone.localdate)
    count = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-day", "-count", "words"]
        constraints = [
            models.UniqueConstraint(fields=["words", "day"], name="one_missed_search_a_day")
        ]

    def __str__(self):
        return self.words


for _model in (SearchSynonym, PromotedAnswer):
    auditlog.register(_model, exclude_fields=["updated_at"])
