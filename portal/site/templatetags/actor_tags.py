"""What other apps know and pages of the ecosystem show: figures for partners, stories."""

from django import template

from news.models import Article
from portal.site import home

register = template.Library()

STORIES_SHOWN = 5


@register.inclusion_tag("ecosystem/_partner_figures.html")
def partner_figures():
    """What the province has to offer to partners that it still misses, in figures with sources."""
    shown = home.figures(home.public_contests())
    return {"figures": shown, "source": home.common_source(shown)}


@register.inclusion_tag("ecosystem/_stories.html")
def stories_of_startup(startup):
    """Published articles about a project."""
    return {"stories": _stories(startup=startup)}


@register.inclusion_tag("ecosystem/_stories.html")
def stories_of_organization(organization):
    """Published articles about the projects of an organisation."""
    return {"stories": _stories(startup__organization=organization)}


def _stories(**condition):
    rows = Article.objects.published().filter(**condition)
    return rows.for_list_page()[:STORIES_SHOWN]
