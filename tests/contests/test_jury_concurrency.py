"""Two clicks at once on the jury's pages: one invitation, one seat, one spread, one mail each."""

import pytest

from contests.domain import judging
from contests.models import Assignment, JudgeInvitation, PanelMember
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from tests.contests.test_concurrency import at_once
from tests.factories.contests import PanelFactory, PanelMemberFactory, RoundEntryFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 4


def test_an_invitation_and_its_seat_are_made_once():
    panel = PanelFactory(round__contest__contact_email="thuky@khoinghiep.test")
    person = UserFactory(email="moi@vidu.vn")

    def invite():
        return judging.invite_judge(
            panel, full_name="Vi Thị Mời", email="moi@vidu.vn", actor=SYSTEM
        )

    at_once([invite] * CLICKS)
    key = judging.key_of(JudgeInvitation.objects.get())
    at_once([lambda: judging.take_seat(key, actor=person)] * CLICKS)

    assert PanelMember.objects.get().judge == person
    assert sorted(OutgoingMail.objects.values_list("template", flat=True)) == [
        "contests/judge_answered",
        "contests/judge_invited",
    ]


def test_a_spread_is_applied_once():
    panel = PanelFactory()
    PanelMemberFactory.create_batch(3, panel=panel)
    RoundEntryFactory.create_batch(3, round=panel.round)
    plan = judging.plan_spread(panel.round, per_entry=2, seed=1)

    def apply():
        return judging.apply_spread(
            panel.round, per_entry=2, seed=1, fingerprint=plan.fingerprint, actor=SYSTEM
        )

    results = at_once([apply] * CLICKS)

    assert Assignment.objects.count() == 6
    refused = [result for result in results if isinstance(result, judging.SpreadChangedError)]
    assert len(refused) == CLICKS - 1
