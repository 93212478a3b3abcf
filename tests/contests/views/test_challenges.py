"""The public pages of problem statements: a list of their own, an edition's pages beneath, own words."""

from datetime import timedelta

import pytest
from django.urls import resolve, reverse
from django.utils import timezone, translation
from pytest_django.asserts import assertContains, assertNotContains

from contests.domain.applications import submit_application
from contests.enums import EDITION_WORDS, ContestState
from contests.models import PilotReport
from portal.models import OutgoingMail
from portal.search import index
from tests.contests.dossiers import agree, ready_application
from tests.contests.views.judge_desk import count_queries
from tests.factories.contests import (
    ApplicationFactory,
    ChallengeFactory,
    ContestFactory,
    QuestionFactory,
    RoundFactory,
    RuleSetFactory,
)
from tests.factories.portal import UserFactory, secretary
from tests.factories.results import published_round, scored_final

pytestmark = pytest.mark.django_db

LIST = "/bai-toan/"
PAGES = (
    "contest_detail",
    "contest_rules",
    "contest_criteria",
    "contest_forms",
    "contest_transparency",
    "contest_precheck",
    "application_start",
    "application_entry",
)


def page_of(contest, name="contest_detail"):
    return reverse(f"contests:{name}", args=[contest.key])


def test_addresses_name_the_contest_by_year_and_the_challenge_by_slug():
    assert page_of(ContestFactory(year=2026)) == "/cuoc-thi/2026/"
    assert page_of(ChallengeFactory(slug="so-hoa")) == "/bai-toan/so-hoa/"
    assert resolve("/cuoc-thi/2026/the-le/").kwargs == {"edition": 2026}
    assert resolve("/bai-toan/so-hoa/the-le/").kwargs == {"edition": "so-hoa"}
    assert reverse("contests:judge_round", args=[2026, "v"]) == "/giam-khao/2026/v/"
    address = reverse("contests:judge_round", args=["so-hoa", "v"])
    assert address == "/giam-khao/bai-toan/so-hoa/v/"
    assert resolve(address).kwargs == {"edition": "so-hoa", "round_slug": "v"}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_an_edition_stands_beneath_its_address(client, name):
    contest = ChallengeFactory()
    RuleSetFactory(contest=contest)
    RoundFactory(contest=contest)

    assertContains(client.get(page_of(contest, name)), "Bài toán")


@pytest.mark.parametrize(
    "address",
    ["/bai-toan/khong-co/", "/bai-toan/2026/", "/cuoc-thi/bai-toan-so-1/", "/bai-toan/A/"],
)
def test_an_address_of_the_other_kind_leads_nowhere(client, address):
    ContestFactory(year=2026)
    ChallengeFactory(series=1, slug="bai-toan-so-1")

    assert client.get(address).status_code == 404


def test_in_preparation_it_is_there_for_the_staff_alone(client):
    contest = ChallengeFactory(state=ContestState.DRAFT)
    assert client.get(page_of(contest)).status_code == 404
    assertNotContains(client.get(LIST), contest.title)

    client.force_login(secretary())

    assertContains(client.get(page_of(contest)), contest.title)


def test_the_page_shows_the_problem_its_owner_and_own_words(client):
    contest = ChallengeFactory()

    page = client.get(page_of(contest)).content.decode()

    assert str(contest.problem.owner) in page
    for words in ("Sổ giấy thất lạc", "Ghi được khi mất mạng", "Thí điểm 3 tháng", "Gửi giải pháp"):
        assert words in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "dự thi" not in main
    assert "cuộc thi" not in main.lower()


@pytest.mark.parametrize("name", ["application_start", "application_entry"])
def test_the_door_speaks_of_solutions(client, name):
    contest = ChallengeFactory()
    RuleSetFactory(contest=contest, must_be_in_province=False, past_winner_rule="allowed")

    page = client.get(page_of(contest, name)).content.decode()

    main = page[page.index("<main") : page.index("</main>")].lower()
    assert "giải pháp" in main
    assert "dự thi" not in main
    assert "cuộc thi" not in main


