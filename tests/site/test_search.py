"""One box finds everything public and nothing else."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contests.enums import ContestState
from news.models import Article, Category
from portal.site.search import KINDS, Search
from tests.factories.contests import ApplicationFactory, ChallengeFactory, ContestFactory
from tests.factories.ecosystem import (
    BoardPostFactory,
    EventFactory,
    ExpertFactory,
    OpenEventFactory,
    OrganizationFactory,
    PolicyDocumentFactory,
    ServiceFactory,
    StartupFactory,
    SupportOfferFactory,
)

pytestmark = pytest.mark.django_db


def article(**values):
    category = Category.objects.first() or Category.objects.create(name="Tin", slug="tin")
    defaults = {"category": category, "lead": "", "body": "", "published_at": timezone.now()}
    return Article.objects.create(**{"state": "published", **defaults, **values})


def make_hits(count):
    for number in range(count):
        ContestFactory(title=f"Cuộc thi khởi nghiệp {number}")
        ChallengeFactory(title=f"Bài toán khởi nghiệp {number}")
        article(title=f"Tin khởi nghiệp {number}")
        OrganizationFactory(name=f"Quỹ khởi nghiệp {number}")
        ExpertFactory(name=f"Chuyên gia khởi nghiệp {number}")
        ServiceFactory(name=f"Tư vấn khởi nghiệp {number}")
        OpenEventFactory(title=f"Ngày hội khởi nghiệp {number}")
        PolicyDocumentFactory(subject=f"Hỗ trợ khởi nghiệp {number}")
        SupportOfferFactory(name=f"Hỗ trợ khởi nghiệp {number}")
        StartupFactory(name=f"Dự án khởi nghiệp {number}", is_public=True)
        BoardPostFactory(title=f"Tìm cố vấn khởi nghiệp {number}", is_shown=True)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_kind_is_found_without_marks_at_the_same_cost(
    client, django_assert_num_queries, kind, rows
):
    make_hits(rows)

    with django_assert_num_queries(2):
        response = client.get("/tim-kiem/", {"q": "khoi nghiep", "loai": kind})

    assert {tab.kind.key: tab.count for tab in response.context["search"].tabs} == dict.fromkeys(
        (kind.key for kind in KINDS), rows
    )
    assert len(response.context["hits"]) == rows
    for hit in response.context["hits"]:
        assertContains(response, f'href="{hit.url}"')


def test_nothing_unpublished_is_found():
    ContestFactory(title="Kín", state=ContestState.DRAFT)
    article(title="Kín", state="draft")
    article(title="Kín", slug="kin-2", published_at=timezone.now() + timezone.timedelta(days=1))
    OrganizationFactory(name="Kín", is_public=False)
    StartupFactory(name="Kín")
    ExpertFactory(name="Kín", listed=False)
    ServiceFactory(name="Kín", is_public=False)
    EventFactory(title="Kín")
    SupportOfferFactory(name="Kín", is_published=False)
    ApplicationFactory(title="Kín")
    BoardPostFactory(title="Kín")

    assert Search("kin").total == 0


def test_the_first_kind_with_hits_is_shown_when_none_is_asked_for(client):
    StartupFactory(name="Bún ngô", is_public=True)

    assert client.get("/tim-kiem/?q=bun").context["search"].current.key == "du-an"
    assert client.get("/tim-kiem/?q=bun&loai=bay").context["search"].current.key == "du-an"


def test_what_is_written_as_asked_comes_first():
    StartupFactory(name="Hội thêu", is_public=True)
    StartupFactory(name="Trà hồi", is_public=True)

    assert [hit.title for hit in Search("hồi").hits] == ["Trà hồi", "Hội thêu"]


@pytest.mark.parametrize("words", ["201/KH-UBND", "201 kh ubnd", "201/kh-ubnd"])
def test_a_number_finds_its_document_before_those_that_cite_it(words):
    wanted = PolicyDocumentFactory(number="201/KH-UBND")
    PolicyDocumentFactory.create_batch(
        2, subject="Sửa đổi 201/KH-UBND", issued_on=timezone.localdate()
    )

    hits = Search(words, kind="van-ban").hits

    assert hits[0].url == wanted.get_absolute_url()
    assert len(hits) == 3


@pytest.mark.parametrize("words", ["", "   ", "!!!", "\x00", "-"])
def test_asking_for_nothing_finds_nothing_and_asks_the_database_nothing(
    client, django_assert_num_queries, words
):
    StartupFactory(is_public=True)

    with django_assert_num_queries(0):
        response = client.get("/tim-kiem/", {"q": words})

    assert response.context["search"].is_empty
    assert response.context["search"].total == 0
    assert response.context["hits"] == []


@pytest.mark.parametrize("words", ["a " * 3000, "%", "'; drop table", "201/KH-UBND", "<script>x"])
def test_odd_words_do_no_harm(client, words):
    response = client.get("/tim-kiem/", {"q": words})

    assert response.status_code == 200
    assertNotContains(response, "<script>x")


def test_no_hits_say_so_and_odd_pages_fall_back(client):
    assertContains(client.get("/tim-kiem/?q=zzz"), 'class="empty-state"')
    StartupFactory.create_batch(21, is_public=True)

    response = client.get("/tim-kiem/?q=du+an&page=abc")
    assert len(response.context["hits"]) == 20
    assertContains(response, "page=2")
    assert len(client.get("/tim-kiem/?q=du+an&page=99").context["hits"]) == 1
