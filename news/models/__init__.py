"""The models of the news."""

from news.models.articles import Article
from news.models.pictures import MediaImage
from news.models.taxonomy import Category, Tag

__all__ = ["Article", "Category", "MediaImage", "Tag"]
