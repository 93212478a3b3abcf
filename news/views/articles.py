"""The news: lists by category, search by words, and the article itself."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from news.enums import ArticleState
from news.models import Article, Category


class ArticleListView(ListView):
    """Published articles, newest first; ``?q=`` narrows them, whatever the marks."""

    template_name = "news/article_list.html"
    context_object_name = "articles"
    paginate_by = 12

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
            crumbs = [(_("News"), reverse("news:article_list")), (self.category.name, None)]
        return super().get_context_data(
            categories=self.categories,
            category=self.category,
            words=self.request.GET.get("q", ""),
            breadcrumbs=crumbs,
            **kwargs,
        )


class ArticleDetailView(DetailView):
    """A published or archived article; the newsroom reads the others as a preview."""

    template_name = "news/article_detail.html"
    context_object_name = "article"

    def get_queryset(self):
        return (
            Article.objects.visible_to(self.request.user)
            .filter(category__slug=self.kwargs["category"])
            .select_related("category", "picture", "startup")
            .prefetch_related("tags")
        )

    def get_context_data(self, **kwargs):
        article = self.object
        related = (
            Article.objects.published()
            .filter(category=article.category)
            .exclude(pk=article.pk)
            .for_list_page()
        )
        is_public = (
            article.state in {ArticleState.PUBLISHED, ArticleState.ARCHIVED}
            and article.published_at <= timezone.now()
        )
        return super().get_context_data(
            related=related[:4],
            is_preview=not is_public,
            is_archived=article.state == ArticleState.ARCHIVED,
            breadcrumbs=[
                (_("News"), reverse("news:article_list")),
                (article.category.name, article.category.get_absolute_url()),
                (article.title, None),
            ],
            **kwargs,
        )
