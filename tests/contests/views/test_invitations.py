"""The page behind the mailed link."""

import re

import pytest
from django.urls import reverse

from contests.domain.invitations import invite_member
from portal.models import OutgoingMail
from portal.roles import Role
from tests.factories.contests import TeamMemberFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    row = TeamMemberFactory(email="moi@vidu.vn", full_name="Lý Văn Tày")
    return invite_member(row.application, row.pk, actor=row.application.owner, access="view")


def link():
    body = OutgoingMail.objects.get(template="contests/team_invited").body_text
    return re.search(r"/ho-so/loi-moi/[^/\s]+/", body).group()


def test_the_page_says_who_invites_to_what_and_asks_to_sign_in(client, member):
    response = client.get(link())

    text = response.content.decode()
    assert member.application.title in text
    assert f"{reverse('account_login')}?next=" in text
    assert "no-store" in response.headers["Cache-Control"]
    assert client.post(link(), {"action": "accept"}).url.startswith(reverse("account_login"))
    member.refresh_from_db()
    assert member.invitation == "invited"


def test_the_invited_address_accepts_with_one_click(client, member):
    client.force_login(UserFactory(email="moi@vidu.vn"))

    assert client.get(link()).context["form"].fields == {}
    response = client.post(link(), {"action": "accept"})

    assert response.url == reverse(
        "contests:application_consent", args=[member.application.public_id]
    )
    assert client.get(response.url).status_code == 200


def test_accepting_twice_or_opening_the_link_again_leads_to_the_dossier(client, member):
    client.force_login(member_account := UserFactory(email="moi@vidu.vn"))
    address = link()
    client.post(address, {"action": "accept"})

    for again in (client.post(address, {"action": "accept"}), client.get(address)):
        assert again.url == member.application.get_absolute_url()
    assert client.get(again.url).status_code == 200
    assert OutgoingMail.objects.filter(template="contests/team_accepted").count() == 1
    member.refresh_from_db()
    assert member.user == member_account
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_the_second_of_two_clicks_at_once_is_no_error(client, member, monkeypatch):
    client.force_login(UserFactory(email="moi@vidu.vn"))
    address = link()
    client.post(address, {"action": "accept"})
    # As it was when the second click came in: the first had not been written yet.
    monkeypatch.setattr("contests.views.invitations.find_invitation", lambda key: member)

    response = client.post(address, {"action": "accept"})

    assert response.url == member.application.get_absolute_url()


def test_another_account_is_named_and_has_to_confirm(client, member):
    other = UserFactory()
    client.force_login(other)

    assert other.email in client.get(link()).content.decode()
    assert client.post(link(), {"action": "accept"}).context["form"].errors
    client.post(link(), {"action": "accept", "is_me": "on"})
    member.refresh_from_db()
    assert member.user == other


def test_a_judge_reads_why_the_invitation_cannot_be_accepted(client, member):
    client.force_login(UserFactory(roles=[Role.JUDGE]))

    response = client.post(link(), {"action": "accept", "is_me": "on"})

    assert response.context["form"].non_field_errors()


def test_declining_needs_no_account_and_ends_the_link(client, member):
    assert client.post(link(), {"action": "decline"}).status_code == 302

    member.refresh_from_db()
    assert member.invitation == "declined"
    assert client.get(link()).status_code == 404


def test_a_wrong_key_is_a_page_that_says_what_to_do(client):
    response = client.get(reverse("contests:invitation", args=["sai"]))

    assert response.status_code == 404
    assert "không còn hiệu lực" in response.content.decode()
