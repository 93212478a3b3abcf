"""The page of the awards: who wins what, places left, proposing and removing."""

import pytest
from django.urls import reverse

from contests.domain import rounds
from contests.models import Award
from portal.audit import SYSTEM
from tests.factories.portal import UserFactory, board_member
from tests.factories.results import award_by_rank, results_of, scored_final, scored_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def final():
    round_ = scored_final([90], [80], prizes=(("Giải Nhất", 1), ("Giải Nhì", 1)))
    rounds.close_round(round_, actor=SYSTEM)
    round_.refresh_from_db()
    return round_


def awards_url(round_):
    return reverse("admin:contests_round_awards", args=[round_.pk])


def remove_url(award, round_):
    return reverse("admin:contests_round_award_remove", args=[round_.pk, award.pk])


def choice(round_, rank, prize, **kwargs):
    result = results_of(round_)[rank - 1]
    return {"result": result.pk, "prize": round_.contest.prizes.get(name=prize).pk, **kwargs}


def test_the_page_shows_the_catalogue_with_places_left(office, final):
    response = office.get(awards_url(final))

    lines = response.context["catalogue"]
    assert [(line.prize.name, line.left) for line in lines] == [("Giải Nhất", 1), ("Giải Nhì", 1)]
    assert len(response.context["form"].fields["result"].queryset) == 2


def test_an_award_is_proposed_and_its_winner_leaves_the_choice(office, final):
    response = office.post(awards_url(final), choice(final, 1, "Giải Nhất"))

    assert response.url == awards_url(final)
    page = office.get(awards_url(final))
    assert page.context["catalogue"][0].left == 0
    assert len(page.context["form"].fields["result"].queryset) == 1


def test_a_refused_award_keeps_what_was_chosen(office, final):
    office.post(awards_url(final), choice(final, 1, "Giải Nhất"))

    full = office.post(awards_url(final), choice(final, 2, "Giải Nhất"))
    empty = office.post(awards_url(final), {})

    assert full.status_code == empty.status_code == 422
    assert full.context["form"].non_field_errors()
    assert set(empty.context["form"].errors) == {"result", "prize"}
    assert Award.objects.count() == 1


def test_against_the_rank_the_reason_is_asked_for(office, final):
    office.post(awards_url(final), choice(final, 1, "Giải Nhì"))

    refused = office.post(awards_url(final), choice(final, 2, "Giải Nhất"))
    done = office.post(awards_url(final), choice(final, 2, "Giải Nhất", reason="Đã thương mại"))

    assert (refused.status_code, done.status_code) == (422, 302)


def test_an_award_is_removed_by_post_only(office, final):
    award_by_rank(final)
    award = Award.objects.first()

    assert office.get(remove_url(award, final)).status_code == 405
    assert office.post(remove_url(award, final)).url == awards_url(final)
    assert not Award.objects.filter(pk=award.pk).exists()
    assert office.post(remove_url(award, final)).status_code == 404


def test_a_proposed_final_offers_no_change(office, final):
    award_by_rank(final)
    rounds.propose_round(final, actor=SYSTEM)

    page = office.get(awards_url(final))
    office.post(awards_url(final), choice(final, 1, "Giải Nhất"))
    office.post(remove_url(Award.objects.first(), final))

    assert page.context["form"] is None
    assert Award.objects.count() == 2


def test_only_a_final_has_awards(office):
    assert office.get(awards_url(scored_round([90]))).status_code == 404


def test_other_desks_see_no_awards(client, final):
    client.force_login(UserFactory(roles=["Biên tập viên"]))

    assert client.get(awards_url(final)).status_code == 403


def test_the_page_costs_the_same_for_one_and_two_awards(
    client, final, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(board_member())
    url = awards_url(final)
    results = results_of(final)
    prizes = list(final.contest.prizes.order_by("order"))
    Award.objects.create(application=results[0].entry.application, prize=prizes[0])
    with django_assert_max_num_queries(14) as one:
        client.get(url)
    Award.objects.create(application=results[1].entry.application, prize=prizes[1])

    with django_assert_num_queries(len(one)):
        assert client.get(url).status_code == 200


def test_the_list_of_awards_is_read_only(office, final):
    award_by_rank(final)

    assert office.get(reverse("admin:contests_award_changelist")).status_code == 200
    assert office.get(reverse("admin:contests_award_add")).status_code == 403
