"""Pages of the news."""

from news.views.articles import ArticleDetailView, ArticleListView, ArticlePreviewView

__all__ = ["ArticleDetailView", "ArticleListView", "ArticlePreviewView"]
