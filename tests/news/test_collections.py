"""Kinds, tags, series, success stories and reports of the press: what each page shows."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from contests.models import Application, Award
from news.domain.stories import submit_story, waiting_story
from news.enums import KIND_PATHS, ArticleKind
from news.forms.stories import StoryForm
from news.models import Article, MediaCoverage, Series, Story, Tag
from portal.models import Consent
from portal.roles import Role
from tests.factories.ecosystem import StartupFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import UserFactory
from tests.factories.results import published_round, scored_final

pytestmark = pytest.mark.django_db


def listed(response):
    return list(response.context["articles"])


# --- kinds, tags, related ----------------------------------------------------------------------


@pytest.mark.parametrize(("path", "kind"), KIND_PATHS.items())
def test_a_kind_lists_its_own(client, path, kind):
    own = ArticleFactory(state="published", kind=kind)
    ArticleFactory(state="published", kind="news")
    ArticleFactory(state="draft", kind=kind)

    assert listed(client.get(reverse("news:kind", args=[path]))) == [own]


def test_a_kind_that_is_none_is_not_found(client):
    assert client.get(reverse("news:kind", args=["khong-co"])).status_code == 404


def test_a_tag_leads_from_an_article_to_the_others(client):
    tag = Tag.objects.create(name="Hồng treo gió")
    one, other = ArticleFactory.create_batch(2, state="published")
    for article in (one, other):
        article.tags.add(tag)
    ArticleFactory(state="published")

    page = client.get(one.get_absolute_url()).content.decode()

    assert tag.get_absolute_url() in page
    assert set(listed(client.get(tag.get_absolute_url()))) == {one, other}


def test_related_articles_are_the_closest_first():
    startup = StartupFactory()
    tag = Tag.objects.create(name="Đặc sản")
    elsewhere = CategoryFactory(slug="thong-bao", name="Thông báo")
    article = ArticleFactory(state="published", startup=startup, contest_year=2023)
    article.tags.add(tag)
    same_category = ArticleFactory(state="published")
    old = timezone.now() - dt.timedelta(days=90)
    close = [
        ArticleFactory(state="published", category=elsewhere, published_at=old, **more)
        for more in ({"startup": startup}, {"contest_year": 2023}, {})
    ]
    close[2].tags.add(tag)
    ArticleFactory(state="published", category=elsewhere)
    ArticleFactory(state="draft", startup=startup)

    found = Article.objects.published().related_to(article, 4)

    assert set(found[:3]) == set(close)
    assert found[3:] == [same_category]


def test_what_is_pinned_stands_above_the_first_page_only(client):
    pinned = ArticleFactory(state="published", is_pinned=True)
    ArticleFactory.create_batch(12, state="published")
    ArticleFactory(state="draft", is_pinned=True)
    url = reverse("news:article_list")

    assert list(client.get(url).context["pinned"]) == [pinned]
    for query in ({"page": 2}, {"q": "tin"}):
        assert "pinned" not in client.get(url, query).context
    assert "pinned" not in client.get(pinned.category.get_absolute_url()).context


# --- series ------------------------------------------------------------------------------------


def test_a_series_is_read_in_its_order_and_leads_to_the_part_before_and_after(client):
    series = Series.objects.create(name="Viết kế hoạch kinh doanh")
    second = ArticleFactory(state="published", series=series, series_order=2, title="Hai")
    first = ArticleFactory(state="published", series=series, series_order=1, title="Một")
    third = ArticleFactory(state="published", series=series, series_order=3, title="Ba")
    ArticleFactory(state="draft", series=series, series_order=4)

    assert client.get(series.get_absolute_url()).context["articles"] == [first, second, third]
    context = client.get(second.get_absolute_url()).context
    assert (context["previous_part"], context["next_part"]) == (first, third)
    assert context["series_number"] == 2
    assert client.get(first.get_absolute_url()).context["previous_part"] is None
    assert client.get(third.get_absolute_url()).context["next_part"] is None
    row = client.get(reverse("news:series_list")).context["rows"][0]
    assert (row, row.parts) == (series, 3)


def test_a_series_without_a_published_part_is_not_there(client):
    series = Series.objects.create(name="Chưa có")
    ArticleFactory(state="draft", series=series)

    assert client.get(series.get_absolute_url()).status_code == 404
    assert list(client.get(reverse("news:series_list")).context["rows"]) == []


def test_an_archived_part_names_its_series_without_a_place(client):
    series = Series.objects.create(name="Cũ và mới")
    archived = ArticleFactory(state="archived", series=series)
    ArticleFactory(state="published", series=series)

    context = client.get(archived.get_absolute_url()).context

    assert "series_number" not in context
    assert len(context["series_parts"]) == 1


# --- the press ---------------------------------------------------------------------------------


def test_reports_of_the_press_are_links_with_outlet_and_day(client):
    MediaCoverage.objects.create(
        title="Đặc sản lên sàn",
        outlet="Báo Lạng Sơn",
        published_on=dt.date(2024, 3, 5),
        url="https://baolangson.vidu/dac-san",
        permission="Chỉ dẫn liên kết",
    )
    MediaCoverage.objects.create(
        title="Còn giấu",
        outlet="Đài",
        published_on=dt.date(2024, 3, 6),
        url="https://dai.vidu/",
        is_public=False,
    )

    page = client.get(reverse("news:coverage")).content.decode()

    for words in ("Đặc sản lên sàn", "Báo Lạng Sơn", "05/03/2024", "Chỉ dẫn liên kết"):
        assert words in page
    assert 'rel="external noopener noreferrer"' in page
    assert "Còn giấu" not in page


@pytest.mark.parametrize("ahead", [-1, 0, 1])
def test_the_press_has_reported_already(ahead):
    day = timezone.localdate() + dt.timedelta(days=ahead)
    row = MediaCoverage(title="a", outlet="b", url="https://vidu.vn/", published_on=day)

    if ahead <= 0:
        row.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert list(refused.value.message_dict) == ["published_on"]


# --- success stories ---------------------------------------------------------------------------


@pytest.fixture
def owner():
    return UserFactory(full_name="Lý Thị Mai")


@pytest.fixture
def startup(owner):
    return StartupFactory(name="Hồng Bảo Lâm", owner=owner, is_public=True)


def entered(**changes):
    return {
        "title": "Từ vườn hồng đến kệ hàng",
        "lead": "Ba năm làm hồng treo gió.",
        "text": "Chúng tôi bắt đầu.\n\nRồi <b>bán được</b>.",
        "founder_name": "Lý Thị Mai",
        "quote": "Cứ làm rồi sẽ khéo.",
        "consent": "on",
    } | changes


def test_the_people_of_a_project_send_a_draft_that_the_newsroom_edits(client, owner, startup):
    client.force_login(owner)
    url = reverse("news:story_create", args=[startup.slug])
    assert url in client.get(startup.get_absolute_url()).content.decode()

    response = client.post(url, entered())

    assert response["Location"] == startup.get_absolute_url()
    article = Article.objects.get()
    assert (article.state, article.kind, article.startup) == ("draft", "story", startup)
    assert article.created_by == owner
    assert article.body == "<p>Chúng tôi bắt đầu.</p><p>Rồi &lt;b&gt;bán được&lt;/b&gt;.</p>"
    consent = Consent.objects.get()
    assert (consent.user, consent.scope) == (owner, f"article:{article.pk}")
    assert client.get(article.get_absolute_url()).status_code == 404


def test_one_story_waits_at_a_time(client, owner, startup):
    client.force_login(owner)
    url = reverse("news:story_create", args=[startup.slug])
    client.post(url, entered())

    assert client.post(url, entered()).status_code == 422
    assert "Ban biên tập đang xử lý" in client.get(url).content.decode()
    Article.objects.update(state="published", published_at=timezone.now())
    assert waiting_story(startup) is None
    assert client.post(url, entered()).status_code == 302


@pytest.mark.parametrize("name", ["title", "lead", "text", "founder_name", "consent"])
def test_what_is_missing_is_said_and_what_was_typed_stays(client, owner, startup, name):
    client.force_login(owner)

    response = client.post(reverse("news:story_create", args=[startup.slug]), entered(**{name: ""}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert not Article.objects.exists()


def test_nobody_tells_the_story_of_somebody_elses_project(client, startup):
    stranger = UserFactory(roles=[Role.EDITOR])
    url = reverse("news:story_create", args=[startup.slug])
    assert client.get(url).status_code == 302

    client.force_login(stranger)
    assert client.post(url, entered()).status_code == 404
    form = StoryForm(entered())
    assert form.is_valid()
    with pytest.raises(PermissionDenied):
        submit_story(startup, form.told(), actor=stranger)
    assert not Article.objects.exists()


@pytest.fixture
def story(owner, startup):
    form = StoryForm(entered())
    assert form.is_valid()
    article = submit_story(startup, form.told(), actor=owner)
    Article.objects.update(state="published", published_at=timezone.now())
    article.refresh_from_db()
    return article


def test_a_story_shows_its_founder_while_that_person_agrees(client, owner, story):
    urls = [reverse("news:story_list"), story.get_absolute_url()]
    for url in urls:
        assert "Lý Thị Mai" in client.get(url).content.decode()

    client.force_login(owner)
    consent = Consent.objects.get()
    withdraw = reverse("account_consent_withdraw", args=[consent.pk])
    assert "lời trích" in client.get(withdraw).content.decode()
    client.post(withdraw)

    client.logout()
    for url in urls:
        page = client.get(url).content.decode()
        assert "Lý Thị Mai" not in page
        assert "Cứ làm rồi sẽ khéo" not in page
    assert Story.objects.get().founder_name == "Lý Thị Mai"


def test_a_project_that_is_not_public_is_not_named(client, startup, story):
    type(startup).objects.update(is_public=False)

    for url in (reverse("news:story_list"), story.get_absolute_url()):
        assert startup.get_absolute_url() not in client.get(url).content.decode()


def test_a_story_names_the_awards_of_its_project_once_they_are_public(client, startup, story):
    round_ = published_round(scored_final([90], [80]))
    award = Award.objects.filter(prize__contest=round_.contest).first()
    Application.objects.filter(pk=award.application_id).update(startup=startup)
    urls = [reverse("news:story_list"), story.get_absolute_url()]

    for url in urls:
        assert award.prize.label in client.get(url).content.decode()
    type(round_).objects.update(state="approved")
    for url in urls:
        assert award.prize.label not in client.get(url).content.decode()


# --- what the pages cost -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["kind", "tag", "story_list", "series_list", "series_detail", "coverage"]
)
def test_a_page_costs_the_same_for_one_and_three(client, name, django_assert_max_num_queries):
    tag = Tag.objects.create(name="Đặc sản")
    series = Series.objects.create(name="Chuỗi")
    urls = {
        "kind": reverse("news:kind", args=["thong-bao"]),
        "tag": tag.get_absolute_url(),
        "series_detail": series.get_absolute_url(),
    }
    url = urls.get(name) or reverse(f"news:{name}")

    def add(number):
        startup = StartupFactory(is_public=True)
        announcement = ArticleFactory(
            state="published", kind=ArticleKind.ANNOUNCEMENT, series=series
        )
        announcement.tags.add(tag)
        told = ArticleFactory(state="published", kind=ArticleKind.STORY, startup=startup)
        Story.objects.create(article=told, founder_name="Lý Thị Mai")
        ArticleFactory(state="published", series=Series.objects.create(name=f"Chuỗi {number}"))
        MediaCoverage.objects.create(
            title="a",
            outlet="b",
            url=f"https://vidu.vn/{number}",
            published_on=timezone.localdate(),
            startup=startup,
        )

    def count():
        with django_assert_max_num_queries(8) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    add(1)
    one = count()
    add(2)
    add(3)

    assert count() == one
