"""Pages of the news."""

from news.views.articles import (
    ArticleDetailView,
    ArticleListView,
    ArticlePreviewView,
    EnclosureView,
)

__all__ = ["ArticleDetailView", "ArticleListView", "ArticlePreviewView", "EnclosureView"]
