"""Articles and categories."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from news.models import Article, Category


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ("slug",)

    name = "Cuộc thi"
    slug = "cuoc-thi"


class ArticleFactory(DjangoModelFactory):
    """A draft; pass ``state="published"`` for a public one."""

    class Meta:
        model = Article

    title = factory.Sequence(lambda n: f"Tin số {n}")
    lead = "Đoạn mở đầu."
    body = "<p>Nội dung.</p>"
    category = factory.SubFactory(CategoryFactory)
    published_at = factory.LazyFunction(timezone.now)
