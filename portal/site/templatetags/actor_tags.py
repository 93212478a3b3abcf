"""What other apps know and pages of the ecosystem show: figures for partners, stories."""

from django import template

from contests.domain.results import public_awards_by_startup
from news.models import Article
from portal.site import home
from portal.site.time_line import shown_to_nobody_else, time_line_of

register = template.Library()

STORIES_SHOWN = 5


@register.inclusion_tag("ecosystem/_partner_figures.html")
def partner_figures():
    """What the province has to offer to partners that it still misses, in figures with sources."""
    shown = home.figures(home.public_contests())
    return {"figures": shown, "source": home.common_source(shown)}


@register.inclusion_tag("ecosystem/_time_line.html", takes_context=True)
def time_line(context, startup, *, may_tell):
    """The life of a project, as far as the reader may see it."""
    years = time_line_of(startup, context["request"].user)
    return {
        "years": years,
        "startup": startup,
        "may_tell": may_tell,
        "has_private": shown_to_nobody_else(years),
    }


@register.inclusion_tag("ecosystem/_stories.html")
def stories_of_organization(organization):
    """Published articles about the projects of an organisation."""
    return {"stories": _stories(startup__organization=organization)}


@register.simple_tag
def with_awards(articles):
    """Each of ``articles`` with the awards of its project, as far as they are public."""
    rows = list(articles)
    listed = [row for row in rows if row.startup is not None and row.startup.is_listed]
    awards = public_awards_by_startup({row.startup_id for row in listed}) if listed else {}
    shown = {row.pk: awards.get(row.startup_id, []) for row in listed}
    return [(row, shown.get(row.pk, [])) for row in rows]


@register.simple_tag
def awards_of_article(article):
    """The public awards of the project that the article is about."""
    return with_awards([article])[0][1]


def _stories(**condition):
    rows = Article.objects.published().filter(**condition)
    return rows.for_list_page()[:STORIES_SHOWN]
