"""Assigning, pledging, declaring conflicts, saving, sending and unlocking sheets."""

from datetime import timedelta
from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import judging
from contests.domain.judging import SheetEntry
from contests.domain.scoring import TieStep, rank_entries
from contests.enums import ApplicationState, PlacementProblem, RoundState, SheetState
from contests.models import Assignment, ConflictDeclaration, Score, ScoreSheet, TieRule
from portal.audit import SYSTEM
from portal.models import Consent, OutgoingMail
from portal.workflow import ReasonMissingError, RefusedError
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    CriterionFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
)
from tests.factories.ecosystem import FieldFactory
from tests.factories.portal import UserFactory, board_member, judge, secretary

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def scored():
    """An assignment that its judge may score: published, pledged, two criteria."""
    round_ = RoundFactory(assignments_published_at=timezone.now())
    CriterionFactory(round=round_, name="Tính mới", max_points=D(25))
    CriterionFactory(round=round_, name="Khả thi", max_points=D(10), weight=D(2))
    assignment = AssignmentFactory(entry__round=round_)
    judging.pledge(round_, judge=assignment.judge)
    return assignment


def criteria_of(assignment):
    return list(assignment.entry.round.criteria.order_by("order"))


def full(assignment, *points):
    pairs = zip(criteria_of(assignment), points, strict=True)
    return SheetEntry(points={c.pk: None if p is None else D(str(p)) for c, p in pairs})


def save(assignment, written, version=0):
    return judging.save_sheet(assignment, judge=assignment.judge, written=written, version=version)


def sent(assignment, *points):
    save(assignment, full(assignment, *points))
    return judging.send_sheet(assignment, judge=assignment.judge)


def set_round(assignment, **values):
    for name, value in values.items():
        setattr(assignment.entry.round, name, value)
    type(assignment.entry.round).objects.filter(pk=assignment.entry.round_id).update(**values)


# --- assigning by hand ------------------------------------------------------------------------


def test_assigning_twice_gives_one_row_and_one_audit_line():
    entry, person, actor = RoundEntryFactory(), judge(), secretary()

    first = judging.assign_judge(entry, person, actor=actor)
    second = judging.assign_judge(entry, person, actor=actor)

    assert first == second
    assert (
        LogEntry.objects.get_for_object(first).filter(additional_data__verb="assign").count() == 1
    )


@pytest.mark.parametrize("make", [board_member, judge, UserFactory])
def test_only_the_secretariat_assigns(make):
    with pytest.raises(PermissionDenied):
        judging.assign_judge(RoundEntryFactory(), judge(), actor=make())

    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "state", [s for s in RoundState if s not in {"open", "approved", "published"}]
)
def test_nothing_is_assigned_unless_the_round_is_being_scored(state):
    entry = RoundEntryFactory(round__state=state)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, judge(), actor=SYSTEM)


@pytest.mark.parametrize("state", [ApplicationState.WITHDRAWN, ApplicationState.DISQUALIFIED])
def test_an_application_that_left_is_not_assigned(state):
    entry = RoundEntryFactory(application__state=state)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, judge(), actor=SYSTEM)


@pytest.mark.parametrize("fields", [{}, {"roles": ["Giám khảo"], "is_active": False}])
def test_somebody_who_is_no_active_judge_is_not_assigned(fields):
    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(RoundEntryFactory(), UserFactory(**fields), actor=SYSTEM)


def test_a_judge_who_owns_the_application_is_never_assigned():
    person = judge()
    entry = RoundEntryFactory(application__owner=person)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, person, actor=SYSTEM)


@pytest.mark.parametrize(
    ("account", "member"),
    [
        ({"email": "an@vidu.vn"}, {"email": "An@Vidu.vn"}),
        ({"phone": "+84912345678"}, {"phone": "0912 345 678"}),
        ({"phone": "0912.345.678"}, {"phone": "84 912 345 678"}),
    ],
)
def test_a_judge_who_is_a_member_is_never_assigned(account, member):
    person = judge(**account)
    entry = RoundEntryFactory()
    entry.application.members.create(full_name="Ai đó", role="Thành viên", **member)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, person, actor=SYSTEM)
    assert judging.belongs_to_team(person, entry.application)


@pytest.mark.parametrize(
    "values",
    [
        {"contact_email": "AN@vidu.vn"},
        {"contact_phone": "0912345678"},
        {"guardian_phone": "0912345678"},
    ],
)
def test_a_judge_who_represents_the_team_is_never_assigned(values):
    person = judge(email="an@vidu.vn", phone="0912345678")
    application = ApplicationFactory(**values)

    assert judging.belongs_to_team(person, application)


