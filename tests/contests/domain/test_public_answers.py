from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain.consents import consent_scope
from contests.domain.public_answers import public_answers, winning_projects
from contests.domain.results import public_awards, published_rounds
from contests.enums import (
    ApplicationState,
    AwardState,
    ContestState,
    QuestionKind,
    RoundKind,
    RoundState,
)
from contests.models import Application, Award, Question, Round
from portal.models import Consent
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    DecisionFactory,
    PrizeFactory,
    QuestionFactory,
    RoundEntryFactory,
    RoundFactory,
    SectionFactory,
    SnapshotFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    contest = ContestFactory(state=ContestState.FINISHED)
    RoundFactory(
        contest=contest, order=2, kind=RoundKind.FINAL, state=RoundState.PUBLISHED,
        decision=DecisionFactory(), published_at=timezone.now(),
    )  # fmt: skip
    section = SectionFactory(contest=contest, slug="tom-tat")
    QuestionFactory(section=section, key="cong-khai", is_public=True)
    QuestionFactory(section=section, key="rieng")
    QuestionFactory(section=section, key="tep", kind=QuestionKind.FILE, is_public=True)
    return contest


def winner(contest, *, agrees=True, **fields):
    application = ApplicationFactory(
        contest=contest, state=ApplicationState.AWARDED, contact_birth_date=date(1990, 1, 1), **fields
    )  # fmt: skip
    answers = [
        {"key": key, "label": key, "kind": "long_text", "value": f"{key} đây", "text": f"{key} đây"}
        for key in ("cong-khai", "rieng", "tep")
    ]
    content = {"sections": [{"slug": "tom-tat", "title": "Tóm tắt", "answers": answers}]}
    snapshot = SnapshotFactory(application=application, content=content)
    final = Round.objects.get(kind=RoundKind.FINAL)
    RoundEntryFactory(round=final, application=application, snapshot=snapshot)
    Award.objects.create(
        prize=PrizeFactory(contest=contest),
        application=application,
        state=AwardState.APPROVED,
        decision=DecisionFactory(),
    )
    if agrees:
        Consent.objects.create(
            user=application.owner, purpose="publication", scope=consent_scope(application),
            text_version="1", text="Đồng ý",
        )  # fmt: skip
    return application


def test_only_public_answers_of_a_winner_who_agreed_are_shown(contest):
    application = winner(contest)

    assert [answer.text for answer in public_answers(application)] == ["cong-khai đây"]


def test_without_consent_or_after_its_withdrawal_nothing_is_shown(contest):
    assert public_answers(winner(contest, agrees=False)) == []
    application = winner(contest)
    Consent.objects.update(withdrawn_at=timezone.now())
    assert public_answers(application) == []


def test_nothing_of_a_team_with_a_minor_is_shown(contest):
    application = winner(contest)
    born = timezone.localdate().replace(day=1, year=timezone.localdate().year - 15)
    application.members.create(full_name="Em Lan", birth_date=born, role="Thành viên")
    assert public_answers(application) == []

    application.members.all().delete()
    Application.objects.filter(pk=application.pk).update(contact_birth_date=born)
    assert public_answers(application) == []


def test_nothing_is_shown_before_publication_or_of_the_disqualified(contest):
    application = winner(contest)
    Round.objects.update(state=RoundState.APPROVED)
    assert public_answers(application) == []
    Round.objects.update(state=RoundState.PUBLISHED)
    Application.objects.update(state=ApplicationState.DISQUALIFIED)
    assert public_answers(application) == []


def test_a_question_taken_back_from_the_public_disappears(contest):
    application = winner(contest)
    Question.objects.update(is_public=False)

    assert public_answers(application) == []


def test_the_results_page_shows_them(client, contest):
    winner(contest, title="Trà hoa hồi")

    html = client.get(reverse("contests:contest_results", args=[contest.year])).content.decode()

    assert "cong-khai đây" in html
    assert "rieng đây" not in html


@pytest.mark.parametrize("winners", [1, 3])
def test_the_number_of_winners_costs_no_queries(contest, winners, django_assert_num_queries):
    for _each in range(winners):
        winner(contest)

    awards = public_awards(contest, published_rounds(contest))

    with django_assert_num_queries(2):
        assert len(winning_projects(contest, awards)) == winners
