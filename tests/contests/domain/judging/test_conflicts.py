"""A declared conflict of interest takes the dossier away."""

import pytest
from django.core.exceptions import PermissionDenied

from contests.domain import judging
from contests.models import Assignment, ScoreSheet
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError
from tests.contests.sheets import full, save, sent
from tests.factories.portal import judge, secretary

pytestmark = pytest.mark.django_db


def test_a_conflict_drops_the_draft_hides_the_dossier_and_tells_the_secretariat(scored):
    scored.entry.round.contest.contact_email = "thuky@khoinghiep.test"
    scored.entry.round.contest.save()
    save(scored, full(scored, 5, None))

    conflict = judging.declare_conflict(
        scored.entry.application, judge=scored.judge, actor=scored.judge, reason="Người nhà"
    )
    again = judging.declare_conflict(
        scored.entry.application, judge=scored.judge, actor=scored.judge, reason="Khác"
    )

    assert conflict == again
    assert not ScoreSheet.objects.exists()
    assert not Assignment.objects.for_judge(scored.judge).exists()
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, "Người nhà" in mail.body_text) == ("thuky@khoinghiep.test", True)


def test_a_sent_sheet_is_kept_and_no_longer_counts(scored):
    sent(scored, 20, 5)

    judging.declare_conflict(
        scored.entry.application, judge=scored.judge, actor=secretary(), reason="Bạn"
    )

    assert ScoreSheet.objects.count() == 1
    assert [len(e.sheets) for e in judging.entry_scores(scored.entry.round)] == [0]
    assert not OutgoingMail.objects.exists()


def test_a_conflict_needs_a_reason(scored):
    with pytest.raises(ReasonMissingError):
        judging.declare_conflict(
            scored.entry.application, judge=scored.judge, actor=SYSTEM, reason=" "
        )


def test_the_system_may_declare(scored):
    conflict = judging.declare_conflict(
        scored.entry.application, judge=scored.judge, actor=SYSTEM, reason="Trùng nhóm"
    )

    assert conflict.declared_by == scored.judge


def test_a_judge_declares_for_nobody_else_and_for_no_stranger_s_dossier(scored):
    with pytest.raises(PermissionDenied):
        judging.declare_conflict(
            scored.entry.application, judge=scored.judge, actor=judge(), reason="x"
        )
    stranger = judge()
    with pytest.raises(PermissionDenied):
        judging.declare_conflict(
            scored.entry.application, judge=stranger, actor=stranger, reason="x"
        )
