"""Articles, categories and questions from the public."""

from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from news.models import Article, Banner, Category, ReaderQuestion
from tests.factories.files import picture_bytes


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


class BannerFactory(DjangoModelFactory):
    """On the home page since an hour, without an end."""

    class Meta:
        model = Banner

    title = factory.Sequence(lambda n: f"Tấm số {n}")
    text = "Nhận hồ sơ dự thi đến hết ngày 30/11."
    image = factory.LazyFunction(
        lambda: ContentFile(picture_bytes(size=(1600, 900)), name="anh.png")
    )
    alt_text = "Gian hàng nông sản"
    url = "/cuoc-thi/"
    link_label = "Xem thể lệ"
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))


class ReaderQuestionFactory(DjangoModelFactory):
    """Just received; pass ``state="published"`` for one that everybody reads."""

    class Meta:
        model = ReaderQuestion

    title = factory.Sequence(lambda n: f"Câu hỏi số {n}")
    asked = text = "Học sinh có được dự thi không?"
    asker_name = "Lý Thị Mai"
    asker_email = "mai@vidu.vn"
    answer = "Được, khi có người giám hộ đồng ý."
    answered_by = "Sở Khoa học và Công nghệ"
    answered_on = factory.LazyFunction(timezone.localdate)
