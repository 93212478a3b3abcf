"""The page that shares dossiers evenly: numbers, preview, apply; and the Board's confirmation."""

import pytest
from django.urls import reverse

from contests.models import Assignment, ConflictDeclaration
from tests.factories.contests import (
    DivisionFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"admin:contests_{name}", args=args)


@pytest.fixture
def round_():
    round_ = RoundFactory(min_judges=2)
    PanelMemberFactory.create_batch(2, panel=PanelFactory(round=round_))
    RoundEntryFactory(round=round_, application__reference="LS26-0001-A")
    return round_


def shown(office, round_, **numbers):
    return office.get(page("round_spread", round_.pk), numbers).context


def agreed(plan):
    return {
        "per_entry": plan.per_entry,
        "seed": plan.seed,
        "fingerprint": plan.fingerprint,
    }


def test_the_round_s_own_number_is_shown_first_and_applied_as_shown(office, round_):
    plan = shown(office, round_)["plan"]
    assert (plan.per_entry, len(plan.new)) == (2, 2)
    assert not Assignment.objects.exists()

    done = office.post(page("round_spread", round_.pk), agreed(plan))

    assert done.url == page("round_progress", round_.pk)
    assert Assignment.objects.count() == 2


def test_another_number_and_seed_are_typed(office, round_):
    context = shown(office, round_, per_entry="1", seed="42")

    assert (context["plan"].per_entry, context["plan"].seed) == (1, 42)


def test_too_few_judges_are_told_before_and_after(office, round_):
    plan = shown(office, round_, per_entry="3", seed="1")["plan"]
    assert len(plan.short) == 1

    response = office.post(page("round_spread", round_.pk), agreed(plan), follow=True)

    assert [m.level_tag for m in response.context["messages"]] == ["success", "warning"]


def test_changed_data_shows_a_new_preview_and_assigns_nothing(office, round_):
    plan = shown(office, round_)["plan"]
    RoundEntryFactory(round=round_)

    response = office.post(page("round_spread", round_.pk), agreed(plan))

    assert response.status_code == 409
    assert response.context["changed"]
    assert len(response.context["plan"].new) == 4
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("numbers", [{"per_entry": "0", "seed": "1"}, {"per_entry": "x"}])
def test_bad_numbers_are_told_at_the_field(office, round_, numbers):
    response = office.get(page("round_spread", round_.pk), numbers)

    assert response.context["plan"] is None
    assert response.context["form"].errors


def test_a_closed_round_is_refused_with_a_message(office, round_):
    plan = shown(office, round_)["plan"]
    type(round_).objects.update(state="closed")

    response = office.post(page("round_spread", round_.pk), agreed(plan), follow=True)

    assert [m.level_tag for m in response.context["messages"]] == ["error"]


def test_only_the_secretariat_opens_it(client, round_):
    client.force_login(board_member())
    assert client.get(page("round_spread", round_.pk)).status_code == 403
    client.force_login(secretary())
    assert client.get(page("round_spread", round_.pk)).status_code == 200


# --- panels, and the Board's confirmation ---------------------------------------------------------


def test_a_new_panel_goes_on_to_its_divisions_of_its_own_edition(office):
    round_ = RoundFactory()
    own, strange = DivisionFactory(contest=round_.contest), DivisionFactory()
    rows = {"members-TOTAL_FORMS": 0, "members-INITIAL_FORMS": 0}
    added = office.post(page("panel_add"), {"round": round_.pk, "name": "Hội đồng 1", **rows})
    panel = round_.panels.get()
    assert added.url == page("panel_change", panel.pk)

    choices = office.get(added.url).context["adminform"].form.fields["divisions"].queryset
    assert list(choices) == [own]
    refused = office.post(added.url, {"name": "Hội đồng 1", "divisions": [strange.pk], **rows})
    assert refused.context["adminform"].form.errors
    office.post(added.url, {"name": "Hội đồng 1", "divisions": [own.pk], **rows})
    assert list(panel.divisions.all()) == [own]


def test_the_board_confirms_recusals_in_the_list_and_the_secretariat_does_not(client):
    person = judge()
    row = ConflictDeclaration.objects.create(
        application=RoundEntryFactory().application, judge=person, declared_by=person, reason="Bạn"
    )
    data = {"action": "confirm", "_selected_action": [row.pk]}
    client.force_login(secretary())
    client.post(page("conflictdeclaration_changelist"), data)
    row.refresh_from_db()
    assert row.confirmed_at is None

    board = board_member()
    client.force_login(board)
    client.post(page("conflictdeclaration_changelist"), data)

    row.refresh_from_db()
    assert row.confirmed_by == board
