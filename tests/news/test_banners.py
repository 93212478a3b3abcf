"""Banners as readers of the home page see them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage

from tests.factories.news import BannerFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def home(client, address="/"):
    return client.get(address).content.decode()


def test_the_home_page_shows_three_without_a_script_and_loads_none_before_it_is_near(client):
    for n in range(4):
        BannerFactory(title=f"Tấm {n}", order=n)

    page = home(client)
    part = page[page.index('<ul class="banners banners-3">') :]
    part = part[: part.index("</ul>")]

    assert [n for n in range(4) if f"Tấm {n}</h3>" in part] == [0, 1, 2]
    assert part.count('width="480" height="270" loading="lazy"') == 3
    assert part.count('type="image/webp"') == 3
    assert " 720w" in part
    assert " 960w" not in part
    assert "<script" not in part


def test_without_a_banner_there_is_no_heading_of_them(client):
    BannerFactory(ends_at=NOON, starts_at=NOON - timedelta(days=1))

    assert "dang-chu-y" not in home(client)


def test_each_page_says_it_in_its_language(client):
    row = BannerFactory(
        title="Nhận hồ sơ", title_en="Applications", text_en="Send yours.", link_label_en="Apply"
    )

    vietnamese, english = home(client), home(client, "/en/")

    assert "<h3>Nhận hồ sơ</h3>" in vietnamese
    assert f'<a href="/cuoc-thi/">{row.link_label}</a>' in vietnamese
    assert "<h3>Applications</h3>" in english
    assert '<a href="/en/cuoc-thi/">Apply</a>' in english
    assert 'alt="Gian hàng nông sản" lang="vi"' in english


def test_a_picture_that_decorates_is_silent(client):
    BannerFactory(is_decoration=True, alt_text="")

    page = home(client)

    assert 'alt="" width="480"' in page


def test_a_link_that_leaves_says_where_to(client):
    BannerFactory(url="https://www.langson.gov.vn/tin")

    page = home(client)

    assert 'href="https://www.langson.gov.vn/tin" rel="external noopener"' in page
    assert "Mở trang langson.gov.vn, ngoài Cổng" in page


def test_words_stay_words_and_a_lost_picture_leaves_them(client):
    banner = BannerFactory(title="<script>alert(1)</script>")
    default_storage.delete(banner.image.name)

    page = home(client)

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_kept_page_is_late_by_its_minute_at_most(client, settings, time_machine):
    settings.PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    BannerFactory(title="Nhận hồ sơ", starts_at=NOON, ends_at=NOON + timedelta(hours=1))

    time_machine.move_to(NOON - timedelta(seconds=1), tick=False)
    assert "Nhận hồ sơ</h3>" not in home(client)
    time_machine.move_to(NOON + timedelta(seconds=60), tick=False)
    assert "Nhận hồ sơ</h3>" in home(client)
    time_machine.move_to(NOON + timedelta(hours=1, seconds=61), tick=False)
    assert "Nhận hồ sơ</h3>" not in home(client)
    caches["pages"].clear()


def test_a_link_that_is_no_address_does_not_take_the_home_page_down(client):
    BannerFactory(url="https://[x")

    assert client.get("/").status_code == 200