def test_missing_or_short_contact_data_makes_nobody_a_member():
    person = judge(phone="113")
    application = ApplicationFactory(contact_phone="113", contact_email="")

    assert not judging.belongs_to_team(person, application)


def test_a_namesake_is_told_and_may_be_assigned_by_hand():
    person = judge(full_name="Hoàng Thị Lan")
    entry = RoundEntryFactory(application__contact_name="hoàng thị  lan")

    assert judging.shares_name(person, entry.application)
    assert judging.assign_judge(entry, person, actor=SYSTEM).judge == person


def test_a_judge_in_conflict_is_not_assigned():
    entry, person = RoundEntryFactory(), judge()
    judging.declare_conflict(entry.application, judge=person, actor=secretary(), reason="Người nhà")

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, person, actor=SYSTEM)


# --- assigning by panel -----------------------------------------------------------------------


def test_panels_place_entries_by_field_and_a_panel_without_fields_takes_all():
    round_ = RoundFactory()
    tech, farm = FieldFactory(), FieldFactory()
    panel = PanelFactory(round=round_)
    panel.fields.add(tech)
    specialist = PanelMemberFactory(panel=panel).judge
    generalist = PanelMemberFactory(panel=PanelFactory(round=round_)).judge
    first = RoundEntryFactory(round=round_, application__field=tech)
    second = RoundEntryFactory(round=round_, application__field=farm)

    report = judging.assign_panels(round_, actor=secretary())

    assert set(Assignment.objects.values_list("entry_id", "judge_id")) == {
        (first.pk, specialist.pk),
        (first.pk, generalist.pk),
        (second.pk, generalist.pk),
    }
    assert (report.created, report.existing, report.unplaced) == (3, 0, [])


def test_panels_may_be_run_again():
    round_ = RoundFactory()
    PanelMemberFactory(panel=PanelFactory(round=round_))
    RoundEntryFactory(round=round_)
    judging.assign_panels(round_, actor=SYSTEM)
    RoundEntryFactory(round=round_)

    report = judging.assign_panels(round_, actor=SYSTEM)

    assert (report.created, report.existing) == (1, 1)
    assert Assignment.objects.count() == 2


def test_what_cannot_be_placed_is_told_with_its_reason():
    round_ = RoundFactory(min_judges=1)
    panel = PanelFactory(round=round_)
    field = FieldFactory()
    panel.fields.add(field)
    member = PanelMemberFactory(panel=panel, judge__full_name="Nông Văn Tài").judge
    PanelMemberFactory(panel=panel, judge__is_active=False)
    own = RoundEntryFactory(round=round_, application__field=field, application__owner=member)
    namesake = RoundEntryFactory(
        round=round_, application__field=field, application__contact_name="Nông Văn Tài"
    )
    conflict = RoundEntryFactory(round=round_, application__field=field)
    ConflictDeclaration.objects.create(
        application=conflict.application, judge=member, declared_by=member, reason="Bạn"
    )
    other = RoundEntryFactory(round=round_)
    RoundEntryFactory(round=round_, application__field=field, application__state="disqualified")

    report = judging.assign_panels(round_, actor=SYSTEM)

    assert report.created == 0
    assert [(u.entry, u.judge, u.problem) for u in report.unplaced] == [
        (own, member, PlacementProblem.TEAM),
        (own, None, PlacementProblem.TOO_FEW),
        (namesake, member, PlacementProblem.SAME_NAME),
        (namesake, None, PlacementProblem.TOO_FEW),
        (conflict, member, PlacementProblem.CONFLICT),
        (conflict, None, PlacementProblem.TOO_FEW),
        (other, None, PlacementProblem.NO_PANEL),
    ]


def test_the_plan_counts_per_judge_and_writes_nothing():
    round_ = RoundFactory()
    panel = PanelFactory(round=round_)
    first, second = PanelMemberFactory(panel=panel).judge, PanelMemberFactory(panel=panel).judge
    RoundEntryFactory.create_batch(2, round=round_)

    plan = judging.plan_panels(round_)

    assert dict(plan.per_judge) == {first: 2, second: 2}
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_planning_costs_the_same_for_one_entry_and_three(number, django_assert_num_queries):
    round_ = RoundFactory()
    panel = PanelFactory(round=round_)
    PanelMemberFactory.create_batch(number, panel=panel)
    RoundEntryFactory.create_batch(number, round=round_)

    with django_assert_num_queries(9):
        judging.plan_panels(round_)


