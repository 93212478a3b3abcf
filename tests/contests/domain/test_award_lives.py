"""An award after its proposal: approved with the result, handed over, revoked with its history."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import rounds
from contests.domain.award_lives import hand_over_award, revoke_award
from contests.domain.awards import AwardRefusedError, propose_award
from contests.domain.decisions import DecisionRefusedError
from contests.domain.history import with_counts
from contests.domain.results import award_table, published_rounds, revoked_awards
from contests.models import Application, Award, Contest
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, TransitionNotAllowedError
from tests.contests.rounds import proposed, verbs_of
from tests.factories.contests import PrizeFactory, PrizeFamilyFactory
from tests.factories.portal import board_member, judge, secretary
from tests.factories.results import (
    approve,
    leave_the_rest_empty,
    published_round,
    scored_final,
)

pytestmark = pytest.mark.django_db

BY = {"handed_over_by": "Đồng chí Phó Chủ tịch"}


@pytest.fixture
def final():
    return published_round(scored_final([90], [80]))


def first_award():
    return Award.objects.select_related("application").order_by("prize__order", "pk").first()


def decision(**kwargs):
    return {
        "number": "99/QĐ-UBND",
        "issued_on": timezone.localdate(),
        "signer": "Hoàng Văn Ký",
        "reason": "Vi phạm quyền sở hữu trí tuệ",
        **kwargs,
    }


def today(**kwargs):
    return {"handed_over_on": timezone.localdate(), **BY, **kwargs}


# --- approval ----------------------------------------------------------------------------------


def test_the_approval_of_the_final_approves_its_awards():
    round_ = scored_final([90], [80])
    proposed(round_)
    assert set(Award.objects.values_list("state", flat=True)) == {"proposed"}

    approve(round_)

    found = set(Award.objects.values_list("state", "decision__number"))
    assert found == {("approved", "1234/QĐ-UBND")}
    assert verbs_of(first_award()) == ["approve"]


def test_an_award_counts_only_once_it_is_published():
    round_ = scored_final([90], [80])
    proposed(round_)
    approve(round_)

    assert award_table(round_.contest) == []
    assert with_counts(Contest.objects.all()).get().n_awarded == 0
    rounds.publish_round(round_, actor=SYSTEM)
    assert with_counts(Contest.objects.all()).get().n_awarded == 2


# --- handing over ------------------------------------------------------------------------------


def test_an_award_is_handed_over_with_its_paper(final):
    award = hand_over_award(
        first_award(),
        actor=secretary(),
        **today(receiver="Nông Thị Nhận", paper_number="05/GCN-BTC"),
    )

    assert (award.state, award.receiver, award.paper_number) == (
        "handed_over",
        "Nông Thị Nhận",
        "05/GCN-BTC",
    )
    assert verbs_of(award)[-1] == "hand_over"


def test_without_a_name_the_representative_received_it(final):
    award = hand_over_award(first_award(), actor=SYSTEM, **today())

    assert award.receiver == award.application.addressee


def test_nothing_is_handed_over_before_the_publication():
    round_ = scored_final([90])
    proposed(round_)
    approve(round_)

    with pytest.raises(AwardRefusedError):
        hand_over_award(first_award(), actor=SYSTEM, **today())


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_is_not_before_the_decision_nor_in_the_future(final, days):
    day = timezone.localdate() + timedelta(days=days)

    with pytest.raises(AwardRefusedError):
        hand_over_award(first_award(), actor=SYSTEM, handed_over_on=day, **BY)


def test_an_award_is_handed_over_once_by_somebody(final):
    with pytest.raises(AwardRefusedError):
        hand_over_award(first_award(), actor=SYSTEM, **today(handed_over_by=" "))
    hand_over_award(first_award(), actor=SYSTEM, **today())

    with pytest.raises(TransitionNotAllowedError):
        hand_over_award(first_award(), actor=SYSTEM, **today())


def test_a_judge_hands_nothing_over(final):
    with pytest.raises(PermissionDenied):
        hand_over_award(first_award(), actor=judge(), **today())


# --- revocation --------------------------------------------------------------------------------


@pytest.mark.parametrize("handed_over", [False, True])
def test_a_revoked_award_stays_with_its_history_and_counts_no_more(final, handed_over):
    award = first_award()
    if handed_over:
        hand_over_award(award, actor=SYSTEM, **today(receiver="Nông Thị Nhận"))

    revoked = revoke_award(award, actor=board_member(), **decision())

    assert (revoked.state, revoked.revoked_decision.number) == ("revoked", "99/QĐ-UBND")
    assert revoked.receiver == ("Nông Thị Nhận" if handed_over else "")
    assert verbs_of(revoked)[0] == "approve"
    assert Application.objects.get(pk=award.application_id).state == "not_awarded"
    assert [row.prize for row in award_table(final.contest)] == ["Giải Nhì"]
    shown = revoked_awards(final.contest, published_rounds(final.contest))
    assert [(row.prize.name, row.decision.number) for row in shown] == [("Giải Nhất", "99/QĐ-UBND")]
    assert with_counts(Contest.objects.all()).get().n_awarded == 1


def test_the_winner_is_told_once(final):
    award = first_award()

    revoke_award(award, actor=SYSTEM, **decision())

    mail = OutgoingMail.objects.get(template="contests/award_revoked")
    assert mail.recipient == award.application.owner.email
    for words in ("Giải Nhất", "99/QĐ-UBND", "Vi phạm quyền sở hữu trí tuệ"):
        assert words in mail.body_text


def test_who_keeps_another_award_stays_awarded():
    round_ = scored_final([90])
    family = PrizeFamilyFactory(contest=round_.contest, follows_rank=False)
    extra = PrizeFactory(contest=round_.contest, family=family, name="Giải Xanh")
    rounds.close_round(round_, actor=SYSTEM)
    application = Application.objects.get()
    for prize in (round_.contest.prizes.get(name="Giải Nhất"), extra):
        propose_award(application, prize, actor=SYSTEM)
    leave_the_rest_empty(round_)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_)
    rounds.publish_round(round_, actor=SYSTEM)
    assert f"Giải Xanh ({family.name})".upper() in OutgoingMail.objects.get().body_text

    revoke_award(first_award(), actor=SYSTEM, **decision())

    application.refresh_from_db()
    assert application.state == "awarded"
    assert len(award_table(round_.contest)) == 1


def test_a_revocation_needs_a_reason_and_a_decision_and_the_board(final):
    with pytest.raises(ReasonMissingError):
        revoke_award(first_award(), actor=SYSTEM, **decision(reason=" "))
    with pytest.raises(DecisionRefusedError):
        revoke_award(first_award(), actor=SYSTEM, **decision(signer=" "))
    with pytest.raises(PermissionDenied):
        revoke_award(first_award(), actor=secretary(), **decision())

    assert first_award().state == "approved"


def test_nothing_is_revoked_before_the_publication():
    round_ = scored_final([90])
    proposed(round_)
    approve(round_)

    with pytest.raises(AwardRefusedError):
        revoke_award(first_award(), actor=SYSTEM, **decision())
