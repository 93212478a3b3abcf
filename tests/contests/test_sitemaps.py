import pytest
from django.utils import timezone

from contests.enums import ContestState, RoundState
from contests.sitemaps import ContestSitemap, ResultSitemap
from tests.factories.contests import ContestFactory, DecisionFactory, RoundFactory

pytestmark = pytest.mark.django_db


def test_an_edition_in_preparation_is_in_no_sitemap():
    ContestFactory(year=2026)
    ContestFactory(year=2027, state=ContestState.DRAFT)

    sitemap = ContestSitemap()
    found = [sitemap.location(page) for page in sitemap.items()]

    assert "/cuoc-thi/2026/" in found
    assert "/cuoc-thi/2026/the-le/" in found
    assert not [path for path in found if "2027" in path]


@pytest.mark.parametrize("state", RoundState)
def test_only_a_published_result_is_in_the_sitemap(state):
    contest = ContestFactory(year=2026)
    RoundFactory(
        contest=contest,
        state=state,
        decision=DecisionFactory(contest=contest),
        published_at=timezone.now(),
    )

    assert len(ResultSitemap().items()) == (state == RoundState.PUBLISHED)


def test_a_result_has_its_address_and_day():
    contest = ContestFactory(year=2026)
    published_at = timezone.now()
    RoundFactory(
        contest=contest,
        slug="chung-ket",
        state=RoundState.PUBLISHED,
        decision=DecisionFactory(contest=contest),
        published_at=published_at,
    )

    sitemap = ResultSitemap()
    [round_] = sitemap.items()

    assert sitemap.location(round_) == "/cuoc-thi/2026/ket-qua/chung-ket/"
    assert sitemap.lastmod(round_) == published_at
