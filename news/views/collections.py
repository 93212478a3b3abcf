"""Articles by kind, by tag and in series; what the press wrote."""

from django.db.models import Count, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from news.enums import KIND_PATHS
from news.models import Article, MediaCoverage, Series, Tag
from news.views.articles import news_crumb
from portal.paging import EndlessListView


class CollectionView(EndlessListView):
    """Published articles that have something in common, newest first."""

    template_name = "news/collection.html"
    context_object_name = "articles"
    paginate_by = 12

    def name_of(self):
        """What they have in common, in words; 404 for what nothing has."""
        raise NotImplementedError

    def narrow(self, articles):
        raise NotImplementedError

    def get_queryset(self):
        self.name = self.name_of()
        return self.narrow(Article.objects.published().for_list_page())

    def get_context_data(self, **kwargs):
        crumbs = [news_crumb(), (self.name, None)]
        return super().get_context_data(name=self.name, breadcrumbs=crumbs, **kwargs)


class KindView(CollectionView):
    def name_of(self):
        try:
            self.kind = KIND_PATHS[self.kwargs["kind"]]
        except KeyError as error:
            raise Http404 from error
        return str(self.kind.label)

    def narrow(self, articles):
        return articles.filter(kind=self.kind)


class TagView(CollectionView):
    def name_of(self):
        self.tag = get_object_or_404(Tag, slug=self.kwargs["slug"])
        return _("Tag: %(tag)s") % {"tag": self.tag.here.name}

    def narrow(self, articles):
        return articles.filter(tags=self.tag)


class SeriesListView(ListView):
    """Series of which something is published, with the number of parts."""

    template_name = "news/series_list.html"
    context_object_name = "rows"
    paginate_by = 20

    def get_queryset(self):
        # Counted series by series: a join would read every article.
        own = Article.objects.published().filter(series=OuterRef("pk")).order_by()
        parts = own.values("series").annotate(number=Count("pk")).values("number")
        rows = Series.objects.annotate(parts=Subquery(parts))
        return rows.filter(parts__gt=0).order_by("order", "name")

    def get_context_data(self, **kwargs):
        crumbs = [news_crumb(), (_("Knowledge series"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class SeriesDetailView(DetailView):
    """The parts in their order; a series without any is not there yet."""

    template_name = "news/series_detail.html"
    context_object_name = "series"
    queryset = Series.objects.all()

    def get_context_data(self, **kwargs):
        articles = list(Article.objects.parts_of(self.object))
        if not articles:
            raise Http404
        crumbs = [
            news_crumb(),
            (_("Knowledge series"), reverse("news:series_list")),
            (self.object.here.name, None),
        ]
        return super().get_context_data(articles=articles, breadcrumbs=crumbs, **kwargs)


class CoverageView(EndlessListView):
    """Links to newspapers and stations."""

    template_name = "news/coverage.html"
    context_object_name = "reports"
    paginate_by = 20
    moment = "published_on"
    queryset = MediaCoverage.objects.filter(is_public=True).select_related(
        "startup__publication_consent"
    )

    def get_context_data(self, **kwargs):
        crumbs = [news_crumb(), (_("In the press"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)