def test_only_the_secretariat_assigns_by_panel():
    with pytest.raises(PermissionDenied):
        judging.assign_panels(RoundFactory(), actor=board_member())


# --- removing ---------------------------------------------------------------------------------


def test_an_assignment_is_removed_with_its_draft(scored):
    save(scored, full(scored, 5, None))

    judging.remove_assignment(scored, actor=secretary())

    assert not Assignment.objects.exists()
    assert not Score.objects.exists()


def test_an_assignment_without_sheet_is_removed():
    assignment = AssignmentFactory()

    judging.remove_assignment(assignment, actor=SYSTEM)

    assert not Assignment.objects.exists()


def test_an_assignment_with_a_sent_sheet_stays(scored):
    sent(scored, 5, 5)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.remove_assignment(scored, actor=SYSTEM)


# --- publishing -------------------------------------------------------------------------------


def test_each_judge_is_mailed_once_with_the_count_of_entries():
    round_ = RoundFactory(scoring_due_at=timezone.now() + timedelta(days=9))
    busy, free = judge(), judge()
    PanelMemberFactory(panel=PanelFactory(round=round_), judge=free)
    for entry in RoundEntryFactory.create_batch(2, round=round_):
        AssignmentFactory(entry=entry, judge=busy)

    told = judging.publish_assignments(round_, actor=secretary())

    mail = OutgoingMail.objects.get()
    assert told == [busy]
    assert (mail.recipient, "2 hồ sơ" in mail.subject) == (busy.email, True)
    assert f"/giam-khao/{round_.contest.year}/{round_.slug}/" in mail.body_text
    assert list(Assignment.objects.for_judge(busy)) == list(Assignment.objects.all())


def test_publishing_again_tells_only_what_is_new():
    round_ = RoundFactory()
    AssignmentFactory(entry__round=round_)
    judging.publish_assignments(round_, actor=SYSTEM)
    with pytest.raises(judging.AssignmentRefusedError):
        judging.publish_assignments(round_, actor=SYSTEM)
    late = AssignmentFactory(entry__round=round_)

    assert judging.publish_assignments(round_, actor=SYSTEM) == [late.judge]
    assert OutgoingMail.objects.count() == 2


def test_nobody_is_mailed_for_entries_in_conflict():
    assignment = AssignmentFactory()
    judging.declare_conflict(
        assignment.entry.application,
        judge=assignment.judge,
        actor=assignment.judge,
        reason="Người nhà",
    )

    with pytest.raises(judging.AssignmentRefusedError):
        judging.publish_assignments(assignment.entry.round, actor=SYSTEM)


# --- pledge -----------------------------------------------------------------------------------


def test_a_pledge_is_a_consent_with_its_words_and_marks_the_seat():
    seat = PanelMemberFactory()
    round_ = seat.panel.round

    first = judging.pledge(round_, judge=seat.judge)
    second = judging.pledge(round_, judge=seat.judge)

    seat.refresh_from_db()
    assert first == second == Consent.objects.get()
    assert first.text == judging.pledge_text()
    assert seat.pledged_at is not None
    assert judging.has_pledged(round_, seat.judge)


def test_somebody_who_does_not_judge_the_round_cannot_pledge():
    with pytest.raises(RefusedError):
        judging.pledge(RoundFactory(), judge=judge())


def test_a_sheet_cannot_be_saved_before_the_pledge(scored):
    Consent.objects.all().delete()

    with pytest.raises(judging.PledgeMissingError):
        save(scored, SheetEntry())


# --- conflict ---------------------------------------------------------------------------------


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


# --- sheets -----------------------------------------------------------------------------------


def test_a_draft_keeps_points_and_comments_and_grows_its_version(scored):
    first, second = criteria_of(scored)
    written = SheetEntry(
        points={first.pk: D("18.5"), second.pk: None},
        comments={second.pk: "Cần thêm số liệu"},
        comment_for_author="Tốt",
        note_for_council="Xem lại",
    )

    sheet = save(scored, written)

    assert (sheet.version, sheet.state, sheet.comment_for_author, sheet.note_for_council) == (
        1,
        SheetState.DRAFT,
        "Tốt",
        "Xem lại",
    )
    assert list(sheet.scores.values_list("criterion", "points", "comment")) == [
        (first.pk, D("18.50"), ""),
        (second.pk, None, "Cần thêm số liệu"),
    ]


