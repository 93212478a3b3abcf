"""What other apps say about a policy document."""

from django import template

from news.models import Article
from portal.models import SearchEntry
from portal.search.index import cite_token
from portal.search.matching import OneOf, Token
from portal.site.search_sources import ARTICLES, STORIES, cite_key

register = template.Library()

ARTICLES_SHOWN = 5


@register.inclusion_tag("ecosystem/_citing_articles.html")
def articles_citing(document):
    """The newest published articles that cite the document (a row of ``with_namesakes``).

    Where another document bears the number too, only a day tells which one is meant.
    """
    keys = [cite_key(document.number_key, document.issued_on)]
    if not document.has_namesake:
        keys.append(cite_key(document.number_key, None))
    cites = OneOf(tuple(Token(cite_token(key)) for key in keys))
    entries = SearchEntry.objects.filter(kind__in=(ARTICLES, STORIES), tokens__matches=cites)
    rows = Article.objects.published().filter(pk__in=entries.values("object_id"))
    newest = rows.select_related("category").order_by("-published_at", "-pk")
    return {"articles": newest.defer("folded", "body")[:ARTICLES_SHOWN]}
