"""Rows with a search column, and the search of it."""

from django.db import models
from django.db.models import (
    Case,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat

from portal.text import fold

# More words than this narrow nothing further, and a database refuses conditions without end.
MAX_WORDS = 12


class FoldedQuerySet(models.QuerySet):
    """Rows with a ``folded`` column."""

    def search(self, words):
        """Rows that hold every word of ``words``, whatever its marks, case or order.

        Syllables are short and lie inside one another (hiệp, nghiệp): only whole words count.
        The last one may be still half typed.
        """
        *whole, last = fold(words or "").split()[:MAX_WORDS] or [""]
        if not last:
            return self
        blank = Value(" ")
        found = self.alias(words=Concat(blank, "folded", blank, output_field=TextField()))
        for word in whole:
            found = found.filter(words__contains=f" {word} ")
        return found.filter(words__contains=f" {last}")

    def nearest_first(self, words, title, *order):
        """First where ``title`` holds ``words`` as written, then what begins with them."""
        written = When(**{f"{title}__icontains": words}, then=0)
        begins = When(self.begins_with(words), then=1)
        return self.annotate(
            distance=Case(written, begins, default=2, output_field=models.IntegerField())
        ).order_by("distance", *order)

    @staticmethod
    def begins_with(words):
        """The condition that a row is named by ``words``, and does not only hold them."""
        return Q(folded__startswith=fold(words))
