"""What other apps say about a policy document."""

from django import template

from ecosystem.domain.citations import cites, prose_of
from news.models import Article

register = template.Library()

ARTICLES_SHOWN = 5
# Candidates hold the words of the number; which of them cite this very document is read in the text.
CANDIDATES = 30


@register.inclusion_tag("ecosystem/_citing_articles.html")
def articles_citing(document):
    """The newest published articles whose text cites the document."""
    rows = Article.objects.published().search(document.number).select_related("category")
    newest = rows.order_by("-published_at", "-pk").defer("folded")[:CANDIDATES]
    found = [row for row in newest if _cites(row, document)]
    return {"articles": found[:ARTICLES_SHOWN]}


def _cites(article, document):
    return cites(f"{article.title}\n{article.lead}\n{prose_of(article.body)}", document)
