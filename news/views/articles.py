"""The news: lists by category, search by words, and the article itself."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, View

from news.domain.cards import article_card
from news.domain.enclosures import files_for
from news.domain.previews import PreviewOverError, previewed
from news.domain.revisions import moved_article, moved_category
from news.enums import ArticleState
from news.models import Article, Category
from portal.paging import EndlessListView
from portal.serving import serve_stored_file

PINNED = 3
RELATED = 4


def news_crumb():
    return (_("News"), reverse("news:article_list"))


class ArticleListView(EndlessListView):
    """Published articles, newest first; ``?q=`` narrows them, whatever the marks."""

    template_name = "news/article_list.html"
    context_object_name = "articles"
    paginate_by = 12

    def get(self, request, *args, **kwargs):
        """The form names the column; each column has an address of its own, now and before."""
        if "column" not in request.GET:
            try:
                return super().get(request, *args, **kwargs)
            except Http404:
                moved = moved_category(kwargs.get("category", ""))
                if moved is None:
                    raise
                return redirect(moved, permanent=True)
        category = Category.objects.filter(slug=request.GET["column"]).first()
        target = category.get_absolute_url() if category else reverse("news:article_list")
        words = request.GET.get("q", "")
        return redirect(f"{target}?{urlencode({'q': words})}" if words else target)

    def get_queryset(self):
        self.categories = list(Category.objects.all())
        self.category = self._category()
        articles = Article.objects.published().search(self.request.GET.get("q", "")).for_list_page()
        return articles.filter(category=self.category) if self.category else articles

    def _category(self):
        slug = self.kwargs.get("category")
        return get_object_or_404(Category, slug=slug) if slug else None

    def get_context_data(self, **kwargs):
        crumbs = [(_("News"), None)]
        if self.category:
            crumbs = [(_("News"), reverse("news:article_list")), (self.category.here.name, None)]
        context = super().get_context_data(
            categories=self.categories,
            category=self.category,
            words=self.request.GET.get("q", ""),
            breadcrumbs=crumbs,
            **kwargs,
        )
        if self._is_front(context["page_obj"]):
            context["pinned"] = (
                Article.objects.published().filter(is_pinned=True).for_list_page()[:PINNED]
            )
        return context

    def _is_front(self, page):
        """What is pinned stands above the first page of the whole list only."""
        is_narrowed = self.category or any(self.request.GET.get(n) for n in ("q", "sau", "truoc"))
        return page.number == 1 and not is_narrowed


class ArticleDetailView(DetailView):
    """A published or archived article; the newsroom reads the others as a preview."""

    template_name = "news/article_detail.html"
    context_object_name = "article"

    def dispatch(self, request, *args, **kwargs):
        """An address that the article once had leads to the one it has now, for good."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            rows = Article.objects.visible_to(request.user)
            moved = moved_article(kwargs["category"], kwargs["slug"], rows)
            if moved is None:
                raise
            return redirect(moved, permanent=True)

    def get_queryset(self):
        return (
            Article.objects.visible_to(self.request.user)
            .filter(category__slug=self.kwargs["category"])
            .for_page()
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**page_of(self.object), **kwargs)


def page_of(article):
    """What the page of ``article`` shows beside it."""
    return {
        "related": Article.objects.published().related_to(article, RELATED),
        **_place_in_series(article),
        "is_preview": not article.is_readable,
        # What is not public presents itself to nobody.
        "card": article_card(article) if article.is_readable else None,
        **_enclosures(article),
        "is_archived": article.state == ArticleState.ARCHIVED,
        "breadcrumbs": [
            (_("News"), reverse("news:article_list")),
            (article.category.here.name, article.category.get_absolute_url()),
            (article.here.title, None),
        ],
    }


def _enclosures(article):
    """Pictures, files and films, each where the page shows them."""
    rows = list(article.enclosures.all())
    return {
        "pictures": [row.picture for row in rows if row.is_picture],
        "files": [row for row in rows if row.is_file],
        "films": [row for row in rows if row.is_film],
    }


class EnclosureView(View):
    """A file, for whoever may read its article."""

    def get(self, request, pk):
        return serve_stored_file(request, get_object_or_404(files_for(request.user), pk=pk).stored)


def _place_in_series(article):
    """The series with the parts before and after."""
    if article.series_id is None:
        return {}
    parts = list(Article.objects.parts_of(article.series))
    place = next((place for place, part in enumerate(parts) if part.pk == article.pk), None)
    if place is None:
        return {"series_parts": parts}
    return {
        "series_parts": parts,
        "series_number": place + 1,
        "previous_part": parts[place - 1] if place else None,
        "next_part": parts[place + 1] if place + 1 < len(parts) else None,
    }


@method_decorator(never_cache, name="dispatch")
class ArticlePreviewView(DetailView):
    """The article behind a signed link; once it is public the link leads to its page."""

    template_name = "news/article_detail.html"
    context_object_name = "article"

    def get(self, request, *args, **kwargs):
        """No account is needed; neither caches nor search engines keep it."""
        try:
            self.object = previewed(kwargs["token"], Article.objects.for_page())
        except PreviewOverError:
            context = {"breadcrumbs": [(_("News"), reverse("news:article_list"))]}
            response = render(request, "news/preview_over.html", context, status=410)
        except Article.DoesNotExist as error:
            raise Http404 from error
        else:
            if self.object.is_readable:
                return redirect(self.object)
            response = self.render_to_response(self.get_context_data(**page_of(self.object)))
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response
