"""The filter set whose names in the address are Vietnamese (``?loai=``)."""

from urllib.parse import urlencode

import django_filters
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

# The page of a list starts anew when it is narrowed differently.
PAGE = "page"


class UrlFilterSet(FilterSet):
    """A filter set whose query names are those of ``query_names``, with a search by words.

    A value that means nothing is reported at its field and narrows nothing.
    """

    query_names: dict[str, str] = {}

    q = django_filters.CharFilter(method="with_words", label=_("Words"))

    def __init__(self, *args, without=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.filters = {
            self.query_names.get(name, name): narrowing
            for name, narrowing in self.filters.items()
            if name not in without
        }
        self.fill_choices()

    def fill_choices(self):
        """Set the choices that come from rows."""

    def offer(self, name, choices):
        """Offer ``choices`` in a filter, or drop the filter when there is nothing to choose."""
        query_name = self.query_names.get(name, name)
        if choices:
            self.filters[query_name].extra["choices"] = choices
        else:
            del self.filters[query_name]

    def with_words(self, queryset, name, value):
        return queryset.search(value)

    @property
    def is_narrowed(self):
        """Whether any filter holds a value: offers to clear them."""
        return any(self.data.get(name) for name in self.filters)

    def address_without(self, name):
        """The query string of this list without one filter, from its first page."""
        kept = [
            (key, value) for key in self.filters if key != name and (value := self.data.get(key))
        ]
        return f"?{urlencode(kept)}" if kept else ""
