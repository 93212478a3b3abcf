"""The secretariat invites from the page of a panel and follows the answers."""

import pytest
from django.urls import reverse

from contests.models import JudgeInvitation, PanelMember
from portal.models import OutgoingMail
from tests.factories.contests import (
    JudgeInvitationFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundFactory,
)
from tests.factories.portal import board_member, judge

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"admin:contests_{name}", args=args)


def typed(**values):
    return {"full_name": "", "email": "", "terms": "Chấm độc lập", "days": "10"} | values


def test_known_judges_are_ticked_and_somebody_new_is_typed(office):
    panel = PanelFactory()
    known, sitting = judge(), PanelMemberFactory(panel=panel).judge
    url = page("panel_invite", panel.pk)
    choices = office.get(url).context["form"].fields["known"].queryset
    assert (known in choices, sitting in choices) == (True, False)

    new = {"full_name": "Vi Thị  Mời", "email": "moi@vidu.vn", "is_chair": "on"}
    done = office.post(url, typed(known=[known.pk], **new))

    assert done.url == f"{page('judgeinvitation_changelist')}?panel__id__exact={panel.pk}"
    assert set(JudgeInvitation.objects.values_list("full_name", "email", "is_chair")) == {
        (str(known), known.email, False),
        ("Vi Thị Mời", "moi@vidu.vn", True),
    }
    assert OutgoingMail.objects.count() == 2
    assert office.get(done.url).status_code == 200
    assert office.get(url).context["form"]["terms"].value() == "Chấm độc lập"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "__all__"),
        ({"full_name": "Vi Thị Mời"}, "email"),
        ({"email": "moi@vidu.vn"}, "full_name"),
        ({"full_name": "Vi Thị Mời", "email": "moi@vidu.vn", "days": "0"}, "days"),
    ],
)
def test_what_is_missing_is_asked_for_and_nobody_is_mailed(office, values, field):
    response = office.post(page("panel_invite", PanelFactory().pk), typed(**values))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not OutgoingMail.objects.exists()


def test_a_refusal_is_told(office):
    panel = PanelFactory()
    JudgeInvitationFactory(panel=panel, email="moi@vidu.vn", state="declined")

    response = office.post(
        page("panel_invite", panel.pk),
        typed(full_name="Vi Thị Mời", email="moi@vidu.vn"),
        follow=True,
    )

    assert [m.level_tag for m in response.context["messages"]] == ["warning"]


def test_only_the_secretariat_opens_the_page(client):
    client.force_login(board_member())

    assert client.get(page("panel_invite", PanelFactory().pk)).status_code == 403


@pytest.mark.parametrize(
    ("step", "data", "state"),
    [("remind", {}, "sent"), ("resend", {}, "sent"), ("revoke", {"reason": "Đủ người"}, "revoked")],
)
def test_steps_say_what_happens_then_act_and_mail(office, step, data, state):
    row = JudgeInvitationFactory()
    url = page("judgeinvitation_step", row.pk, step)
    assert url in office.get(page("judgeinvitation_change", row.pk)).content.decode()
    assert row.email in office.get(url).content.decode()
    assert not OutgoingMail.objects.exists()

    office.post(url, data)

    row.refresh_from_db()
    assert row.state == state
    assert OutgoingMail.objects.get().recipient == row.email


def test_the_list_says_whose_time_is_over_and_costs_the_same_for_more(
    office, django_assert_max_num_queries
):
    JudgeInvitationFactory.create_batch(3)
    late = JudgeInvitationFactory(state="accepted")
    JudgeInvitation.objects.filter(pk=late.pk).update(expires_at=late.sent_at)

    with django_assert_max_num_queries(12):
        text = office.get(page("judgeinvitation_changelist")).content.decode()

    assert "hết thời hạn" in text


def test_a_seat_is_given_by_hand_only_to_people_who_accepted(office):
    panel = PanelFactory(round=RoundFactory())
    accepted, unasked = judge(), judge()
    JudgeInvitationFactory(panel=PanelFactory(round=panel.round), state="seated", judge=accepted)

    def seat(person):
        data = {
            "round": panel.round_id,
            "name": panel.name,
            "members-TOTAL_FORMS": 1,
            "members-INITIAL_FORMS": 0,
            "members-0-judge": person.pk,
            "members-0-panel": panel.pk,
        }
        return office.post(page("panel_change", panel.pk), data)

    assert seat(unasked).status_code == 200
    assert not PanelMember.objects.exists()
    assert seat(accepted).status_code == 302
    assert PanelMember.objects.get().judge == accepted
