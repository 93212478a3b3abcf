"""Abstract parts: the folded search column, the path, and where a figure comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField, NfcTextField
from portal.text import fold, slug


class Folded(models.Model):
    """Keeps ``folded`` equal to the fold of ``folded_from``; bulk writers call ``refold`` themselves."""

    folded = models.TextField(editable=False, default="", blank=True)
    folded_from: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # The one override of save(): search must not depend on which door a row came through.
        self.refold()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded"}
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
