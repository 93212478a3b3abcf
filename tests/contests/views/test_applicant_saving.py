"""Saving in the background, and two at one page: nobody overwrites anybody."""

import pytest

from contests.enums import ApplicationState
from contests.models import Answer
from tests.contests.views.applicant_desk import AUTOSAVE, page, section_of, send

pytestmark = pytest.mark.django_db


def test_the_background_saves_valid_answers_and_says_when(client, draft):
    question, url = section_of(draft)

    response = send(client, url, headers=AUTOSAVE, **{f"q{question.pk}": "Đang viết"})

    assert set(response.json()) == {"saved_at", "seen", "errors"}
    assert Answer.objects.get().value == "Đang viết"
    draft.refresh_from_db()
    assert draft.completed_sections == []
    following = send(
        client, url, headers=AUTOSAVE, seen=response.json()["seen"], **{f"q{question.pk}": "Tiếp"}
    )
    assert following.status_code == 200


def test_a_wrong_value_saved_in_the_background_does_not_make_the_next_save_a_conflict(
    client, draft
):
    url = page("application_section", draft, "dai-dien")

    first = send(client, url, headers=AUTOSAVE, contact_name="Lan", contact_phone="abc")
    second = send(
        client, url, seen=first.json()["seen"], contact_name="Lan Anh", contact_phone="abc"
    )

    assert list(first.json()["errors"]) == ["contact_phone"]
    assert second.status_code == 200


def test_the_second_editor_sees_both_texts_and_may_replace_knowingly(client, draft):
    question, url = section_of(draft)
    name = f"q{question.pk}"
    opened = client.get(url).context["seen"]
    send(client, url, seen=opened, **{name: "Của người trước", "is_complete": "no"})

    response = send(client, url, seen=opened, **{name: "Của người sau", "is_complete": "no"})

    html = response.content.decode()
    assert response.status_code == 409
    assert "Của người trước" in html
    assert "Của người sau" in html
    assert str(draft.owner) in response.context["stale"]
    assert Answer.objects.get().value == "Của người trước"
    send(client, url, seen=response.context["seen"], **{name: "Của người sau", "is_complete": "no"})
    assert Answer.objects.get().value == "Của người sau"


def test_a_conflict_on_a_fixed_page_names_what_is_stored(client, draft):
    url = page("application_section", draft, "dai-dien")
    opened = client.get(url).context["seen"]
    send(
        client,
        url,
        seen=opened,
        contact_name="Trước",
        contact_birth_date="1/2/1990",
        action="later",
    )

    response = send(
        client, url, seen=opened, contact_name="Sau", contact_birth_date="1/2/1991", action="later"
    )

    assert {"Trước", "01/02/1990"} <= {row["value"] for row in response.context["others"]}


def test_the_background_is_told_of_a_conflict_and_of_a_closed_dossier(client, draft):
    question, url = section_of(draft)
    opened = client.get(url).context["seen"]
    send(client, url, seen=opened, **{f"q{question.pk}": "Trước", "is_complete": "no"})

    assert (
        send(client, url, headers=AUTOSAVE, seen=opened, **{f"q{question.pk}": "Sau"}).status_code
        == 409
    )
    type(draft).objects.update(state=ApplicationState.SUBMITTED)
    closed = client.post(url, {"seen": "x"}, headers=AUTOSAVE)
    assert (closed.status_code, list(closed.json())) == (409, ["message"])
