"""The secretariat's pages: assign, publish, watch; the Board's: unlock."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain import judging
from contests.enums import RoundState, SheetState
from contests.models import Assignment, ConflictDeclaration, ScoreSheet
from portal.models import OutgoingMail
from tests.factories.contests import (
    AssignmentFactory,
    CriterionFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
)
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db
ACTS = [
    "contests_round_assign",
    "contests_round_assign_by_hand",
    "contests_round_publish_assignments",
]
LISTS = ["panel", "assignment", "scoresheet", "conflictdeclaration"]


def page(name, *args):
    return reverse(f"admin:{name}", args=args)


@pytest.fixture
def round_():
    """A round with one panel of one judge and one entry."""
    round_ = RoundFactory()
    PanelMemberFactory(panel=PanelFactory(round=round_))
    RoundEntryFactory(round=round_, application__reference="LS26-0001-A")
    return round_


@pytest.mark.parametrize("name", ACTS)
def test_only_the_secretariat_opens_the_pages_of_acts(client, round_, name):
    client.force_login(board_member())
    assert client.get(page(name, round_.pk)).status_code == 403
    client.force_login(judge())
    assert client.get(page(name, round_.pk)).status_code == 302

    client.force_login(secretary())
    assert client.get(page(name, round_.pk)).status_code == 200
    assert client.get(page(name, 0)).status_code == 404


def test_assigning_by_panel_is_shown_first_and_done_on_confirmation(office, round_):
    shown = office.get(page("contests_round_assign", round_.pk))
    assert len(shown.context["plan"].new) == 1
    assert not Assignment.objects.exists()

    done = office.post(page("contests_round_assign", round_.pk))

    assert done.url == page("contests_round_progress", round_.pk)
    assert Assignment.objects.count() == 1
    assert not OutgoingMail.objects.exists()


def test_what_cannot_be_placed_stands_on_the_page(office, round_):
    RoundEntryFactory(round=round_, application__owner=round_.panels.get().members.get().judge)

    plan = office.get(page("contests_round_assign", round_.pk)).context["plan"]
    response = office.post(page("contests_round_assign", round_.pk), follow=True)

    assert len(plan.unplaced) == 2
    assert len(response.context["messages"]) == 2


@pytest.mark.parametrize("name", ["contests_round_assign", "contests_round_publish_assignments"])
def test_a_closed_round_is_refused_with_a_message(office, round_, name):
    type(round_).objects.update(state=RoundState.CLOSED)

    response = office.post(page(name, round_.pk), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not Assignment.objects.exists()


def test_assigning_by_hand_tells_every_refusal(office, round_):
    free, owner = judge(), judge()
    RoundEntryFactory(round=round_, application__reference="LS26-0002-B", application__owner=owner)

    response = office.post(
        page("contests_round_assign_by_hand", round_.pk),
        {"references": "ls26-0001-a, LS26-0002-B", "judges": [free.pk, owner.pk]},
        follow=True,
    )

    assert Assignment.objects.count() == 3
    assert [m.level_tag for m in response.context["messages"]] == ["warning", "success"]


@pytest.mark.parametrize("references", ["", "LS26-9999-Z"])
def test_unknown_numbers_are_named_and_nothing_is_assigned(office, round_, references):
    response = office.post(
        page("contests_round_assign_by_hand", round_.pk),
        {"references": references, "judges": [judge().pk]},
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["references"]
    assert not Assignment.objects.exists()


def test_publishing_says_who_is_mailed_then_mails_once(office, round_):
    judging.assign_panels(round_, actor=secretary())
    url = page("contests_round_publish_assignments", round_.pk)

    assert [row.new for row in office.get(url).context["news"]] == [1]
    assert not OutgoingMail.objects.exists()
    office.post(url)
    office.post(url)

    assert OutgoingMail.objects.count() == 1
    assert office.get(url).context["news"] == []


@pytest.mark.parametrize("make", [secretary, board_member])
def test_staff_watch_the_progress(client, round_, make):
    client.force_login(make())

    response = client.get(page("contests_round_progress", round_.pk))

    assert [row.assigned for row in response.context["rows"]] == [0]


@pytest.mark.parametrize("number", [1, 3])
def test_progress_page_costs_the_same_for_one_judge_and_three(
    office, number, django_assert_max_num_queries
):
    round_ = RoundFactory()
    AssignmentFactory.create_batch(number, entry__round=round_)

    with django_assert_max_num_queries(10):
        office.get(page("contests_round_progress", round_.pk))


@pytest.mark.parametrize("model", LISTS)
def test_lists_cost_the_same_for_one_row_and_three(office, model, django_assert_num_queries):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert office.get(page(f"contests_{model}_changelist")).status_code == 200
        return len(queries)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def row():
        sheet = ScoreSheetFactory()
        PanelFactory()
        ConflictDeclaration.objects.create(
            application=sheet.assignment.entry.application,
            judge=judge(),
            declared_by=secretary(),
            reason="Bạn",
        )

    row()
    count()
    once = count()
    row()
    row()
    assert count() == once


@pytest.mark.parametrize("value", ["none", "draft", "sent", ""])
def test_assignments_are_filtered_by_their_sheet_and_round(office, value):
    AssignmentFactory()
    ScoreSheetFactory()
    ScoreSheetFactory(state=SheetState.SENT)

    response = office.get(page("contests_assignment_changelist"), {"sheet": value, "round": "x"})

    assert response.context["cl"].result_count == (1 if value else 3)


def test_a_list_shows_one_round(office):
    wanted = AssignmentFactory()
    AssignmentFactory()

    response = office.get(page("contests_assignment_changelist"), {"round": wanted.entry.round_id})

    assert list(response.context["cl"].result_list) == [wanted]


def test_removing_an_assignment_is_confirmed_first(office):
    assignment = AssignmentFactory()
    url = page("contests_assignment_remove", assignment.pk)

    assert office.get(page("contests_assignment_change", assignment.pk)).status_code == 200
    assert office.get(url).status_code == 200
    assert Assignment.objects.exists()
    office.post(url)

    assert not Assignment.objects.exists()


def test_an_assignment_with_a_sent_sheet_is_not_removed(office):
    sheet = ScoreSheetFactory(state=SheetState.SENT)

    response = office.post(page("contests_assignment_remove", sheet.assignment_id), follow=True)

    assert [m.level_tag for m in response.context["messages"]] == ["error"]
    assert Assignment.objects.exists()


def test_the_board_does_not_remove(client):
    client.force_login(board_member())

    assert (
        client.post(page("contests_assignment_remove", AssignmentFactory().pk)).status_code == 403
    )


def test_the_board_unlocks_a_sheet_with_a_reason(client):
    client.force_login(board_member())
    sheet = ScoreSheetFactory(state=SheetState.SENT, sent_at=timezone.now())
    ScoreFactory(
        sheet=sheet,
        criterion=CriterionFactory(round=sheet.assignment.entry.round),
        points=Decimal(5),
    )
    url = page("contests_scoresheet_step", sheet.pk, "unlock")

    assert url in client.get(page("contests_scoresheet_change", sheet.pk)).content.decode()
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "Nhập nhầm"})

    sheet.refresh_from_db()
    assert sheet.state == SheetState.DRAFT


@pytest.mark.parametrize("state", [SheetState.SENT, SheetState.ABSTAINED])
def test_the_secretary_reads_a_locked_sheet_and_unlocks_it_with_a_reason(office, state):
    sheet = ScoreSheetFactory(state=state)
    url = page("contests_scoresheet_step", sheet.pk, "unlock")

    assert url in office.get(page("contests_scoresheet_change", sheet.pk)).content.decode()
    assert office.post(url, {"reason": ""}).status_code == 422
    assert office.post(url, {"reason": "Nhập nhầm"}).status_code == 302
    assert ScoreSheet.objects.get().state == SheetState.DRAFT


def test_the_secretary_declares_a_conflict_on_behalf(office):
    assignment = AssignmentFactory(entry__application__reference="LS26-0001-A")
    url = page("contests_conflictdeclaration_add")
    values = {"reference": "ls26-0001-a", "judge": assignment.judge_id, "reason": "Người nhà"}

    assert office.get(url).status_code == 200
    office.post(url, values)
    again = office.post(url, values)

    conflict = ConflictDeclaration.objects.get()
    assert (conflict.judge, conflict.application) == (
        assignment.judge,
        assignment.entry.application,
    )
    assert list(again.context["adminform"].form.errors) == ["judge"]
    assert office.get(page("contests_conflictdeclaration_change", conflict.pk)).status_code == 200


@pytest.mark.parametrize("reference", ["", "LS26-9999-Z"])
def test_a_conflict_needs_a_known_dossier(office, reference):
    values = {"reference": reference, "judge": judge().pk, "reason": "Người nhà"}

    response = office.post(page("contests_conflictdeclaration_add"), values)

    assert list(response.context["adminform"].form.errors) == ["reference"]


def test_the_board_does_not_declare_on_behalf(client):
    client.force_login(board_member())

    assert client.get(page("contests_conflictdeclaration_add")).status_code == 403


def test_nobody_is_put_on_a_new_panel_unasked(office):
    round_ = RoundFactory()
    values = {
        "round": round_.pk,
        "name": "Hội đồng 1",
        "members-TOTAL_FORMS": 1,
        "members-INITIAL_FORMS": 0,
    }

    seated = office.post(page("contests_panel_add"), values | {"members-0-judge": judge().pk})
    assert seated.status_code == 200
    assert not round_.panels.exists()

    assert office.post(page("contests_panel_add"), values).status_code == 302
    assert not round_.panels.get().members.exists()
