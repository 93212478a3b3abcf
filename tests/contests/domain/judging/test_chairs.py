"""The chair of a panel: progress and recusals of its judges, and the mail that says so."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import judging
from contests.models import ConflictDeclaration, Round
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from tests.factories.contests import (
    AssignmentFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def jury():
    """A chair and a judge on one panel, one entry given to the judge, all published."""
    round_ = RoundFactory(assignments_published_at=timezone.now())
    panel = PanelFactory(round=round_)
    chair = PanelMemberFactory(panel=panel, is_chair=True).judge
    person = PanelMemberFactory(panel=panel).judge
    entry = RoundEntryFactory(round=round_)
    AssignmentFactory(entry=entry, judge=person)
    return round_, chair, person, entry


def recused(entry, person):
    return ConflictDeclaration.objects.create(
        application=entry.application, judge=person, declared_by=person, reason="Bạn học"
    )


def test_the_chair_sees_how_far_the_panel_is_and_no_other_panel(jury):
    round_, chair, person, _entry = jury
    PanelMemberFactory(panel=PanelFactory(round=round_))

    rows = judging.panel_progress(round_, chair=chair)

    assert {row.judge: row.assigned for row in rows} == {chair: 0, person: 1}
    assert judging.panel_progress(round_, chair=person) == []


def test_before_the_assignments_are_published_there_is_nothing_to_see(jury):
    round_, chair, _person, _entry = jury
    round_.assignments_published_at = None

    assert judging.panel_progress(round_, chair=chair) == []


def test_rounds_are_those_with_a_panel_of_the_chair(jury):
    round_, chair, person, _entry = jury

    assert list(Round.objects.chaired_by(chair)) == [round_]
    assert not Round.objects.chaired_by(person).exists()
    Round.objects.update(state="planned")
    assert not Round.objects.chaired_by(chair).exists()


def test_recusals_are_those_of_the_panel_without_what_the_chair_keeps_away_from(jury):
    round_, chair, person, entry = jury
    seen = recused(entry, person)
    elsewhere = PanelMemberFactory(panel=PanelFactory(round=round_)).judge
    recused(entry, elsewhere)
    assert list(judging.recusals_before(round_, chair=chair)) == [seen]

    recused(entry, chair)

    assert not judging.recusals_before(round_, chair=chair).exists()


def test_confirming_twice_is_once_and_changes_nothing_else(jury):
    _round, chair, person, entry = jury
    row = recused(entry, person)

    first = judging.confirm_recusal(row, actor=chair)
    second = judging.confirm_recusal(row, actor=board_member())

    assert (first.confirmed_by, second.confirmed_by) == (chair, chair)
    lines = LogEntry.objects.get_for_object(row).filter(additional_data__verb="confirm_recusal")
    assert lines.count() == 1


def test_nobody_confirms_their_own_recusal_or_one_outside_the_panel(jury):
    round_, chair, person, entry = jury
    other_chair = PanelMemberFactory(panel=PanelFactory(round=round_), is_chair=True).judge
    row, own = recused(entry, person), recused(RoundEntryFactory(round=round_), chair)

    for actor, conflict in [(chair, own), (person, row), (other_chair, row), (secretary(), row)]:
        with pytest.raises(PermissionDenied):
            judging.confirm_recusal(conflict, actor=actor)
    assert judging.confirm_recusal(own, actor=board_member()).confirmed_at


def test_a_chair_in_conflict_with_the_dossier_confirms_nothing_of_it(jury):
    _round, chair, person, entry = jury
    row = recused(entry, person)
    recused(entry, chair)

    with pytest.raises(PermissionDenied):
        judging.confirm_recusal(row, actor=chair)


def test_the_chair_is_told_in_one_mail_and_a_judge_with_nothing_gets_none():
    round_ = RoundFactory()
    panel = PanelFactory(round=round_)
    scoring_chair = PanelMemberFactory(panel=panel, is_chair=True).judge
    PanelMemberFactory(panel=panel)
    idle_chair = PanelMemberFactory(panel=PanelFactory(round=round_), is_chair=True).judge
    AssignmentFactory(entry__round=round_, judge=scoring_chair)

    judging.publish_assignments(round_, actor=SYSTEM)
    AssignmentFactory(entry__round=round_, judge=judge())
    judging.publish_assignments(round_, actor=SYSTEM)

    sent = OutgoingMail.objects.filter(recipient__in=[scoring_chair.email, idle_chair.email])
    assert sorted(sent.values_list("recipient", "template")) == sorted(
        [
            (scoring_chair.email, "contests/judging_assigned"),
            (idle_chair.email, "contests/judging_chair"),
        ]
    )
    assert OutgoingMail.objects.count() == 3
    assert all("/hoi-dong/" in mail.body_text for mail in sent)