def test_a_second_save_replaces_the_first(scored):
    first, _second = criteria_of(scored)
    sheet = save(scored, full(scored, 5, 6))

    save(scored, full(scored, 7, None), sheet.version)

    assert list(Score.objects.values_list("criterion", "points")) == [(first.pk, D(7))]


@pytest.mark.parametrize("stale", [0, 7])
def test_a_window_that_is_behind_is_told_and_changes_nothing(scored, stale):
    save(scored, full(scored, 5, 6))

    with pytest.raises(judging.SheetChangedError):
        save(scored, full(scored, 1, 1), stale)
    assert list(Score.objects.order_by("pk").values_list("points", flat=True)) == [D(5), D(6)]


@pytest.mark.parametrize("points", ["-0.01", "25.01", "1.234"])
def test_points_outside_the_scale_are_refused(scored, points):
    with pytest.raises(judging.PointsRefusedError):
        save(scored, full(scored, points, 1))

    assert not ScoreSheet.objects.exists()


def test_points_of_another_round_are_refused(scored):
    with pytest.raises(judging.PointsRefusedError):
        save(scored, SheetEntry(points={CriterionFactory().pk: D(1)}))


def test_a_stranger_cannot_write(scored):
    with pytest.raises(PermissionDenied):
        judging.save_sheet(scored, judge=judge(), written=SheetEntry(), version=0)


def test_a_sheet_cannot_be_saved_before_assignments_are_published(scored):
    set_round(scored, assignments_published_at=None)

    with pytest.raises(PermissionDenied):
        save(scored, SheetEntry())


def test_a_disqualified_application_is_not_scored(scored):
    type(scored.entry.application).objects.update(state=ApplicationState.DISQUALIFIED)

    with pytest.raises(PermissionDenied):
        save(Assignment.objects.get(), SheetEntry())


def test_a_late_sheet_is_taken_until_the_round_is_closed(scored):
    set_round(scored, scoring_due_at=timezone.now() - timedelta(days=1))
    assert sent(scored, 5, 5).state == SheetState.SENT

    set_round(scored, state=RoundState.CLOSED)
    with pytest.raises(judging.SheetLockedError):
        save(scored, full(scored, 1, 1), 2)


def test_sending_locks_and_sending_twice_is_once(scored):
    first = sent(scored, 20, 5)
    second = judging.send_sheet(scored, judge=scored.judge)

    assert (first.pk, first.sent_at, first.version) == (second.pk, second.sent_at, second.version)
    with pytest.raises(judging.SheetLockedError):
        save(scored, full(scored, 1, 1), second.version)


def test_nothing_incomplete_is_sent(scored):
    with pytest.raises(judging.SheetIncompleteError):
        judging.send_sheet(scored, judge=scored.judge)
    save(scored, full(scored, 5, None))

    with pytest.raises(judging.SheetIncompleteError, match="Khả thi"):
        judging.send_sheet(scored, judge=scored.judge)


def test_only_what_was_reviewed_is_sent(scored):
    sheet = save(scored, full(scored, 5, 5))
    save(scored, full(scored, 6, 6), sheet.version)

    with pytest.raises(judging.SheetChangedError):
        judging.send_sheet(scored, judge=scored.judge, version=sheet.version)


def test_a_sheet_of_a_changed_scale_is_checked_again_on_sending(scored):
    save(scored, full(scored, 25, 10))
    first, _second = criteria_of(scored)
    type(first).objects.filter(pk=first.pk).update(max_points=D(20))

    with pytest.raises(judging.PointsRefusedError):
        judging.send_sheet(scored, judge=scored.judge)


def test_the_board_unlocks_with_a_reason_and_the_judge_is_told(scored):
    sent(scored, 5, 5)

    sheet = judging.unlock_sheet(scored, actor=board_member(), reason="Nhập nhầm cột")

    assert (sheet.state, sheet.sent_at) == (SheetState.DRAFT, None)
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, "Nhập nhầm cột" in mail.body_text) == (scored.judge.email, True)
    log = LogEntry.objects.get_for_object(sheet).get(additional_data__verb="unlock")
    assert log.additional_data["reason"] == "Nhập nhầm cột"
    save(scored, full(scored, 6, 6), sheet.version)


def test_the_chair_of_the_round_unlocks(scored):
    sent(scored, 5, 5)
    seat = PanelMemberFactory(panel__round=scored.entry.round, is_chair=True)

    assert judging.unlock_sheet(scored, actor=seat.judge, reason="Nhầm").state == SheetState.DRAFT


