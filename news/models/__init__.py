"""The models of the news."""

from news.models.articles import Article, ArticleComment, ArticleCorrection
from news.models.banners import Banner
from news.models.coverage import MediaCoverage
from news.models.enclosures import Enclosure
from news.models.pictures import MediaImage
from news.models.questions import ReaderQuestion
from news.models.revisions import ArticleRedirect, ArticleRevision, CategoryRedirect, RevisionFile
from news.models.series import Series
from news.models.stories import Story
from news.models.taxonomy import Category, Tag

__all__ = [
    "Article",
    "ArticleComment",
    "ArticleCorrection",
    "ArticleRedirect",
    "ArticleRevision",
    "Banner",
    "Category",
    "CategoryRedirect",
    "Enclosure",
    "MediaCoverage",
    "MediaImage",
    "ReaderQuestion",
    "RevisionFile",
    "Series",
    "Story",
    "Tag",
]
