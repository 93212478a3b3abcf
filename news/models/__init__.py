"""The models of the news."""

from news.models.articles import Article, ArticleComment, ArticleCorrection
from news.models.pictures import MediaImage
from news.models.revisions import ArticleRedirect, ArticleRevision
from news.models.taxonomy import Category, Tag

__all__ = [
    "Article",
    "ArticleComment",
    "ArticleCorrection",
    "ArticleRedirect",
    "ArticleRevision",
    "Category",
    "MediaImage",
    "Tag",
]
