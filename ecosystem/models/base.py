"""Abstract parts: the folded search column, the path, and where a figure comes from."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import StartupStage
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField
from portal.text import fold, slug


class Folded(models.Model):
    """Keeps ``folded`` equal to the fold of ``folded_from``; bulk writers call ``refold`` themselves."""

    folded = models.TextField(editable=False, default="", blank=True)
    folded_from: tuple[str, ...] = ()
    # What ``refold`` writes.
    folded_columns: tuple[str, ...] = ("folded",)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # The one override of save(): search must not depend on which door a row came through.
        self.refold()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.folded_columns}
        super().save(*args, **kwargs)

    def refold(self):
        """Recompute the search column from the fields it is made of."""
        self.folded = fold(" ".join(str(getattr(self, name) or "") for name in self.folded_from))


class Slugged(models.Model):
    """Gives a row its path when nobody typed one; a path once given is kept when the name changes."""

    slug = models.SlugField(
        _("path"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Last part of the address. Leave it empty: the portal makes it from the name."),
    )
    slug_from: tuple[str, ...] = ("name",)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self):
        """The slug of ``slug_from``, numbered when another row has it."""
        parts = (getattr(self, name) for name in self.slug_from)
        wanted = slug(" ".join(self._slug_part(part) for part in parts)) or self._meta.model_name
        taken = set(
            type(self)
            ._default_manager.filter(slug__startswith=wanted)
            .values_list("slug", flat=True)
        )
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return (
            wanted if wanted not in taken else next(free for free in numbered if free not in taken)
        )

    @staticmethod
    def _slug_part(part):
        return f"{part:%d-%m-%Y}" if hasattr(part, "strftime") else str(part)


class Choice(KeepsEnglish, Slugged):
    """An entry of a list that staff keep, in the order in which it is offered."""

    name = NfcCharField(_("name"), max_length=100, unique=True)
    name_en = NfcCharField(_("name in English"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    translated = ("name",)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class ServesStages(models.Model):
    """Helps projects in certain stages: rows of ``served_stages``."""

    class Meta:
        abstract = True

    @property
    def stages(self):
        """The stages of a project that it helps in, in the order of a project's life."""
        served = {row.stage for row in self.served_stages.all()}
        return [stage for stage in StartupStage if stage in served]


class StageServed(models.Model):
    """A stage of a project in which somebody helps."""

    stage = models.CharField(_("stage"), max_length=12, choices=StartupStage)

    class Meta:
        abstract = True
        verbose_name = _("stage that is helped in")
        verbose_name_plural = _("stages that are helped in")


class Sourced(models.Model):
    """Every figure of the portal says where it comes from."""

    source = NfcCharField(
        _("source"),
        max_length=250,
        blank=True,
        help_text=_("Who reported it, and where it can be read."),
    )
    note = NfcTextField(
        _("note"),
        blank=True,
        help_text=_("Shown beside it: doubts, corrections, what the source leaves open."),
    )

    class Meta:
        abstract = True


class Kept(models.Model):
    """A public profile that somebody keeps: whom to turn to, and when it was last confirmed.

    The days below ``verified_on`` are written by ``ecosystem.domain.freshness`` alone.
    """

    contact_name = NfcCharField(_("contact person"), max_length=150, blank=True)
    contact_position = NfcCharField(_("position of the contact"), max_length=150, blank=True)
    # Law 91/2025/QH15: a name is shown while its bearer agrees, whoever typed it in.
    contact_consent = models.ForeignKey(
        "portal.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("consent of the contact"),
    )

    listed_on = models.DateField(_("listed on"), default=timezone.localdate, editable=False)
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("When somebody last confirmed this profile."),
    )
    asked_on = models.DateField(_("asked on"), null=True, blank=True, editable=False)
    stale_on = models.DateField(
        _("marked as unconfirmed on"), null=True, blank=True, editable=False
    )
    hidden_on = models.DateField(_("hidden on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def profile_key(self):
        """What consents, links and mails call this profile."""
        return f"{self._meta.model_name}:{self.pk}"

    @property
    def has_public_contact(self):
        """Whether the contact may be named: there is one, and the consent stands."""
        return bool(
            self.contact_name
            and self.contact_consent_id
            and self.contact_consent.withdrawn_at is None
        )


class OfProfile(models.Model):
    """Something about one profile: of an organisation, or of a startup project."""

    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("organisation"),
    )
    startup = models.ForeignKey(
        "ecosystem.Startup",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("startup project"),
    )

    class Meta:
        abstract = True

    @property
    def profile(self):
        return self.organization or self.startup

    @classmethod
    def about(cls, profile):
        """The field of this model that points to ``profile``, with it."""
        return {profile._meta.model_name: profile}


def at_most_one_profile(name):
    """The constraint of every model below ``OfProfile``."""
    return models.CheckConstraint(
        condition=Q(organization=None) | Q(startup=None), name=f"{name}_is_about_one_profile"
    )
