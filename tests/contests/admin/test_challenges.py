"""Problem statements in the admin: made from the preset, the problem beside the edition, the pilot."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contests.enums import ContestState
from contests.models import Contest, PilotReport
from tests.contests.admin.forms import typed_page
from tests.factories.contests import ChallengeFactory, ContestFactory
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db

NEW = "admin:contests_contest_challenge"


def pilot_page(contest):
    return reverse("admin:contests_contest_pilot", args=[contest.pk])


def change_page(contest):
    return reverse("admin:contests_contest_change", args=[contest.pk])


def test_the_secretary_makes_one_and_writes_the_problem(client):
    owner = OrganizationFactory()
    client.force_login(secretary())
    assertContains(client.get(reverse("admin:contests_contest_changelist")), reverse(NEW))

    answer = client.post(reverse(NEW), {"title": "Số hóa sổ cấp nước", "owner": owner.pk})

    contest = Contest.objects.get()
    assert answer.url == change_page(contest)
    sent = typed_page(client.get(change_page(contest)))
    sent |= {"problem-0-problem": "Sổ thất lạc", "problem-0-requirements": "Ghi khi mất mạng"}
    assert client.post(change_page(contest), sent).status_code == 302
    contest.problem.refresh_from_db()
    assert (contest.problem.problem, contest.problem.owner) == ("Sổ thất lạc", owner)
    contest.refresh_from_db()
    assert (contest.kind, contest.series, contest.slug) == ("challenge", 1, "so-hoa-so-cap-nuoc")


def test_title_and_organisation_are_needed_and_what_was_typed_stays(client):
    OrganizationFactory()
    client.force_login(secretary())

    refused = client.post(reverse(NEW), {"title": "Số hóa sổ"})

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["owner"]
    assertContains(refused, 'value="Số hóa sổ"', status_code=422)
    assert not Contest.objects.exists()


def test_an_organisation_of_the_past_poses_nothing(client):
    owner = OrganizationFactory(valid_to=timezone.localdate())
    client.force_login(secretary())

    refused = client.post(reverse(NEW), {"title": "Số hóa sổ", "owner": owner.pk})

    assert "owner" in refused.context["form"].errors


def test_who_makes_no_editions_makes_none(client):
    for person in (judge(), board_member()):
        client.force_login(person)
        assert client.post(reverse(NEW), {"title": "x"}).status_code in {302, 403}
    assert not Contest.objects.exists()


def test_the_contest_has_no_problem_and_a_challenge_is_neither_copied_nor_reported(client):
    contest, challenge = ContestFactory(), ChallengeFactory()
    client.force_login(secretary())

    assertNotContains(client.get(change_page(contest)), "problem-TOTAL_FORMS")
    page = client.get(change_page(challenge))
    assertContains(page, "problem-TOTAL_FORMS")
    for name in ("copy", "report"):
        address = reverse(f"admin:contests_contest_{name}", args=[challenge.pk])
        assertNotContains(page, address)
        assert client.get(address).status_code == 404
    assert client.get(pilot_page(contest)).status_code == 404


def test_a_year_that_is_taken_is_told_at_its_box(client):
    ContestFactory(year=2031)
    other = ContestFactory(year=2032, state=ContestState.DRAFT)
    client.force_login(secretary())
    sent = typed_page(client.get(change_page(other))) | {"year": "2031"}

    refused = client.post(change_page(other), sent)

    assert "year" in refused.context["adminform"].form.errors


def test_the_office_records_what_came_of_the_answers(client):
    contest = ChallengeFactory(state=ContestState.FINISHED)
    client.force_login(secretary())
    assertContains(client.get(change_page(contest)), pilot_page(contest))
    sent = {"has_started": "yes", "happened_on": "05/11/2026", "note": "Hai xã dùng thử"}

    refused = client.post(pilot_page(contest), {**sent, "note": "", "happened_on": "1/1/2099"})
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"note", "happened_on"}
    assert client.post(pilot_page(contest), sent).url == change_page(contest)

    assert PilotReport.objects.get().note == "Hai xã dùng thử"
    assertContains(client.get(change_page(contest)), "Hai xã dùng thử")


def test_before_the_result_the_page_sends_back_and_says_why(client):
    contest = ChallengeFactory()
    client.force_login(secretary())

    answer = client.get(pilot_page(contest), follow=True)

    assert answer.redirect_chain == [(change_page(contest), 302)]
    assertContains(answer, "Công bố kết quả trước")
    assert not PilotReport.objects.exists()
