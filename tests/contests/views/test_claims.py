"""Taking a dossier over in the browser: the letter's code, then one question."""

import pytest
from django.urls import reverse

from contests.domain.claims import make_claim_link, printed_key
from tests.contests.intake import entered
from tests.factories.portal import UserFactory, judge, secretary

pytestmark = pytest.mark.django_db

CODE = "contests:claim_code"


@pytest.fixture
def application():
    return entered(title="Hồng không hạt Bảo Lâm")


@pytest.fixture
def key(application):
    return make_claim_link(application, actor=application.entered_by, by_mail=False)[1]


def claim(key):
    return reverse("contests:claim", args=[key])


def test_the_code_of_the_letter_leads_to_the_question(client, key):
    response = client.post(reverse(CODE), {"code": printed_key(key)})

    assert response.url == claim(key)


@pytest.mark.parametrize("code", ["", "   ", "ABCD-EFGH-2345", "không phải mã"])
def test_a_wrong_code_is_told_at_its_field(client, key, code):
    response = client.post(reverse(CODE), {"code": code})

    assert {*response.context["form"].errors} == {"code"}


def test_the_link_asks_to_sign_in_first_and_shows_nothing(client, key):
    response = client.get(claim(key))

    assert response.status_code == 302
    assert "/dang-nhap/" in response.url or "next=" in response.url


def test_the_question_comes_before_the_act(client, application, key):
    person = UserFactory(verified=True)
    client.force_login(person)

    asked = client.get(claim(key))
    application.refresh_from_db()
    assert "Hồng không hạt Bảo Lâm" in asked.content.decode()
    assert "no-store" in asked["Cache-Control"]
    assert application.owner is None

    done = client.post(claim(key), follow=True)
    application.refresh_from_db()
    assert application.owner == person
    assert done.redirect_chain[-1][0] == application.get_absolute_url()


def test_a_used_or_unknown_link_says_so(client, key):
    client.force_login(UserFactory())
    client.post(claim(key))
    client.force_login(UserFactory())

    assert client.get(claim(key)).status_code == 410
    assert client.post(claim(key)).status_code == 410
    assert client.get(claim("khongdungdau")).status_code == 410
    assert client.post(claim("1-0-1")).status_code == 404


def test_who_took_it_over_is_led_to_it_by_a_second_click_and_by_the_old_code(
    client, application, key
):
    client.force_login(UserFactory())
    client.post(claim(key))

    for again in (client.post(claim(key)), client.get(claim(key))):
        assert again.url == application.get_absolute_url()
    assert client.post(reverse(CODE), {"code": printed_key(key)}).url == claim(key)


@pytest.mark.parametrize("person", [secretary, judge])
def test_the_contests_own_people_are_told_that_they_cannot(client, application, key, person):
    client.force_login(person())

    assert client.post(claim(key)).status_code == 410
    application.refresh_from_db()
    assert application.owner is None
