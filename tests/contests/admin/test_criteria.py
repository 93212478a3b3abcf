"""Criteria in the admin: presets, the page of each, the organisers' points."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.domain.criteria_sets import criteria_json, criteria_sets
from contests.enums import RoundState, Scorer
from contests.models import Criterion, OrganiserScore
from tests.contests.admin.forms import typed_page
from tests.contests.admin.pages import change_page, page_url
from tests.contests.criteria import Jury, round_with
from tests.factories.contests import CriterionFactory, DivisionFactory, RoundFactory
from tests.factories.portal import UserFactory
from tests.factories.results import scored_round

pytestmark = pytest.mark.django_db


def planned():
    return RoundFactory(state=RoundState.PLANNED, order=1)


# --- presets --------------------------------------------------------------------------------------


def test_a_preset_is_chosen_and_its_assumptions_stand_on_the_round(office):
    round_ = planned()
    url = page_url("criteria", round_.pk)

    page = office.get(url)
    assert len(page.context["sets"]) == len(criteria_sets())
    assert office.post(url, {}).status_code == 422
    assert office.post(url, {"preset": "không có"}).status_code == 422
    response = office.post(url, {"preset": "lam-dong"})

    assert response.url == page_url("change", round_.pk)
    text = change_page(office, round_).content.decode()
    assert "GIẢ ĐỊNH" in text
    assert round_.criteria.count() == 10


def test_a_file_is_taken_over_and_a_wrong_one_named(office):
    round_, source = planned(), round_with("hoi-phu-nu")
    url = page_url("criteria", round_.pk)
    downloaded = office.get(page_url("criteria_file", source.pk))
    assert downloaded.content.decode() == criteria_json(source)

    wrong = office.post(url, {"upload": "1", "file": SimpleUploadedFile("x.json", b"[")})
    none = office.post(url, {"upload": "1"})
    right = office.post(
        url, {"upload": "1", "file": SimpleUploadedFile("x.json", downloaded.content)}
    )

    assert (wrong.status_code, none.status_code) == (422, 422)
    assert right.status_code == 302
    assert round_.criteria.count() == source.criteria.count()


def test_a_round_with_sheets_says_why_nothing_is_taken_over(office):
    round_ = scored_round([80])
    url = page_url("criteria", round_.pk)

    page = office.get(url)
    refused = office.post(url, {"preset": "son-la"})

    assert page.context["why_fixed"] in page.content.decode()
    assert refused.status_code == 422
    assert round_.criteria.count() == 2


@pytest.mark.parametrize("name", ["criteria", "criteria_file", "organisers"])
def test_staff_of_other_desks_see_nothing_of_criteria(client, name):
    round_ = planned()
    client.force_login(UserFactory(roles=["Biên tập viên"]))

    assert client.get(page_url(name, round_.pk)).status_code == 403


# --- the page of a criterion ----------------------------------------------------------------------


def criterion_url(criterion):
    return reverse("admin:contests_criterion_change", args=[criterion.pk])


def test_scale_levels_and_scorer_are_typed_without_scripts(office):
    round_ = planned()
    division = DivisionFactory(contest=round_.contest)
    DivisionFactory(name="Bảng của kỳ khác")
    criterion = CriterionFactory(round=round_)
    url = criterion_url(criterion)
    page = office.get(url)
    assert "Bảng của kỳ khác" not in page.content.decode()

    saved = office.post(
        url,
        typed_page(
            page,
            min_points="1",
            max_points="5",
            step="0.50",
            weight="1,5",
            scorer="organisers",
            division=division.pk,
            **{
                "levels-0-from_points": "1",
                "levels-0-to_points": "2",
                "levels-0-text": "Yếu",
            },
        ),
    )

    assert saved.url == page_url("change", round_.pk)
    criterion.refresh_from_db()
    assert (str(criterion.min_points), str(criterion.step)) == ("1.00", "0.50")
    assert (str(criterion.weight), criterion.scorer) == ("1.50", Scorer.ORGANISERS)
    assert [level.text for level in criterion.levels.all()] == ["Yếu"]


@pytest.mark.parametrize("change", [{"min_points": "26"}, {"levels-0-from_points": "9"}])
def test_a_scale_that_runs_downwards_is_refused(office, change):
    criterion = CriterionFactory(round=planned())
    level = {"levels-0-from_points": "1", "levels-0-to_points": "2", "levels-0-text": "Yếu"}
    url = criterion_url(criterion)

    response = office.post(url, typed_page(office.get(url), **(level | change)))

    assert response.status_code == 200
    assert response.context["errors"]


def test_a_part_belongs_to_a_whole_and_the_whole_sums_up(office):
    round_ = planned()
    whole = CriterionFactory(round=round_, max_points=99)
    part = CriterionFactory(round=round_, max_points=15)
    other = CriterionFactory(round=round_)
    stranger = CriterionFactory(round=planned())

    def choose(criterion, parent):
        url = criterion_url(criterion)
        return office.post(url, typed_page(office.get(url), parent=parent.pk))

    assert choose(part, stranger).status_code == 200
    assert choose(part, part).status_code == 200
    assert choose(part, whole).status_code == 302
    assert choose(whole, other).status_code == 200  # has parts itself
    assert choose(other, part).status_code == 200  # a part has no parts

    whole.refresh_from_db()
    assert whole.max_points == 15
    assert list(Criterion.objects.filter(parent=whole)) == [part]


def test_a_criterion_in_use_is_read_only_and_says_why(office):
    round_ = scored_round([80])
    criterion = round_.criteria.first()

    page = office.get(criterion_url(criterion))

    assert page.context["why_fixed"] in page.content.decode()
    assert office.post(criterion_url(criterion), {"name": "x"}).status_code == 403
    assert office.get(reverse("admin:contests_criterion_add")).status_code == 403
    assert (
        office.get(reverse("admin:contests_criterion_delete", args=[criterion.pk])).status_code
        == 403
    )


# --- the organisers' points -----------------------------------------------------------------------


@pytest.fixture
def attended():
    round_ = round_with("cic-hoi-tu")
    jury = Jury(round_, 1)
    for _n in range(2):
        jury.enter("30 20 10", organisers="0")
    OrganiserScore.objects.all().delete()
    return round_


def test_points_of_a_page_are_entered_and_shown(office, attended):
    url = page_url("organisers", attended.pk)
    page = office.get(url)
    assert page.context["missing"]
    first, second = (cells[0][1].html_name for _entry, cells in page.context["form"].rows)

    office.post(url, {first: "12,5", f"initial-{first}": "", second: "0"})

    assert sorted(OrganiserScore.objects.values_list("points", flat=True)) == [0, 12.5]
    again = office.get(url)
    assert again.context["missing"] == ""
    assert 'value="12,5"' in again.content.decode()


def test_bad_points_are_refused_with_what_was_typed(office, attended):
    url = page_url("organisers", attended.pk)
    first = office.get(url).context["form"].rows[0][1][0][1].html_name

    response = office.post(url, {first: "15,5"})

    assert response.status_code == 422
    assert 'value="15,5"' in response.content.decode()


def test_points_that_changed_meanwhile_are_told(office, attended):
    url = page_url("organisers", attended.pk)
    first = office.get(url).context["form"].rows[0][1][0][1].html_name
    office.post(url, {first: "5", f"initial-{first}": ""})

    response = office.post(url, {first: "9", f"initial-{first}": ""})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_points_are_only_read_by_the_board_and_after_closing(board, attended):
    url = page_url("organisers", attended.pk)

    assert board.get(url).status_code == 200
    assert board.post(url, {}).status_code == 403


def test_the_page_costs_the_same_for_two_entries_and_four(
    office, attended, django_assert_num_queries, django_assert_max_num_queries
):
    url = page_url("organisers", attended.pk)
    with django_assert_max_num_queries(16) as queries:
        office.get(url)
    jury = Jury(attended, 1)
    for _n in range(2):
        jury.enter("30 20 10", organisers="1")

    with django_assert_num_queries(len(queries)):
        office.get(url)