def test_the_list_shows_open_ones_first_and_answers_after_closing(client):
    now = timezone.now()
    closed = ChallengeFactory(opens_at=now - timedelta(days=9), deadline_at=now - timedelta(days=1))
    open_one = ChallengeFactory()
    for contest in (closed, open_one):
        ApplicationFactory(contest=contest, state="submitted")

    page = client.get(LIST).content.decode()

    assert page.index(open_one.title) < page.index(closed.title)
    assert page.count("Đã nhận 1 giải pháp") == 1
    assert str(open_one.problem.owner) in page
    assertContains(client.get(page_of(closed)), "Số giải pháp đã nhận")
    assertNotContains(client.get(page_of(open_one)), "Số giải pháp đã nhận")


def test_an_empty_list_says_so(client):
    assertContains(client.get(LIST), "Hiện chưa có bài toán nào")


def test_the_list_costs_the_same_for_one_and_for_three(client):
    def cost():
        return count_queries(client, LIST)

    ChallengeFactory()
    one = cost()
    for number in (1, 2):
        contest = ChallengeFactory()
        published_round(scored_final([80], contest=contest), number=f"0{number}/QĐ-UBND")
        PilotReport.objects.create(
            contest=contest,
            has_started=True,
            happened_on=timezone.localdate(),
            note="Hai xã",
            recorded_by=UserFactory(),
        )

    assert cost() == one <= 8


def test_what_came_of_it_is_public(client):
    contest = ChallengeFactory()
    published_round(scored_final([80], contest=contest))
    PilotReport.objects.create(
        contest=contest,
        has_started=False,
        happened_on=timezone.localdate(),
        note="Chưa bố trí được kinh phí",
        recorded_by=secretary(),
    )

    assertContains(client.get(page_of(contest)), "Chưa bố trí được kinh phí")
    assertContains(client.get(LIST), "Không thí điểm")
    assert client.get(page_of(contest, "contest_results")).status_code == 200


def test_home_archive_desks_and_lists_of_the_contest_do_not_take_it_for_the_contest(client):
    challenge = ChallengeFactory()
    client.force_login(UserFactory(verified=True))

    assertNotContains(client.get("/"), challenge.title)
    assertNotContains(client.get(reverse("contests:contest_list")), challenge.title)
    assert client.get(reverse("contests:application_list")).context["open_contest"] is None
    index.rebuild()
    assertContains(client.get(reverse("site:search"), {"q": challenge.title}), page_of(challenge))


def test_both_kinds_have_every_word_in_both_languages():
    for language in ("vi", "en"):
        with translation.override(language):
            for words in EDITION_WORDS.values():
                assert all(str(text) for text in vars(words).values())


def main_of(client, address):
    page = client.get(address, follow=True).content.decode()
    return page[page.index("<main") : page.index("</main>")].lower()


def test_the_pages_of_a_dossier_speak_of_a_solution(client):
    contest = ChallengeFactory()
    RuleSetFactory(contest=contest, must_be_in_province=False, past_winner_rule="allowed")
    QuestionFactory(
        section__contest=contest, section__slug="giai-phap", is_required=False, kind="short_text"
    )
    application = ready_application(contest=contest, completed_sections=["giai-phap"])
    client.force_login(application.owner)
    names = (
        "application_detail",
        "application_eligibility",
        "application_check",
        "application_declare",
    )
    pages = {
        name: main_of(client, reverse(f"contests:{name}", args=[application.public_id]))
        for name in names
    }
    agree(application)
    submit_application(application, actor=application.owner)
    for name in ("application_submitted", "application_withdraw", "application_detail"):
        address = reverse(f"contests:{name}", args=[application.public_id])
        pages[f"{name}, submitted"] = main_of(client, address)

    left = {
        name: words
        for name, text in pages.items()
        if (words := [word for word in ("cuộc thi", "dự thi") if word in text])
    }
    assert left == {}
    assert "đã gửi giải pháp" in pages["application_submitted, submitted"]
    received = OutgoingMail.objects.get(template="contests/application_submitted")
    assert "thi" not in f"{received.subject} {received.body_text}".replace("thiết", "").split()
