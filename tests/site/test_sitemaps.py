"""What search engines are told."""

import pytest
from django.urls import reverse

from contests.enums import ContestState, RoundKind, RoundState
from news import sitemaps
from tests.factories.contests import ContestFactory, DecisionFactory, RoundFactory
from tests.factories.ecosystem import OrganizationFactory, StartupFactory
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_map(monkeypatch):
    """Keys of articles go on from what earlier tests took, and pages of the map go by keys."""
    monkeypatch.setattr(sitemaps, "PER_PAGE", 10**9)


def addresses(client):
    return client.get("/sitemap.xml").content.decode()


def test_the_map_lists_what_is_public(client):
    contest = ContestFactory(year=2030)
    article = ArticleFactory(state="published")
    startup = StartupFactory(is_public=True)
    organization = OrganizationFactory(is_public=True)
    page = addresses(client)

    for row in (contest, article, startup, organization):
        assert f"{row.get_absolute_url()}</loc>" in page


def test_the_map_leaves_out_what_is_not_public(client):
    rows = [
        ContestFactory(year=2030, state=ContestState.DRAFT),
        ArticleFactory(state="draft"),
        StartupFactory(),
        OrganizationFactory(is_public=False),
    ]
    page = addresses(client)

    for row in rows:
        assert row.get_absolute_url() not in page


@pytest.mark.parametrize(
    ("state", "is_listed"), [(RoundState.APPROVED, False), (RoundState.PUBLISHED, True)]
)
def test_results_are_listed_once_published(client, state, is_listed):
    contest = ContestFactory(year=2030)
    RoundFactory(
        contest=contest,
        kind=RoundKind.FINAL,
        slug="chung-ket",
        state=state,
        decision=DecisionFactory(),
    )

    url = reverse("contests:round_results", args=[2030, "chung-ket"])
    assert (url in addresses(client)) is is_listed


def test_robots_keep_away_from_what_is_somebodys_own(client):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()

    assert response["Content-Type"].startswith("text/plain")
    for path in ("/admin/", "/ho-so/", "/giam-khao/", "/tai-khoan/"):
        assert f"Disallow: {path}" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_every_link_of_the_site_map_page_leads_somewhere(client):
    page = client.get(reverse("site:sitemap_page"))

    for section in page.context["sections"]:
        for link in section.pages:
            assert client.get(link.url).status_code in {200, 302}
