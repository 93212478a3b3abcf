"""RSS of the newest published articles."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from news.models import Article


class LatestArticlesFeed(Feed):
    """The newest twenty; titles and leads only, so that readers come to the page."""

    def title(self):
        return _("News – startup portal of Lạng Sơn")

    def description(self):
        return _("Activities, announcements and stories of the province's startup ecosystem.")

    def link(self):
        return reverse("news:article_list")

    def items(self):
        return Article.objects.published().for_list_page()[:20]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        """Readers of feeds take a description for HTML: the lead is text."""
        return escape(item.lead)

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at

    def item_categories(self, item):
        return [item.category.name]
