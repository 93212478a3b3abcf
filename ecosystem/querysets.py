"""The vocabulary of reading the ecosystem."""

from django.db import models
from django.db.models import Count, Prefetch, Q

from portal.text import fold

# More words than this narrow nothing further, and a database refuses conditions without end.
MAX_WORDS = 12


class FoldedQuerySet(models.QuerySet):
    """Rows with a ``folded`` column."""

    def search(self, words):
        """Rows that hold every word of ``words``, whatever its marks or case."""
        found = self
        for word in fold(words or "").split()[:MAX_WORDS]:
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

    def counts_by_kind(self):
        """Mapping of kind to number of organisations."""
        return dict(self.order_by().values_list("kind").annotate(n=Count("pk")))

    def for_list_page(self):
        return (
            self.select_related("locality")
            .order_by("folded", "pk")
            .defer("description", "note", "folded")
        )

    def for_detail_page(self):
        return self.select_related("locality", "successor").prefetch_related(
            "fields", Prefetch("predecessors", queryset=self.model.objects.public())
        )

    def visible_to(self, user):
        """Everybody sees public ones; those who may edit see all."""
        if user.has_perm("ecosystem.change_organization"):
            return self
        return self.filter(is_public=True)


class StartupQuerySet(FoldedQuerySet):
    def public(self):
        return self.filter(is_public=True)

    def for_list_page(self):
        """The featured first, then by name."""
        return (
            self.select_related("field", "locality")
            .order_by("-is_featured", "folded", "pk")
            .defer("description", "note", "folded")
        )

    def visible_to(self, user):
        if user.has_perm("ecosystem.change_startup"):
            return self
        if not user.is_authenticated:
            return self.filter(is_public=True)
        return self.filter(Q(is_public=True) | Q(owner=user))


class IndicatorQuerySet(models.QuerySet):
    def for_figures(self):
        """Newest plan first, each with what was reached."""
        return (
            self.select_related("plan__document")
            .prefetch_related("values")
            .order_by("-plan__start_year", "plan", "order")
        )
