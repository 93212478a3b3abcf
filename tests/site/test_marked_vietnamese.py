"""Words that are Vietnamese on every page are marked on the English ones, and nowhere else."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertNotContains

from portal.bilingual import as_vietnamese
from portal.templatetags.bilingual_tags import said, vietnamese
from tests.factories.ecosystem import (
    EventFactory,
    IndicatorFactory,
    PolicyDocumentFactory,
    RoomFactory,
)
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.training import CourseRunFactory, SessionFactory


def test_a_text_amid_others_is_marked_on_english_pages_and_stays_text():
    with override("vi"):
        assert vietnamese("Gỗ & đá") == "Gỗ &amp; đá"
        assert said(as_vietnamese("Gỗ")) == "Gỗ"
    with override("en"):
        assert vietnamese("Gỗ & đá") == '<span lang="vi">Gỗ &amp; đá</span>'
        assert said(as_vietnamese("Gỗ & đá")) == '<span lang="vi">Gỗ &amp; đá</span>'
        assert (vietnamese(""), said("A & b")) == ("", "A &amp; b")


def room():
    row = RoomFactory(is_public=True, house_rules="Giữ im lặng", place="Tầng hai")
    return row.get_absolute_url, ["Giữ im lặng", "Tầng hai"]


def event():
    row = EventFactory(state="published", venue="Hội trường tỉnh", source="Báo cáo của Sở")
    return row.get_absolute_url, ["Hội trường tỉnh", "Báo cáo của Sở"]


def training():
    row = CourseRunFactory(how_to_register="Gọi cho văn phòng")
    SessionFactory(run=row, topic="Viết kế hoạch", venue="Phòng họp số hai")
    return row.get_absolute_url, ["Gọi cho văn phòng", "Viết kế hoạch", "Phòng họp số hai"]


def document():
    row = PolicyDocumentFactory(issuer="Ủy ban tỉnh", note="Chờ bản ký")
    return row.get_absolute_url, ["Ủy ban tỉnh", "Chờ bản ký"]


def documents():
    PolicyDocumentFactory(issuer="Ủy ban tỉnh", subject="Về khởi nghiệp")
    return lambda: reverse("ecosystem:document_list"), ["Ủy ban tỉnh", "Về khởi nghiệp"]


def article():
    row = ArticleFactory(state="published", author_name="Hoàng Lan", source="Báo của tỉnh")
    return row.get_absolute_url, ["Hoàng Lan", "Báo của tỉnh"]


def figures():
    IndicatorFactory(name="Số dự án được ươm tạo")
    return lambda: reverse("site:figures"), ["Số dự án được ươm tạo"]


def plans():
    IndicatorFactory(name="Số dự án được ươm tạo", source="Kế hoạch của tỉnh")
    return lambda: reverse("site:plans"), ["Số dự án được ươm tạo", "Kế hoạch của tỉnh"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made", [room, event, training, document, documents, article, figures, plans]
)
def test_what_has_no_english_is_marked_on_the_english_page(client, made):
    address, words = made()
    with override("en"):
        english = client.get(address())
    with override("vi"):
        page = client.get(address())

    for text in words:
        assert re.search(f'lang="vi">(<p>)?{text}', english.content.decode()), text
        assertContains(page, text)
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert 'lang="vi"' not in main


@pytest.mark.django_db
def test_feeds_below_en_name_categories_and_articles_in_english(client):
    category = CategoryFactory(
        name="Sự kiện tỉnh", name_en="Provincial events", slug="su-kien-tinh"
    )
    ArticleFactory(state="published", category=category, title="Tin mới", title_en="New things")

    with override("en"):
        address = reverse("news:category_feed", args=[category.slug])
    english = client.get(address)

    assertContains(english, "<title>Provincial events –")
    assertContains(english, "<title>New things</title>")
    assertContains(english, "<category>Provincial events</category>")
    assertNotContains(english, "Tin mới")