def test_neither_secretary_nor_judge_nor_another_round_s_chair_unlocks(scored):
    sent(scored, 5, 5)

    for actor in (secretary(), scored.judge, PanelMemberFactory(is_chair=True).judge):
        with pytest.raises(PermissionDenied):
            judging.unlock_sheet(scored, actor=actor, reason="Nhầm")


def test_unlocking_needs_a_reason_a_sheet_and_an_open_round(scored):
    with pytest.raises(judging.SheetIncompleteError):
        judging.unlock_sheet(scored, actor=SYSTEM, reason="Nhầm")
    sent(scored, 5, 5)
    with pytest.raises(ReasonMissingError):
        judging.unlock_sheet(scored, actor=SYSTEM, reason="")
    set_round(scored, state=RoundState.CLOSED)
    with pytest.raises(judging.SheetLockedError):
        judging.unlock_sheet(scored, actor=SYSTEM, reason="Nhầm")


# --- reading ----------------------------------------------------------------------------------


def test_progress_counts_each_judge_apart(scored):
    round_ = scored.entry.round
    AssignmentFactory(entry=RoundEntryFactory(round=round_), judge=scored.judge)
    AssignmentFactory(
        entry=RoundEntryFactory(round=round_, application__state="disqualified"), judge=scored.judge
    )
    in_conflict = AssignmentFactory(entry=RoundEntryFactory(round=round_), judge=scored.judge)
    judging.declare_conflict(
        in_conflict.entry.application, judge=scored.judge, actor=SYSTEM, reason="Bạn"
    )
    sent(scored, 5, 5)
    idle = PanelMemberFactory(panel=PanelFactory(round=round_)).judge
    AssignmentFactory(judge=idle)  # another round

    first, second = judging.progress(round_)

    assert (
        first.judge,
        first.assigned,
        first.sent,
        first.left,
        first.conflicts,
        first.has_pledged,
    ) == (
        scored.judge,
        2,
        1,
        1,
        1,
        True,
    )
    assert (second.judge, second.assigned, second.has_pledged) == (idle, 0, False)


@pytest.mark.parametrize("number", [1, 3])
def test_progress_costs_the_same_for_one_judge_and_three(number, django_assert_num_queries):
    round_ = RoundFactory()
    AssignmentFactory.create_batch(number, entry__round=round_)

    with django_assert_num_queries(2):
        assert len(judging.progress(round_)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_scores_of_a_round_are_read_in_two_queries(number, django_assert_num_queries):
    round_ = RoundFactory()
    criterion = CriterionFactory(round=round_)
    for entry in RoundEntryFactory.create_batch(number, round=round_):
        for _n in range(2):
            sheet = ScoreSheetFactory(assignment__entry=entry, state=SheetState.SENT)
            ScoreFactory(sheet=sheet, criterion=criterion, points=D(7))
        ScoreFactory(sheet=ScoreSheetFactory(assignment__entry=entry), criterion=criterion)

    with django_assert_num_queries(2):
        scores = judging.entry_scores(round_)

    assert [len(e.sheets) for e in scores] == [2] * number
    rows = rank_entries(scores, judging.criterion_specs(round_))
    assert {(row.rank, row.total) for row in rows} == {(1, D(7))}


def test_an_application_that_left_has_no_sheets_that_count(scored):
    sent(scored, 5, 5)
    type(scored.entry.application).objects.update(state=ApplicationState.DISQUALIFIED)

    assert [e.sheets for e in judging.entry_scores(scored.entry.round)] == [[]]


def test_rules_of_the_round_become_plain_values(scored):
    round_ = scored.entry.round
    first, _second = criteria_of(scored)
    TieRule.objects.create(round=round_, kind="criterion", criterion=first, order=1)
    TieRule.objects.create(round=round_, kind="earlier", order=2)

    assert [(r.step, r.criterion) for r in judging.tie_rule_specs(round_)] == [
        (TieStep.CRITERION, first.pk),
        (TieStep.EARLIER, None),
    ]
    assert [c.weight for c in judging.criterion_specs(round_)] == [D(1), D(2)]


def test_the_next_dossier_is_the_next_unsent_one_then_from_the_top(scored):
    round_ = scored.entry.round
    second, third = (
        AssignmentFactory(entry=RoundEntryFactory(round=round_), judge=scored.judge)
        for _n in range(2)
    )

    assert judging.next_assignment(scored) == second
    assert judging.next_assignment(third) == scored
    sent(scored, 5, 5)
    assert judging.next_assignment(third) == second
    Assignment.objects.filter(pk__in=[second.pk, third.pk]).delete()
    assert judging.next_assignment(scored) is None
