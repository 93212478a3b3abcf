"""People are asked onto a panel, answer, and take their seat with the invited address."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import judging
from contests.enums import FROZEN_ROUND_STATES, JudgeInvitationState, RoundState
from contests.models import EligibilityCheck, JudgeInvitation, PanelMember
from portal.audit import SYSTEM
from portal.models import OutgoingMail, User
from portal.roles import Role
from portal.workflow import ReasonMissingError, RefusedError, TransitionNotAllowedError
from tests.contests.dossiers import contest_with_rules
from tests.factories.contests import (
    ApplicationFactory,
    JudgeInvitationFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundFactory,
)
from tests.factories.ecosystem import LocalityFactory
from tests.factories.portal import UserFactory, board_member, judge, secretary

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def invite(panel=None, **kwargs):
    values = {"full_name": "Vi Thị Mời", "email": "moi@vidu.vn", "actor": SYSTEM} | kwargs
    return judging.invite_judge(panel or PanelFactory(), **values)


def mails(template):
    return OutgoingMail.objects.filter(template=f"contests/{template}")


@pytest.fixture
def panel():
    panel = PanelFactory(round__contest=contest_with_rules())
    panel.round.contest.contact_email = "thuky@khoinghiep.test"
    panel.round.contest.save()
    return panel


# --- asking ---------------------------------------------------------------------------------------


def test_inviting_writes_one_row_one_mail_and_one_audit_line_however_often(panel):
    actor = secretary()

    first = invite(panel, email="Moi@Vidu.vn", is_chair=True, terms="Chấm 20 hồ sơ", actor=actor)
    second = invite(panel, actor=actor)

    assert first == second
    assert (first.email, first.invited_by, first.state) == ("moi@vidu.vn", actor, "sent")
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.is_secret) == ("moi@vidu.vn", True)
    assert f"/giam-khao/loi-moi/{judging.key_of(first)}/" in mail.body_text
    assert "Chấm 20 hồ sơ" in mail.body_text
    assert "Chủ tịch Hội đồng" in mail.body_text
    assert (
        LogEntry.objects.get_for_object(first).filter(additional_data__verb="invite").count() == 1
    )
    assert not PanelMember.objects.exists()
    assert not User.objects.filter(email="moi@vidu.vn").exists()


@pytest.mark.parametrize("make", [board_member, judge, UserFactory])
def test_only_the_secretariat_invites(make):
    with pytest.raises(PermissionDenied):
        invite(actor=make())


@pytest.mark.parametrize(
    "state", sorted(FROZEN_ROUND_STATES - {RoundState.APPROVED, RoundState.PUBLISHED})
)
def test_nobody_is_invited_once_the_scores_are_frozen(panel, state):
    type(panel.round).objects.update(state=state)
    panel.round.refresh_from_db()

    with pytest.raises(RefusedError):
        invite(panel)


def test_nobody_is_invited_who_sits_there_or_answered_before(panel):
    sitting = PanelMemberFactory(panel=panel).judge
    with pytest.raises(RefusedError):
        invite(panel, email=sitting.email.upper())

    JudgeInvitationFactory(panel=panel, email="moi@vidu.vn", state="declined")
    with pytest.raises(RefusedError):
        invite(panel)
    assert not OutgoingMail.objects.exists()


# --- reminding, sending again, taking back --------------------------------------------------------


def test_a_new_link_makes_the_old_one_worthless(panel):
    row = invite(panel)
    old = judging.key_of(row)

    moved = judging.resend_invitation(row, actor=secretary())

    with pytest.raises(judging.JudgeInvitationGoneError):
        judging.find_judge_invitation(old)
    assert judging.find_judge_invitation(judging.key_of(moved)) == row
    assert mails("judge_invited").count() == 2


@pytest.mark.parametrize("state", ["sent", "accepted", "declined", "revoked"])
def test_whoever_did_not_join_is_asked_again_with_the_full_time(state):
    row = JudgeInvitationFactory(state=state, expires_at=timezone.now(), decline_reason="Bận")

    moved = judging.resend_invitation(row, actor=SYSTEM)

    assert (moved.state, moved.decline_reason) == ("sent", "")
    assert moved.expires_at > timezone.now() + timedelta(days=13)


def test_a_reminder_is_mailed_once_a_day_and_not_when_the_time_is_over():
    row = JudgeInvitationFactory()

    row = judging.remind_judge(row, actor=secretary())
    with pytest.raises(RefusedError):
        judging.remind_judge(row, actor=SYSTEM)
    assert judging.key_of(row) in mails("judge_reminded").get().body_text

    late = JudgeInvitationFactory(expires_at=timezone.now())
    with pytest.raises(RefusedError):
        judging.remind_judge(late, actor=SYSTEM)


def test_taking_back_needs_a_reason_tells_it_and_ends_the_link(panel):
    row = invite(panel)
    with pytest.raises(ReasonMissingError):
        judging.revoke_invitation(row, actor=secretary(), reason=" ")

    judging.revoke_invitation(row, actor=secretary(), reason="Hội đồng đã đủ người")

    assert "Hội đồng đã đủ người" in mails("judge_revoked").get().body_text
    with pytest.raises(judging.JudgeInvitationGoneError):
        judging.find_judge_invitation(judging.key_of(row))


def test_the_clock_reminds_once_those_with_three_days_left():
    now = timezone.now()
    sent = now - timedelta(days=5)
    due = JudgeInvitationFactory(sent_at=sent, expires_at=now + timedelta(days=3))
    joining = JudgeInvitationFactory(sent_at=sent, state="accepted", expires_at=now + SECOND)
    JudgeInvitationFactory(sent_at=sent, expires_at=now + timedelta(days=3) + SECOND)
    JudgeInvitationFactory(sent_at=sent, expires_at=now)
    JudgeInvitationFactory(sent_at=now, expires_at=now + timedelta(days=1))
    JudgeInvitationFactory(sent_at=sent, state="declined", expires_at=now + timedelta(days=1))

    assert judging.remind_invited_judges(now) == 2
    assert judging.remind_invited_judges(now) == 0
    assert set(mails("judge_reminded").values_list("recipient", flat=True)) == {
        due.email,
        joining.email,
    }


# --- answering ------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [-SECOND, timedelta(0)])
def test_the_link_holds_until_its_time_and_no_longer(left):
    row = JudgeInvitationFactory(expires_at=timezone.now() + left)

    with pytest.raises(judging.JudgeInvitationGoneError):
        judging.find_judge_invitation(judging.key_of(row))
    assert row.has_run_out()


def test_the_link_holds_a_moment_before_its_time():
    row = JudgeInvitationFactory(expires_at=timezone.now() + timedelta(seconds=20))

    assert judging.find_judge_invitation(judging.key_of(row)) == row


def test_a_link_that_was_not_signed_here_opens_nothing():
    row = JudgeInvitationFactory()

    for key in (row.nonce, f"{row.nonce}.x", "sai"):
        with pytest.raises(judging.JudgeInvitationGoneError):
            judging.find_judge_invitation(key)


def test_a_link_ends_with_the_scoring_of_its_round():
    row = JudgeInvitationFactory(panel__round__state=RoundState.CLOSED)

    with pytest.raises(judging.JudgeInvitationGoneError):
        judging.find_judge_invitation(judging.key_of(row))


def test_saying_yes_needs_no_account_seats_nobody_and_is_told_once(panel):
    key = judging.key_of(invite(panel))

    judging.accept_judge_invitation(key)
    row = judging.accept_judge_invitation(key)

    assert row.state == JudgeInvitationState.ACCEPTED
    assert not PanelMember.objects.exists()
    assert mails("judge_answered").get().recipient == "thuky@khoinghiep.test"


def test_saying_no_needs_a_reason_which_the_secretariat_reads(panel):
    key = judging.key_of(invite(panel))
    with pytest.raises(ReasonMissingError):
        judging.decline_judge_invitation(key, reason="")

    judging.decline_judge_invitation(key, reason="Đi công tác")

    assert "Đi công tác" in mails("judge_answered").get().body_text
    with pytest.raises(judging.JudgeInvitationGoneError):
        judging.accept_judge_invitation(key)


def test_somebody_who_said_yes_may_still_say_no(panel):
    key = judging.key_of(invite(panel))
    judging.accept_judge_invitation(key)

    row = judging.decline_judge_invitation(key, reason="Có việc đột xuất")

    assert row.state == JudgeInvitationState.DECLINED


# --- the seat -------------------------------------------------------------------------------------


def test_the_invited_address_takes_the_seat_and_the_role(panel):
    row = invite(panel, is_chair=True)
    person = UserFactory(email="moi@vidu.vn")

    seat = judging.take_seat(judging.key_of(row), actor=person, organization_name="Đại học X")

    assert (seat.panel, seat.judge, seat.is_chair) == (panel, person, True)
    assert person.groups.filter(name=Role.JUDGE.value).exists()
    row.refresh_from_db()
    assert (row.state, row.judge, row.organization_name) == ("seated", person, "Đại học X")
    assert mails("judge_answered").count() == 1
    with pytest.raises(judging.JudgeInvitationGoneError):
        judging.take_seat(judging.key_of(row), actor=person)
    assert PanelMember.objects.count() == 1


def test_no_other_account_takes_the_seat_even_with_the_link(panel):
    row = invite(panel)

    with pytest.raises(judging.OtherAccountError):
        judging.take_seat(judging.key_of(row), actor=UserFactory())

    row.refresh_from_db()
    assert row.state == JudgeInvitationState.SENT
    assert not PanelMember.objects.exists()


def test_a_judge_of_an_earlier_round_keeps_the_role_and_gets_the_new_seat(panel):
    person = judge(email="moi@vidu.vn")

    judging.take_seat(judging.key_of(invite(panel)), actor=person)

    assert person.groups.count() == 1
    assert PanelMember.objects.get().judge == person


def test_a_team_with_the_new_judge_in_it_is_checked_again(panel):
    person = UserFactory(email="moi@vidu.vn")
    application = ApplicationFactory(contest=panel.round.contest, owner=person, state="valid")

    judging.take_seat(judging.key_of(invite(panel)), actor=person)

    check = EligibilityCheck.objects.get(application=application, rule="inner_circle")
    assert check.is_open_finding


def test_what_the_new_judge_tells_is_compared_with_dossiers(panel):
    person = UserFactory(email="moi@vidu.vn", full_name="Vi Thị Mời")
    commune = LocalityFactory(name="Bắc Sơn")
    judging.take_seat(
        judging.key_of(invite(panel)),
        actor=person,
        organization_name="HTX Hoa Hồi",
        locality=commune,
    )
    application = ApplicationFactory(
        organization_name="htx hoa hồi", contact_name="Vi Văn An", locality=commune
    )

    kinds = [hint.kind for hint in judging.open_hints(application, person)]

    assert kinds == ["organisation", "family"]


def test_only_people_who_accepted_for_the_round_are_seated_by_hand(panel):
    accepted, sitting = judge(), PanelMemberFactory(panel=panel).judge
    other_panel = PanelFactory(round=panel.round)
    JudgeInvitationFactory(panel=other_panel, state="seated", judge=accepted)
    JudgeInvitationFactory(panel=PanelFactory(round=RoundFactory()), state="seated", judge=judge())
    JudgeInvitationFactory(panel=panel)
    judge()

    assert set(judging.seatable(panel)) == {accepted, sitting}
    assert not judging.seatable(None).exists()


@pytest.mark.parametrize("state", ["declined", "revoked", "seated"])
def test_what_is_over_is_not_reminded_of(state):
    with pytest.raises(TransitionNotAllowedError):
        judging.remind_judge(JudgeInvitationFactory(state=state), actor=SYSTEM)
    assert JudgeInvitation.objects.waiting().count() == 0
