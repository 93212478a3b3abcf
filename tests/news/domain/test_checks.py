"""What is looked at before an article goes out."""

import pytest
from django.core.files.base import ContentFile

from news.domain import articles
from news.domain.checks import LONG_LEAD, LONGEST_LEAD, SHORT_LEAD, NotReadyError, findings
from news.domain.markup import read_markup
from news.models import MediaImage, Tag
from portal.roles import Role
from tests.factories.files import picture_bytes
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

WORDS = "Một đoạn mở đầu đủ dài để người đọc biết bài viết nói về điều gì. "


@pytest.fixture
def whole():
    """An article in which nothing is found."""
    picture = MediaImage.objects.create(
        image=ContentFile(picture_bytes(), name="a.png"), alt_text="Gian hàng"
    )
    article = ArticleFactory(
        lead=WORDS, body="<p>Chữ.</p>", author_name="Ban biên tập", picture=picture
    )
    article.tags.add(Tag.objects.create(name="Hồng treo gió"))
    return article


def found(article):
    return [(finding.is_blocking, finding.text) for finding in findings(article)]


def kinds(article):
    return [finding.is_blocking for finding in findings(article)]


def test_nothing_is_found_in_a_whole_article(whole):
    assert found(whole) == []


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0, [True]),
        (SHORT_LEAD - 1, [False]),
        (SHORT_LEAD, []),
        (LONG_LEAD, []),
        (LONG_LEAD + 1, [False]),
        (LONGEST_LEAD, [False]),
        (LONGEST_LEAD + 1, [True]),
    ],
)
def test_the_lead_has_a_length(whole, length, expected):
    whole.lead = "a" * length

    assert kinds(whole) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", [True]),
        ("<p> </p>", [True]),
        ("<h2>Một</h2><h3>Hai</h3><h2>Ba</h2>", []),
        ("<h3>Nhảy cấp</h3>", [False]),
        ("<h2>Một</h2><h4>Ba</h4>", [False]),
        ('<p><a href="/khong-co-trang-nay/">nối</a></p>', [True]),
        ('<p><a href="http://127.0.0.1:8000/khong-co-trang-nay/">nối</a></p>', [True]),
        ('<p><a href="/tin-tuc/cuoc-thi/chua-co/">nối</a></p>', [False]),
        ('<p><a href="/tin-tuc/">nối</a> <a href="/tin-tuc/#x">nối</a></p>', []),
        ('<p><a href="/">nối</a></p>', []),
        ('<p><a href="https://langson.gov.vn/khong-biet/">nối</a></p>', []),
        ('<p><a href="mailto:a@vidu.vn">thư</a> <a href="tel:02053812345">gọi</a></p>', []),
        ('<p><a href="/media/tep.pdf">tệp</a> <a href="#duoi">dưới</a></p>', []),
        ('<p><a href="/tai-khoan/">của tôi</a></p>', []),
    ],
)
def test_the_text_is_there_its_headings_follow_and_its_links_lead_somewhere(
    whole, settings, body, expected
):
    settings.SITE_URL = "http://127.0.0.1:8000"
    whole.body = body

    assert kinds(whole) == expected


def test_a_link_to_a_page_that_opens_is_good_and_to_one_that_waits_only_warns(whole):
    target = ArticleFactory(state="scheduled")
    whole.body = f'<p><a href="{target.get_absolute_url()}">bài</a></p>'
    assert kinds(whole) == [False]

    target = ArticleFactory(state="published")
    whole.body = f'<p><a href="{target.get_absolute_url()}">bài</a></p>'
    assert kinds(whole) == []


def test_picture_author_and_tags_are_asked_for(whole):
    whole.picture, whole.author_name = None, ""
    whole.tags.clear()

    assert kinds(whole) == [False, False, False]


@pytest.mark.parametrize(
    ("state", "step"),
    [("draft", "submit_for_review"), ("in_review", "approve"), ("approved", "publish")],
)
def test_what_blocks_stops_every_step_on_the_way_out(state, step):
    article = ArticleFactory(state=state, body="", published_at=None)

    with pytest.raises(NotReadyError):
        getattr(articles, step)(article, actor=UserFactory(roles=[Role.PUBLISHER]))

    article.refresh_from_db()
    assert article.state == state


def test_a_point_of_a_list_is_read_on_one_line():
    assert read_markup("<ul><li><p>Hồi</p></li><li>Quế</li></ul>").text == "– Hồi\n– Quế"
