"""Display choices: cookies, attributes of <html>, and who may set them."""

import pytest

from portal.display import Display

URL = "/tuy-chon-hien-thi/"
HERE = {"origin": "http://testserver"}
pytestmark = pytest.mark.django_db


def press(client, action, **data):
    return client.post(URL, {"action": action, "next": "/lien-he/", **data}, headers=HERE)


def test_a_button_sets_the_cookie_and_goes_back(client):
    response = press(client, "size-up")

    assert (response.status_code, response["Location"]) == (302, "/lien-he/")
    assert client.cookies["co_chu"].value == "3"
    assert 'data-co-chu="3"' in client.get("/lien-he/").content.decode()


@pytest.mark.parametrize(
    ("start", "action", "end"),
    [
        (Display(size=1), "size-down", Display(size=1)),
        (Display(size=5), "size-up", Display(size=5)),
        (Display(size=4), "size-reset", Display(size=2)),
        (Display(contrast=0), "contrast-down", Display(contrast=0)),
        (Display(contrast=1), "contrast-up", Display(contrast=2)),
        (Display(contrast=2), "contrast-up", Display(contrast=2)),
        (Display(size=3, contrast=1, theme="toi"), "reset", Display()),
        (Display(size=3), "no-such-button", Display(size=3)),
    ],
)
def test_each_button_moves_one_step_and_stops_at_the_ends(start, action, end):
    assert start.after(action) == end


def test_the_form_of_the_page_sets_all_three(client):
    client.post(URL, {"co_chu": "5", "tuong_phan": "2", "giao_dien": "toi"}, headers=HERE)

    page = client.get("/lien-he/").content.decode()
    assert 'data-co-chu="5" data-tuong-phan="2" data-giao-dien="toi"' in page


def test_going_back_to_the_usual_look_wins_over_the_radios(client):
    client.post(URL, {"co_chu": "5", "action": "reset"}, headers=HERE)

    assert client.cookies["co_chu"].value == "2"


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://elsewhere.example"}, {"origin": "null"}]
)
def test_another_site_may_not_set_choices(client, headers):
    response = client.post(URL, {"action": "size-up"}, headers=headers)

    assert response.status_code == 403
    assert "co_chu" not in client.cookies


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_the_way_back_never_leaves_the_site(client, target):
    assert press(client, "size-up", next=target)["Location"] == "/"


def test_cookies_that_make_no_sense_are_read_as_the_usual_look(client):
    client.cookies.load({"co_chu": "99", "tuong_phan": "x", "giao_dien": "<b>"})

    page = client.get("/lien-he/").content.decode()
    assert 'data-co-chu="2" data-tuong-phan="0" data-giao-dien="he-thong"' in page


def test_an_anonymous_page_carries_no_token_and_stays_the_same(client):
    first, second = client.get("/lien-he/"), client.get("/lien-he/")

    assert b"csrfmiddlewaretoken" not in first.content
    assert first.content == second.content


def test_the_identity_strip_stands_only_on_the_states_domain(client):
    assert b"identity" not in client.get("/lien-he/").content
    assert (
        b"identity"
        in client.get("/lien-he/", headers={"host": "khoinghiep.langson.gov.vn"}).content
    )
