"""The page of a site visit: typed, saved in the background, photographs shown to the panel only."""

import pytest

from contests.domain import judging
from contests.enums import RoundState
from contests.models import Round, SiteVisit, SiteVisitPhoto
from tests.contests.views.judge_desk import count_queries, url
from tests.factories.contests import AssignmentFactory
from tests.factories.files import picture_bytes, upload
from tests.factories.portal import UserFactory, judge, secretary

pytestmark = pytest.mark.django_db
IN_BACKGROUND = {"X-Autosave": "1"}


@pytest.fixture
def visited(given):
    Round.objects.update(has_site_visits=True, visit_checklist="Có xưởng\nCó nhãn hiệu")
    given.entry.round.refresh_from_db()
    return given


def page_of(assignment):
    return url("judge_visit", assignment)


def typed(**values):
    return {
        "version": 0,
        "visited_on": "5/11/2026",
        "visited_time": "14:30",
        "place": "Thôn Nà Lốc",
        "coordinates": "21.8531, 106.7612",
        "checked": ["Có xưởng"],
        "notes": "Máy sấy",
        **values,
    }


def photo_of(assignment):
    return judging.add_photo(
        assignment, judge=assignment.judge, uploaded=upload(picture_bytes(), "a.png")
    )


def mate_of(assignment):
    mate = AssignmentFactory(entry=assignment.entry)
    judging.pledge(assignment.entry.round, judge=mate.judge)
    return mate


def test_the_page_exists_only_in_rounds_with_visits(desk, visited):
    assert "tham-dinh" in desk.get(url("judge_sheet", visited)).content.decode()
    Round.objects.update(has_site_visits=False)

    assert desk.get(page_of(visited)).status_code == 404
    assert "tham-dinh" not in desk.get(url("judge_sheet", visited)).content.decode()


