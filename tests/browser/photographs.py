"""A picture as heavy as a photograph, on the article that leads the home page."""

import io
import random

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageChops

from news.models import Article, MediaImage
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
    """Put it on the newest published article and print the address of that."""
    article = Article.objects.published(timezone.now()).for_list_page().first()
    picture = MediaImage.objects.create(
        image=ContentFile(photograph(), name="anh.jpg"),
        alt_text="Gian hàng nông sản tại chợ phiên khởi nghiệp",
        credit="Ảnh: Sở Khoa học và Công nghệ",
    )
    Article.objects.filter(pk=article.pk).update(picture=picture, is_pinned=True)
    begin_generation()
    print(article.get_absolute_url(), end="")  # noqa: T201 -- the answer of this command
