"""As many articles as wanted, written by the database itself, and the plans of pages."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.models import Article, Category, Series, Tag
from news.sitemaps import PER_PAGE
from portal.models import Consent
from portal.models.consent import ConsentPurpose
from portal.paging import NUMBERED, Place

# Nearly all are published: to the planner the two are alike.
BY_TIME = "article_by_(state|time)"
# Of a hundred: 94 published news, one story and one of knowledge, two archived, two drafts; each
# five hundredth in a category of its own. Each second has the common tag, each thousandth the rare
# one; three are pinned; twenty make a series.
FILL = """
INSERT INTO news_article
  (kind, title, lead, body, title_en, lead_en, body_en, english_mark, is_english_old, category_id, is_pinned, is_featured, author_name, source, state, slug,
   published_at, created_at, updated_at, version, folded, contest_year, series_id, series_order)
SELECT
  CASE n %% 100 WHEN 7 THEN 'story' WHEN 8 THEN 'knowledge' ELSE 'news' END,
  'Tin ' || n, 'Chuyện khởi nghiệp số ' || n, '<p>Nội dung</p>', '', '', '', '{}', false, (%(categories)s)[CASE WHEN n %% 500 = 3 THEN 5 ELSE 1 + n %% 4 END],
  n <= 3, false, '', '',
  CASE WHEN n %% 100 IN (1, 2) AND n > 3 THEN 'archived' WHEN n %% 100 IN (4, 5) THEN 'draft'
       ELSE 'published' END,
  'tin-' || n, timestamptz '2010-01-01' + make_interval(mins => n * 7), now(), now(), 1,
  'tin ' || n || ' khoi nghiep m' || n %% 1000 || ' ' || filler,
  CASE WHEN n %% 50 = 9 THEN 2010 + n %% 15 END,
  CASE WHEN n BETWEEN 11 AND 30 THEN %(series)s END, CASE WHEN n BETWEEN 11 AND 30 THEN n END
FROM (
  SELECT n, (
    SELECT string_agg('t' || (n::bigint * 7919 + k * k * 104729) %% 3000, ' ')
    FROM generate_series(1, 30) k
  ) AS filler
  FROM generate_series(%(first)s, %(last)s) n
) made
"""
# By the number in the path: keys go on from what earlier tests took.
TAG = """
INSERT INTO news_article_tags (article_id, tag_id)
SELECT id, %s FROM news_article WHERE split_part(slug, '-', 2)::int %% %s = 0
"""


def fill(rows, *, step=100_000):
    """Write ``rows`` articles with their tags and one series, and let the planner count them."""
    categories = list(Category.objects.order_by("pk").values_list("pk", flat=True)[:5])
    series = Series.objects.create(name="Viết kế hoạch", slug="viet-ke-hoach")
    tags = Tag.objects.bulk_create(
        [Tag(name="Hay gặp", slug="hay-gap"), Tag(name="Hiếm", slug="hiem")]
    )
    with connection.cursor() as cursor:
        for first in range(1, rows + 1, step):
            places = {"first": first, "last": min(rows, first + step - 1)}
            cursor.execute(FILL, places | {"categories": categories, "series": series.pk})
        for tag, each in zip(tags, (2, 1000), strict=True):
            cursor.execute(TAG, [tag.pk, each])
        # Without what earlier tests rolled back, and without a list of words that wait for the index.
        cursor.execute("REINDEX TABLE news_article")
        cursor.execute("ANALYZE news_article, news_article_tags")
    rare = Article.objects.published().filter(category=categories[4]).select_related("category")
    return rare.order_by("pk")[rows // 1000]


QUESTIONS = """
INSERT INTO news_readerquestion
  (title, asked, text, asker_name, asker_email, answer, answered_by, answered_on, state, slug,
   created_at, folded, consent_id)
SELECT 'Hỏi ' || n, '', 'Câu hỏi', '', '', 'Trả lời', 'Sở', date '1900-01-01' + n / 3,
  CASE WHEN n %% 100 = 1 THEN 'received' ELSE 'published' END, 'hoi-' || n, now(), 'hoi ' || n,
  (%(consents)s)[1 + n %% 500]
FROM generate_series(1, %(rows)s) n
"""
REPORTS = """
INSERT INTO news_mediacoverage (title, outlet, published_on, url, note, permission, is_public)
SELECT 'Bài ' || n, 'Báo', date '1900-01-01' + n / 3, 'https://vidu.vn/' || n, '', '', n %% 100 > 1
FROM generate_series(1, %(rows)s) n
"""


def fill_days(rows):
    """Write ``rows`` questions with their answers and ``rows`` reports of the press."""
    # Of whoever asked; one of a hundred took it back.
    consents = Consent.objects.bulk_create(
        Consent(
            purpose=ConsentPurpose.CONTACT,
            scope=f"hoi:{n}",
            text_version="1",
            text="Đồng ý",
            withdrawn_at=timezone.now() if n % 100 == 0 else None,
        )
        for n in range(500)
    )
    with connection.cursor() as cursor:
        for statement in (QUESTIONS, REPORTS):
            cursor.execute(statement, {"rows": rows, "consents": [row.pk for row in consents]})
        cursor.execute("ANALYZE news_readerquestion, news_mediacoverage, portal_consent")


def statements_of(client, url, table="news_article"):
    """The statements about articles, or rows of another table, that a page makes."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200, url
    statements = [query["sql"] for query in queries]
    return [sql for sql in statements if f'"{table}"' in sql and sql.startswith("SELECT")]


def plan(statement, *, options=""):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {options} {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())


def pages(article):
    """Addresses, each with an index that it goes by."""
    far = Place(10_001, article.published_at, article.pk)
    news, category = reverse("news:article_list"), article.category.get_absolute_url()
    kind = reverse("news:kind", args=["kien-thuc"])
    sitemap = reverse("sitemap_section", args=["tin-tuc"])
    return {
        news: BY_TIME,
        f"{news}?page={NUMBERED}": BY_TIME,
        f"{news}?sau={far}": BY_TIME,
        f"{news}?truoc={far}": BY_TIME,
        f"{news}?q=m7": "article_words",
        f"{news}?q=khoi+nghiep": f"article_words|{BY_TIME}",
        f"{news}?q=vu+tru": "article_words",
        category: "article_of_category",
        f"{category}?sau={far}": "article_of_category",
        kind: "article_of_kind",
        reverse("news:story_list"): "article_of_kind",
        f"{reverse('news:story_list')}?sau={far}": "article_of_kind",
        reverse("news:tag", args=["hiem"]): "news_article_tags",
        reverse("news:tag", args=["hay-gap"]): "news_article_tags",
        reverse("news:series_list"): "series",
        reverse("news:series_detail", args=["viet-ke-hoach"]): "series",
        reverse("news:feed"): BY_TIME,
        reverse("news:category_feed", args=[article.category.slug]): "article_of_category",
        reverse("site:home"): BY_TIME,
        reverse("sitemap"): "news_article_pkey",
        f"{sitemap}?p={article.pk // PER_PAGE + 1}": "news_article_pkey",
        article.get_absolute_url(): "article_of_category",
    }
