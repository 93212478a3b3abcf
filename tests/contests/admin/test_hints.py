"""The secretariat looks at possible conflicts: while assigning by hand, and in the list of a round."""

import pytest
from django.urls import reverse

from contests.models import Assignment, HintDismissal
from tests.factories.contests import (
    AssignmentFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"admin:{name}", args=args)


@pytest.fixture
def pair():
    """A dossier and a judge with addresses at one company."""
    entry = RoundEntryFactory(
        application__reference="LS26-0001-A", application__contact_email="an@hoahoi.vn"
    )
    return entry, judge(email="lan@hoahoi.vn")


def test_assigning_by_hand_shows_what_is_noticed_and_asks_for_a_reason(office, pair):
    entry, person = pair
    free = judge()
    url = page("contests_round_assign_by_hand", entry.round_id)
    typed = {"references": "LS26-0001-A", "judges": [person.pk, free.pk]}
    assert 'name="despite"' not in office.get(url).content.decode()

    held = office.post(url, typed)

    assert held.status_code == 422
    assert "hoahoi.vn" in held.content.decode()
    assert 'name="despite"' in held.content.decode()
    assert [row.judge for row in Assignment.objects.all()] == [free]

    office.post(url, {**typed, "despite": "Đã nghỉ việc ở đó"})

    assert Assignment.objects.count() == 2
    assert HintDismissal.objects.get().reason == "Đã nghỉ việc ở đó"


def test_the_preview_of_panels_names_what_is_noticed(office, pair):
    entry, person = pair
    PanelMemberFactory(panel=PanelFactory(round=entry.round), judge=person)

    shown = office.get(page("contests_round_assign", entry.round_id))

    assert "hoahoi.vn" in shown.content.decode()


def test_the_list_leads_to_the_page_that_records_the_reason(office, pair):
    entry, person = pair
    assignment = AssignmentFactory(entry=entry, judge=person)
    listed = page("contests_round_hints", entry.round_id)
    url = page("contests_assignment_hints", assignment.pk)
    assert url in office.get(listed).content.decode()
    assert "hoahoi.vn" in office.get(url).content.decode()

    assert office.post(url, {"reason": " "}).status_code == 422
    assert office.post(url, {"reason": "Đã nghỉ việc"}).url == listed

    assert url not in office.get(listed).content.decode()
    assert "hoahoi.vn" not in office.get(url).content.decode()
    assert HintDismissal.objects.get().judge == person


def test_the_link_to_record_a_conflict_fills_in_dossier_and_judge(office, pair):
    entry, person = pair
    form = (
        office.get(
            page("contests_conflictdeclaration_add"),
            {"reference": entry.application.reference, "judge": person.pk},
        )
        .context["adminform"]
        .form
    )

    assert (form["reference"].value(), str(form["judge"].value())) == (
        "LS26-0001-A",
        str(person.pk),
    )


def test_the_board_reads_the_list_and_concludes_nothing(client, pair):
    entry, person = pair
    assignment = AssignmentFactory(entry=entry, judge=person)
    client.force_login(board_member())

    shown = client.get(page("contests_round_hints", entry.round_id))

    assert page("contests_assignment_hints", assignment.pk) not in shown.content.decode()
    assert client.get(page("contests_assignment_hints", assignment.pk)).status_code == 403
    client.force_login(judge())
    assert client.get(page("contests_round_hints", entry.round_id)).status_code == 302


def test_a_long_list_has_pages(office):
    round_ = RoundFactory()
    people = [judge(email=f"lan{n}@hoahoi.vn") for n in range(3)]
    for number in range(34):
        entry = RoundEntryFactory(round=round_, application__contact_email=f"an{number}@hoahoi.vn")
        Assignment.objects.bulk_create(Assignment(entry=entry, judge=one) for one in people)

    second = office.get(page("contests_round_hints", round_.pk), {"p": 2})

    assert len(second.context["page"]) == 2


def test_the_list_exists_for_rounds_only(client, pair):
    entry, _person = pair
    client.force_login(secretary())

    assert client.get(page("contests_round_hints", entry.round_id)).status_code == 200
    assert client.get(page("contests_round_hints", 0)).status_code == 404
