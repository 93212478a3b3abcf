"""What a success story has besides its words: who tells it, and what that person agreed to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField


class Story(models.Model):
    """The founder of an article of the kind “success story”."""

    article = models.OneToOneField(
        "news.Article",
        on_delete=models.CASCADE,
        related_name="story",
        verbose_name=_("article"),
    )
    founder_name = NfcCharField(
        _("founder"),
        max_length=150,
        blank=True,
        help_text=_("Only with this person’s consent, or as a public source names them."),
    )
    quote = NfcCharField(_("in the founder’s words"), max_length=300, blank=True)
    # Empty where the newsroom wrote it from a public source. Once withdrawn nobody is named.
    consent = models.ForeignKey(
        "portal.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("consent to publication"),
    )

    class Meta:
        verbose_name = _("founder of a success story")
        verbose_name_plural = _("founders of success stories")

    def __str__(self):
        return self.founder_name or str(self.article)

    @property
    def shown_founder(self):
        """The name while its bearer agrees."""
        is_withdrawn = self.consent is not None and self.consent.withdrawn_at is not None
        return "" if is_withdrawn else self.founder_name

    @property
    def shown_quote(self):
        is_withdrawn = self.consent is not None and self.consent.withdrawn_at is not None
        return "" if is_withdrawn else self.quote
