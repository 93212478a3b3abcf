"""The list that its GET form narrows, and the kind of actors of an address."""

from django.http import Http404
from django.views.generic import ListView

from ecosystem.enums import KIND_OF_PATH

PER_PAGE = 20


class FilteredListView(ListView):
    """A list that its GET form narrows; ``?page=`` and the filters stay in the address."""

    paginate_by = PER_PAGE
    filterset_class = None

    def get_filterset(self, rows):
        return self.filterset_class(self.request.GET, queryset=rows)

    def get_queryset(self):
        self.filterset = self.get_filterset(super().get_queryset())
        return self.filterset.qs

    def get_context_data(self, **kwargs):
        return super().get_context_data(filterset=self.filterset, **kwargs)


def kind_or_404(path):
    """The kind of actors whose public path this is."""
    try:
        return KIND_OF_PATH[path]
    except KeyError as error:
        raise Http404 from error
