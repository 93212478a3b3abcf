"""The vocabulary of reading the ecosystem."""

from django.db import models
from django.db.models import Q

from portal.text import fold


class FoldedQuerySet(models.QuerySet):
    """Rows with a ``folded`` column."""

    def search(self, words):
        """Rows that hold every word of ``words``, whatever its marks or case."""
        found = self
        for word in fold(words or "").split():
            found = found.filter(folded__contains=word)
        return found


class LocalityQuerySet(FoldedQuerySet):
    def current(self):
        """Communes and wards of today: what new forms ask for."""
        return self.filter(valid_to=None)

    def former(self):
        return self.exclude(valid_to=None)


class OrganizationQuerySet(FoldedQuerySet):
    def public(self):
        return self.filter(is_public=True)

    def existing(self):
        """Organisations that still exist under this name."""
        return self.filter(valid_to=None, successor=None)

    def ended(self):
        """Organisations of the past: their pages stay and name the successor."""
        return self.exclude(valid_to=None, successor=None)

    def visible_to(self, user):
        """Everybody sees public ones; those who may edit see all."""
        if user.has_perm("ecosystem.change_organization"):
            return self
        return self.filter(is_public=True)


class StartupQuerySet(FoldedQuerySet):
    def public(self):
        return self.filter(is_public=True)

    def visible_to(self, user):
        if user.has_perm("ecosystem.change_startup"):
            return self
        if not user.is_authenticated:
            return self.filter(is_public=True)
        return self.filter(Q(is_public=True) | Q(owner=user))


class PolicyDocumentQuerySet(FoldedQuerySet):
    def provincial(self):
        return self.filter(is_provincial=True)
