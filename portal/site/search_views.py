"""The page of the search."""

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from portal.site.search import Search
from portal.throttle import count_attempt, is_braked

# Searches without result from one address in ten minutes; more tell staff nothing new.
MISSES = 30
SECONDS = 600


class SearchView(TemplateView):
    """``?q=`` finds, ``?loai=`` chooses the tab, ``?sau=`` and ``?truoc=`` turn the page."""

    template_name = "site/search.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        search = Search(
            asked.get("q", ""),
            kind=asked.get("loai", ""),
            after=asked.get("sau", ""),
            before=asked.get("truoc", ""),
            is_literal=asked.get("dung") == "1",
        )
        hits = search.hits
        if not hits and not is_braked(self.request, "search-misses", limit=MISSES):
            search.note_miss()
            count_attempt(self.request, "search-misses", seconds=SECONDS)
        return super().get_context_data(
            search=search, hits=hits, breadcrumbs=[(_("Search"), None)], **kwargs
        )
