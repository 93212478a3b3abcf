"""The home page and the pages that only say something."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.enums import ContestState, FigureKind, RoundKind, RoundState
from contests.models import HistoricalFigure
from ecosystem.enums import DocumentKind, OrganizationKind
from ecosystem.models import PolicyDocument
from news.domain.renditions import shown
from news.models import MediaImage
from tests.factories.contests import ContestFactory, DecisionFactory, RoundFactory
from tests.factories.ecosystem import OrganizationFactory, StartupFactory
from tests.factories.files import picture_bytes, upload
from tests.factories.news import ArticleFactory, BannerFactory
from training.models import HistoricalAttendance

pytestmark = pytest.mark.django_db

HOME = "/"
STATIC_PAGES = ["about", "contact", "accessibility", "privacy", "sitemap_page", "display"]


def publish_final(contest):
    RoundFactory(
        contest=contest,
        kind=RoundKind.FINAL,
        state=RoundState.PUBLISHED,
        decision=DecisionFactory(),
        published_at=timezone.now(),
    )


def fill(start, rows):
    """Put ``rows`` of everything that the home page shows, with a final that is published."""
    for n in range(start, start + rows):
        contest = ContestFactory(year=2026 + n)
        publish_final(contest)
        ArticleFactory(state="published")
        BannerFactory()
        StartupFactory(is_public=True, is_featured=True)
        OrganizationFactory(is_public=True)
        PolicyDocument.objects.create(
            number=f"{n + 1}/KH-UBND",
            slug=f"{n + 1}-kh-ubnd",
            kind=DocumentKind.PLAN,
            issuer="UBND tỉnh Lạng Sơn",
            issued_on=dt.date(2024, 1, n + 1),
            subject="Hỗ trợ hệ sinh thái khởi nghiệp",
        )
        HistoricalFigure.objects.create(
            year=2019 + n, kind=FigureKind.VALID, value=40 + n, source="Sở"
        )
        HistoricalAttendance.objects.create(title=f"Lớp {n}", slug=f"lop-{n}", attendances=100)


def figures_of(response):
    return {figure.label: figure.value for figure in response.context["figures"]}


def test_home_costs_the_same_for_one_and_three_rows(client, django_assert_max_num_queries):
    counts = []
    for start, rows in ((0, 1), (1, 2)):
        fill(start, rows)
        with django_assert_max_num_queries(9) as queries:
            client.get(HOME)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_home_opens_on_an_empty_database(client):
    response = client.get(HOME)

    assert response.status_code == 200
    assert response.context["contest_card"] is None
    assert not response.context["figures"]
    assert {gap.label for gap in response.context["gaps"]} == {
        str(OrganizationKind(kind).label)
        for kind in ("investor", "fund", "incubator", "coordinator")
    }


def test_home_gives_the_anonymous_no_token(client):
    fill(0, 1)
    response = client.get(HOME)

    assert b"csrfmiddlewaretoken" not in response.content
    assert not response.cookies


def test_home_never_shows_drafts(client):
    ContestFactory(year=2030, state=ContestState.DRAFT, title="Kỳ đang soạn")
    for state in ("draft", "in_review", "approved", "scheduled", "archived"):
        ArticleFactory(state=state, title="Tin chưa đăng")
    ArticleFactory(
        state="published",
        title="Tin chưa đăng",
        published_at=timezone.now() + dt.timedelta(hours=1),
    )
    StartupFactory(name="Dự án kín", is_featured=True)
    OrganizationFactory(is_public=False, kind=OrganizationKind.FUND)
    page = client.get(HOME)

    assert page.context["contest_card"] is None
    for hidden in ("Kỳ đang soạn", "Tin chưa đăng", "Dự án kín"):
        assert hidden not in page.content.decode()
    assert "Quỹ" not in {kind.label for kind in page.context["kinds"]}


def test_home_calls_to_the_edition_that_is_open(client):
    past = timezone.now() - dt.timedelta(days=30)
    ContestFactory(year=2031, opens_at=past, deadline_at=past + dt.timedelta(days=1))
    ContestFactory(year=2030)
    page = client.get(HOME)

    assert page.context["contest_card"].contest.year == 2030
    assert reverse("contests:application_start", args=[2030]) in page.content.decode()


def test_home_offers_no_application_once_the_intake_is_closed(client):
    past = timezone.now() - dt.timedelta(days=30)
    ContestFactory(year=2031, opens_at=past, deadline_at=past + dt.timedelta(days=1))
    page = client.get(HOME)

    assert page.context["contest_card"].contest.year == 2031
    assert reverse("contests:application_start", args=[2031]) not in page.content.decode()


def test_home_leads_to_the_results_once_they_are_published(client):
    contest = ContestFactory(year=2031, deadline_at=timezone.now() - dt.timedelta(hours=1))
    results = reverse("contests:contest_results", args=[2031])
    assert results not in client.get(HOME).content.decode()

    publish_final(contest)

    assert results in client.get(HOME).content.decode()


def test_home_says_when_an_announced_edition_opens(client):
    later = timezone.now() + dt.timedelta(days=3)
    ContestFactory(year=2031, opens_at=later, deadline_at=later + dt.timedelta(days=1))
    page = client.get(HOME)

    assert page.context["contest_card"].phase == "announced"
    assert reverse("contests:application_start", args=[2031]) not in page.content.decode()


def test_figures_name_their_sources_once_when_all_share_one(client):
    HistoricalFigure.objects.create(year=2019, kind=FigureKind.VALID, value=41, source="Sở A")
    page = client.get(HOME)
    assert page.context["figures_source"] == "Sở A"
    assert page.content.decode().count("Sở A") == 1

    HistoricalAttendance.objects.create(title="Lớp", slug="lop", attendances=70, source="Sở B")
    page = client.get(HOME)

    assert not page.context["figures_source"]
    assert "Sở B" in page.content.decode()


def test_home_prefers_a_real_edition_to_an_example(client):
    ContestFactory(year=2031, is_demo=True)
    ContestFactory(year=2030)

    assert client.get(HOME).context["contest_card"].contest.year == 2030


def test_an_example_is_marked_and_stays_out_of_the_figures(client):
    fill(0, 1)
    before = figures_of(client.get(HOME))
    contest = ContestFactory(year=2040, is_demo=True)
    publish_final(contest)

    assert figures_of(client.get(HOME)) == before


def test_an_example_says_so(client):
    ContestFactory(year=2031, is_demo=True)

    assert "tag-warning" in client.get(HOME).content.decode()


def test_the_sum_is_computed_from_the_years(client):
    for year, value in {2019: 41, 2020: 42, 2021: 46, 2022: 46, 2023: 46}.items():
        HistoricalFigure.objects.create(year=year, kind=FigureKind.VALID, value=value, source="Sở")

    page = client.get(HOME)

    assert {figure.value for figure in page.context["figures"]} == {"221", "5"}
    assert "2019–2023" in page.content.decode()


def test_a_lower_bound_stays_one(client):
    HistoricalAttendance.objects.create(
        title="Lớp", slug="lop", attendances=700, is_minimum=True, source="Sở"
    )

    (figure,) = client.get(HOME).context["figures"]

    assert figure.value != "700"
    assert figure.value.endswith("700")


def test_people_are_not_counted_as_attendances(client):
    HistoricalAttendance.objects.create(title="Lớp", slug="lop", people=10)

    assert not client.get(HOME).context["figures"]


@pytest.mark.parametrize("name", STATIC_PAGES)
def test_pages_of_words_ask_for_the_units_at_most(client, name, django_assert_num_queries):
    """Who runs the portal, and whom to ask there, are kept in the directory (NĐ 42/2022 art. 7)."""
    with django_assert_num_queries(1 if name in {"about", "contact"} else 0):
        response = client.get(reverse(f"site:{name}"))

    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1
    assert b"csrfmiddlewaretoken" not in response.content


def test_home_cuts_the_picture_of_its_article_as_the_lists_do(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = MediaImage.objects.create(
        image=upload(picture_bytes(size=(1600, 1200)), "anh.png"), alt_text="Gian hàng", focus_y=0
    )
    ArticleFactory(state="published", picture=picture)
    cut = shown(picture, "wide")

    page = client.get(HOME).content.decode()

    assert f'src="{cut.url}" srcset="{cut.jpeg}"' in page
    assert f'srcset="{cut.webp}"' in page
    assert 'width="480" height="270" loading="lazy"' in page
