"""The page behind the link that asks somebody onto a jury."""

import pytest
from django.urls import reverse

from contests.domain import judging
from contests.models import JudgeInvitation, PanelMember
from tests.factories.contests import JudgeInvitationFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    return JudgeInvitationFactory(email="moi@vidu.vn", terms="Chấm độc lập, giữ bí mật")


@pytest.fixture
def link(invitation):
    return reverse("contests:judge_invitation", args=[judging.key_of(invitation)])


def test_anybody_with_the_link_reads_what_is_asked(client, invitation, link):
    response = client.get(link)

    text = response.content.decode()
    assert invitation.panel.name in text
    assert "Chấm độc lập, giữ bí mật" in text
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in text


def test_saying_yes_leads_to_the_account_and_seats_nobody(client, invitation, link):
    assert client.post(link, {"action": "accept"}).url == link

    text = client.get(link).content.decode()
    assert f"{reverse('account_login')}?next=" in text
    assert f"{reverse('account_signup')}?next=" in text
    assert "moi@vidu.vn" in text
    assert not PanelMember.objects.exists()


def test_signing_up_with_the_address_comes_back_and_joins(client, invitation, link):
    client.post(link, {"action": "accept"})
    signed_up = client.post(
        f"{reverse('account_signup')}?next={link}",
        {
            "full_name": "Vi Thị Mời",
            "email": "moi@vidu.vn",
            "password1": "LangSon-2026",
            "next": link,
        },
    )
    assert signed_up.url == link

    joined = client.post(
        link, {"action": "accept", "organization_name": " Đại  học X ", "is_named": "on"}
    )

    assert joined.url == reverse("contests:judge_home")
    assert client.get(joined.url).status_code == 200
    invitation.refresh_from_db()
    assert (invitation.state, invitation.organization_name) == ("seated", "Đại học X")
    contest = invitation.panel.round.contest
    assert judging.is_named(contest, invitation.judge)
    page = reverse("contests:judge_naming", args=[contest.year])
    assert page in client.get(joined.url).content.decode()
    assert "checked" in client.get(page).content.decode()
    assert client.post(page, {}).url == joined.url
    assert not judging.is_named(contest, invitation.judge)
    assert client.get(link).status_code == 404


def test_another_account_is_told_which_one_is_meant(client, invitation, link):
    client.force_login(UserFactory(email="khac@vidu.vn"))

    client.post(link, {"action": "accept"})

    text = client.get(link).content.decode()
    assert "khac@vidu.vn" in text
    assert reverse("account_logout") in text
    assert not PanelMember.objects.exists()


def test_declining_needs_a_reason_and_no_account(client, invitation, link):
    assert client.post(link, {"action": "decline", "reason": " "}).status_code == 422

    assert client.post(link, {"action": "decline", "reason": "Bận"}).url == reverse("site:home")

    assert JudgeInvitation.objects.get().decline_reason == "Bận"
    assert client.get(link).status_code == 404


def test_bad_input_keeps_the_page(client, invitation, link):
    client.force_login(UserFactory(email="moi@vidu.vn"))

    response = client.post(link, {"action": "accept", "locality": "999999"})

    assert response.status_code == 422
    assert response.context["form"].errors


def test_a_link_answered_meanwhile_in_another_window_is_gone(client, invitation, link):
    client.get(link)
    judging.decline_judge_invitation(judging.key_of(invitation), reason="Bận")

    assert client.post(link, {"action": "accept"}).status_code == 404
