"""Pages of the news."""

from news.views.articles import ArticleDetailView, ArticleListView

__all__ = ["ArticleDetailView", "ArticleListView"]
