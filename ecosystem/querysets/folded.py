"""Rows with a search column, and the search of it."""

from functools import reduce
from operator import and_, or_

from django.db import models
from django.db.models import (
    Case,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat

from portal.search.terms import read
from portal.search.vocabulary import vocabulary
from portal.text import fold

# More words than this narrow nothing further, and a database refuses conditions without end.
MAX_WORDS = 12


class FoldedQuerySet(models.QuerySet):
    """Rows with a ``folded`` column."""

    def search(self, words):
        """Rows that hold every word of ``words``, whatever its marks, case or order.

        What is in quotes is a phrase; words that staff say mean the same find one another.
        Syllables are short and lie inside one another (hiệp, nghiệp): only whole words count.
        The last one may be still half typed.
        """
        if not fold(words or ""):
            return self
        blank = Value(" ")
        found = self.alias(words=Concat(blank, "folded", blank, output_field=TextField()))
        for group in read(words, vocabulary().synonyms).groups:
            found = found.filter(reduce(or_, (self._holds(choice) for choice in group)))
        return found

    @staticmethod
    def _holds(choice):
        """The condition that a row holds a phrase, or each of the words."""
        if choice.is_phrase:
            return Q(words__contains=choice.phrase)
        *whole, last = [word.folded for word in choice.words]
        held = Q(words__contains=f" {last}" if choice.is_open else f" {last} ")
        return reduce(and_, (Q(words__contains=f" {word} ") for word in whole), held)

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
