"""Abstract parts: the folded search column, and where a figure comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField, NfcTextField
from portal.text import fold


class Folded(models.Model):
    """Keeps ``folded`` equal to the fold of ``folded_from``; bulk writers call ``refold`` themselves."""

    folded = models.TextField(editable=False, default="", blank=True)
    folded_from: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def refold(self):
        """Recompute the search column from the fields it is made of."""
        self.folded = fold(" ".join(str(getattr(self, name) or "") for name in self.folded_from))

    def save(self, *args, **kwargs):
        # The one override of save(): search must not depend on which door a row came through.
        self.refold()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded"}
        super().save(*args, **kwargs)


class Sourced(models.Model):
    """Every figure of the portal says where it comes from."""

    source = NfcCharField(_("source"), max_length=250, blank=True)
    note = NfcTextField(_("note"), blank=True)

    class Meta:
        abstract = True
