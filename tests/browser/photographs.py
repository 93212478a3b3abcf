"""Pictures as heavy as photographs, on the article that leads the home page and on three banners."""

import io
import random

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageChops

from news.models import Article, Banner, MediaImage
from portal.page_cache import begin_generation

# Coarse shapes weigh more than fine grain, as in nature; the sizes of the grain in pixels.
GRAINS = (512, 256, 128, 64, 32, 16, 8, 4, 2)


def photograph(width=2400, height=1600, seed=7):
    """Made-up content with about the detail of a photograph: clouds within clouds."""
    chance = random.Random(seed)
    whole = Image.new("RGB", (width, height), (128, 128, 128))
    for grain in GRAINS:
        size = (width // grain + 1, height // grain + 1)
        reach = 12 + grain // 6
        noise = Image.frombytes("RGB", size, chance.randbytes(3 * size[0] * size[1]))
        cloud = noise.resize((width, height), Image.Resampling.BICUBIC)
        cloud = cloud.point(lambda value, reach=reach: 128 + (value - 128) * reach // 128)
        whole = ImageChops.add(whole, cloud, offset=-128)
    content = io.BytesIO()
    whole.save(content, "JPEG", quality=90)
    return content.getvalue()


def illustrate():
    """Put one on the newest published article, and print the address of that; the others on banners."""
    article = Article.objects.published(timezone.now()).for_list_page().first()
    picture = MediaImage.objects.create(
        image=ContentFile(photograph(), name="anh.jpg"),
        alt_text="Gian hàng nông sản tại chợ phiên khởi nghiệp",
        credit="Ảnh: Sở Khoa học và Công nghệ",
    )
    Article.objects.filter(pk=article.pk).update(picture=picture, is_pinned=True)
    for number in range(3):
        Banner.objects.create(
            title="Nhận hồ sơ cuộc thi khởi nghiệp đổi mới sáng tạo tỉnh Lạng Sơn",
            text="Dành cho tổ chức, cá nhân và học sinh, sinh viên trong tỉnh.",
            image=ContentFile(photograph(seed=number), name="anh.jpg"),
            alt_text="Gian hàng nông sản",
            url="/cuoc-thi/",
            link_label="Xem thể lệ và nộp hồ sơ",
        )
    begin_generation()
    print(article.get_absolute_url(), end="")  # noqa: T201 -- the answer of this command