def test_a_visit_is_typed_saved_and_shown_again(desk, visited):
    assert desk.post(page_of(visited), typed()).url == page_of(visited)

    form = desk.get(page_of(visited)).context["form"]
    assert form.initial["coordinates"] == "21.85310, 106.76120"
    assert f"{form.initial['visited_on']:%d/%m/%Y}" == "05/11/2026"
    assert f"{form.initial['visited_time']:%H:%M}" == "14:30"
    assert form.initial["checked"] == ["Có xưởng"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("coordinates", "91, 10"),
        ("coordinates", "10, 181"),
        ("coordinates", "gần chợ"),
        ("visited_on", "mai"),
        ("visited_on", ""),
        ("checked", ["Không có trong danh mục"]),
    ],
)
def test_what_is_wrong_is_told_at_its_box(desk, visited, name, value):
    response = desk.post(page_of(visited), typed(**{name: value}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert not SiteVisit.objects.exists()


def test_a_place_is_not_required(desk, visited):
    desk.post(page_of(visited), typed(place="", coordinates="", visited_on="", visited_time=""))

    visit = SiteVisit.objects.get()
    assert (visit.place, visit.latitude, visit.visited_at) == ("", None, None)


def test_a_line_ticked_before_the_list_changed_stays(desk, visited):
    desk.post(page_of(visited), typed())
    Round.objects.update(visit_checklist="Có máy")

    desk.post(page_of(visited), typed(version=1, notes="B"))

    visit = SiteVisit.objects.get()
    assert (visit.checked, visit.notes) == (["Có xưởng"], "B")


def test_it_is_saved_in_the_background_even_when_an_answer_was_lost(desk, visited):
    answers = [
        desk.post(page_of(visited), typed(visited_on="mai"), headers=IN_BACKGROUND).json()
        for _twice in range(2)
    ]

    assert [answer["seen"] for answer in answers] == ["1", "1"]
    assert list(answers[0]["errors"]) == ["visited_on"]
    assert SiteVisit.objects.get().notes == "Máy sấy"
    refused = desk.post(page_of(visited), typed(notes="B"), headers=IN_BACKGROUND)
    assert refused.status_code == 409


def test_a_second_window_sees_what_is_stored_and_may_replace_it(desk, visited):
    desk.post(page_of(visited), typed())

    told = desk.post(page_of(visited), typed(notes="B"))
    assert told.status_code == 422
    assert told.context["stored"].notes == "Máy sấy"

    desk.post(page_of(visited), typed(notes="B", version=told.context["form"]["version"].value()))
    assert SiteVisit.objects.get().notes == "B"


def test_a_photograph_is_added_shown_and_removed(desk, visited):
    picture = upload(picture_bytes(), "xuong.png")
    added = desk.post(
        page_of(visited), {"action": "photo", "photo": picture, "caption": "Xưởng sấy"}
    )
    photo = SiteVisitPhoto.objects.get()
    shown = url("judge_visit_photo", visited, photo.pk)

    assert added.url == page_of(visited) + "#anh"
    assert shown in desk.get(page_of(visited)).content.decode()
    served = desk.get(shown)
    assert served["Content-Disposition"].startswith("inline")
    b"".join(served.streaming_content)
    desk.post(shown)
    assert not SiteVisitPhoto.objects.exists()


@pytest.mark.parametrize("values", [{}, {"photo": upload(b"x", "a.png")}])
def test_what_cannot_be_kept_is_told_at_the_box(desk, visited, values):
    response = desk.post(page_of(visited), {"action": "photo", **values})

    assert response.status_code == 422
    assert list(response.context["photo_form"].errors) == ["photo"]


def test_a_photograph_that_waited_on_the_phone_is_sent_in_the_background(desk, visited):
    def send(content, name="a.png"):
        values = {"action": "photo", "photo": upload(content, name), "caption": "Xưởng"}
        return desk.post(page_of(visited), values, headers={"X-Autosave": "1"})

    kept, again, refused = send(picture_bytes()), send(picture_bytes()), send(b"x")

    assert (kept.status_code, again.json(), refused.status_code) == (200, kept.json(), 409)
    assert refused.json()["message"]
    assert SiteVisitPhoto.objects.get().caption == "Xưởng"


def test_the_panel_sees_notes_and_photographs_and_nobody_else(client, desk, visited):
    desk.post(page_of(visited), typed(notes="Nhìn thấy máy sấy hồng"))
    shown = url("judge_visit_photo", visited, photo_of(visited).pk)
    client.force_login(mate_of(visited).judge)
    page = client.get(page_of(visited))
    assert "máy sấy hồng" in page.content.decode()
    assert client.get(shown).status_code == 200
    for person in (judge(), UserFactory(), visited.entry.application.owner, secretary()):
        client.force_login(person)
        assert client.get(page_of(visited)).status_code == 404
        assert client.get(shown).status_code == 404


def test_a_mate_s_photograph_is_not_removed(client, visited):
    photo = photo_of(visited)
    client.force_login(mate_of(visited).judge)

    client.post(url("judge_visit_photo", visited, photo.pk))

    assert SiteVisitPhoto.objects.exists()


def test_once_scoring_is_closed_it_is_only_read(desk, visited):
    desk.post(page_of(visited), typed())
    Round.objects.update(state=RoundState.CLOSED)

    page = desk.get(page_of(visited))
    assert "Máy sấy" in page.content.decode()
    assert "data-photos" not in page.content.decode()
    assert desk.post(page_of(visited), typed(version=1, notes="B")).status_code == 422


def test_the_page_costs_the_same_for_one_mate_and_three(desk, visited):
    photo_of(visited)
    photo_of(mate_of(visited))
    desk.get(page_of(visited))
    once = count_queries(desk, page_of(visited))
    for _each in range(2):
        photo_of(mate_of(visited))

    assert count_queries(desk, page_of(visited)) == once


def test_the_staff_read_visits_in_the_admin(client, visited):
    photo = photo_of(visited)
    client.force_login(secretary())

    page = client.get(f"/admin/contests/sitevisit/{photo.visit_id}/change/")
    assert f"/admin/contests/sitevisit/photo/{photo.pk}/" in page.content.decode()
    served = client.get(f"/admin/contests/sitevisit/photo/{photo.pk}/")
    assert served.status_code == 200
    b"".join(served.streaming_content)
