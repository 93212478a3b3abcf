"""One invented banner on the home page, with a drawing that says what it is."""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from news.domain.banners import keep_banner
from news.models import Banner

SIZE = (1440, 810)
# The ridges from far to near: their colour, and the heights of their corners from the left.
RIDGES = (
    ("#a9c7dd", (430, 330, 390, 240, 350, 300, 420)),
    ("#6f9dbd", (560, 470, 520, 420, 500, 390, 480)),
    ("#1b6142", (660, 620, 560, 640, 590, 630, 560)),
)


def make() -> str:
    """Put it on the home page unless staff have banners of their own; return what it says."""
    if Banner.objects.exists():
        return ""
    banner = Banner(
        title="Bạn cần hỗ trợ gì? (minh họa)",
        text="Banner minh họa: trả lời sáu câu hỏi để biết chính sách, phòng làm việc và người hướng dẫn phù hợp.",
        alt_text="Hình vẽ minh họa: mặt trời mọc sau những dãy núi xanh",
        url="/chinh-sach-ho-tro/tim/",
        link_label="Tìm hỗ trợ",
        title_en="What support do you need? (example)",
        text_en="An example of a banner: six questions lead to policies, rooms and mentors that fit.",
        alt_text_en="A drawing as an example: the sun rises behind green ridges",
        link_label_en="Find support",
        image=ContentFile(_drawing(), name="minh-hoa-nui.png"),
    )
    banner.full_clean()
    keep_banner(banner)
    return banner.title


def _drawing() -> bytes:
    width, height = SIZE
    image = Image.new("RGB", SIZE, "#fdf1dc")
    draw = ImageDraw.Draw(image)
    draw.ellipse((900, 150, 1140, 390), fill="#f5c257")
    for colour, corners in RIDGES:
        step = width // (len(corners) - 1)
        line = [(number * step, top) for number, top in enumerate(corners)]
        draw.polygon([(0, height), *line, (width, height)], fill=colour)
    stored = BytesIO()
    image.save(stored, "PNG", optimize=True)
    return stored.getvalue()
