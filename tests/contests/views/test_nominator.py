"""The desk of nominating units in the browser: theirs only, read, answered, entered, handed over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.domain.applications import submit_application
from contests.domain.claims import open_claim
from contests.enums import AttachmentKind, Channel, Endorsement
from contests.models import Application, Attachment
from portal.models import OutgoingMail
from tests.contests.dossiers import contest_with_rules
from tests.contests.intake import entered, member_of, nominated
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db

DESK = "contests:desk"


@pytest.fixture
def unit():
    return OrganizationFactory(name="Tỉnh đoàn Lạng Sơn")


@pytest.fixture
def person(client, unit):
    user = member_of(unit)
    client.force_login(user)
    return user


def submitted_to(unit, **fields):
    application = nominated(unit, **fields)
    return submit_application(application, actor=application.owner)


def page(name, application):
    return reverse(f"contests:{name}", args=[application.public_id])


def test_the_list_costs_the_same_for_one_row_and_for_three(client, person, unit):
    counts = []
    for rows in (1, 2):
        for _row in range(rows):
            submitted_to(unit)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(DESK)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_list_is_filtered_by_edition_and_endorsement(client, person, unit):
    first, second = submitted_to(unit), submitted_to(unit)
    Application.objects.filter(pk=second.pk).update(endorsement=Endorsement.ENDORSED)

    by_state = client.get(reverse(DESK), {"state": "endorsed"})
    by_edition = client.get(reverse(DESK), {"edition": first.contest_id})

    assert [row for row, _status in by_state.context["rows"]] == [second]
    assert [row for row, _status in by_edition.context["rows"]] == [first]
    assert client.get(reverse(DESK), {"edition": "x", "state": "y"}).status_code == 200


def test_the_desk_is_for_people_of_units_only(client):
    client.force_login(secretary())
    assert client.get(reverse(DESK)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(reverse(DESK)).status_code == 404
    client.logout()
    assert client.get(reverse(DESK)).status_code == 302


def test_another_units_dossier_and_a_draft_do_not_exist(client, person, unit):
    others, draft = submitted_to(OrganizationFactory()), nominated(unit)

    for application in (others, draft):
        assert client.get(page("desk_application", application)).status_code == 404
        assert client.post(page("desk_application", application)).status_code == 404
        assert client.get(page("desk_hand_over", application)).status_code == 404
        assert client.get(page("application_pdf", application)).status_code == 404


@pytest.mark.parametrize("kind", [AttachmentKind.SCAN, AttachmentKind.GUARDIAN])
def test_the_submitted_version_is_read_with_its_files_but_not_what_is_for_the_office(
    client, person, unit, kind
):
    application = submitted_to(unit, title="Chè Shan tuyết")
    file = application.attachments.get()
    private = Attachment.objects.create(application=application, kind=kind, stored=file.stored)

    response = client.get(page("desk_application", application))

    assert "Chè Shan tuyết" in response.content.decode()
    url = reverse(
        "contests:attachment_download", args=[application.public_id, file.stored.public_id]
    )
    assert url in response.content.decode()
    file.delete()
    assert client.get(url).status_code == 404
    assert private.pk


def test_the_unit_answers_on_the_page(client, person, unit):
    application = submitted_to(unit)
    url = page("desk_application", application)

    empty = client.post(url, {})
    declined = client.post(url, {"answer": "declined", "note": " "})
    assert {*empty.context["form"].errors} == {"answer"}
    assert {*declined.context["form"].errors} == {"note"}

    response = client.post(url, {"answer": "endorsed", "note": "Dự án tốt"}, follow=True)

    application.refresh_from_db()
    assert (application.endorsement, application.endorsement_note) == ("endorsed", "Dự án tốt")
    assert "Dự án tốt" in response.content.decode()


def test_an_answer_that_comes_too_late_is_refused_with_what_was_typed(client, person, unit):
    application = submitted_to(unit)
    Application.objects.filter(pk=application.pk).update(state="valid")

    response = client.post(
        page("desk_application", application), {"answer": "endorsed", "note": "Muộn"}
    )

    assert response.context["form"].non_field_errors()
    application.refresh_from_db()
    assert application.endorsement == Endorsement.REQUESTED


def test_a_dossier_is_entered_and_filled_in_on_its_own_pages(client, person, unit):
    contest_with_rules()
    url = reverse("contests:desk_entry")
    key = client.get(url).context["form"]["entry_key"].value()
    typed = {
        "unit": unit.pk,
        "title": "Rau bò khai",
        "contact_name": "Lý Thị Mai",
        "entry_key": key,
    }

    response = client.post(url, typed)
    client.post(url, typed)

    application = Application.objects.get()
    assert (application.channel, application.nominating_unit) == (Channel.UNIT, unit)
    assert response.url == application.get_absolute_url()
    html = client.get(response.url).content.decode()
    assert "Lý Thị Mai" in html
    nomination = client.get(page("application_nomination", application))
    assert nomination.context["is_fixed"]
    assert "(không bắt buộc)" not in nomination.content.decode()
    assert [
        label for label, _units in nomination.context["form"].fields["nominating_unit"].choices
    ] == [unit.get_kind_display()]


def test_nothing_is_entered_for_another_unit_or_without_an_open_edition(client, person, unit):
    url, other = reverse("contests:desk_entry"), OrganizationFactory()
    typed = {"unit": unit.pk, "title": "Rau", "contact_name": "Mai"}

    assert client.get(url).context["contest"] is None
    assert client.post(url, typed).context["form"].errors
    contest_with_rules()
    response = client.post(url, typed | {"unit": other.pk})

    assert {*response.context["form"].errors} == {"unit"}
    assert not Application.objects.exists()


def test_what_a_unit_entered_is_handed_over_by_mail_or_letter(client, person, unit):
    application = entered(channel=Channel.UNIT, actor=person, nominating_unit=unit)
    url = page("desk_hand_over", application)

    assert client.get(url).status_code == 200
    letter = client.post(url, {"way": "letter"})
    assert open_claim(letter.context["code"]) is not None
    assert "no-store" in letter["Cache-Control"]
    client.post(url, {"way": "mail"})
    assert OutgoingMail.objects.get().recipient == application.contact_email


def test_handing_over_what_has_an_owner_is_refused(client, person, unit):
    application = submitted_to(unit)

    assert client.get(page("desk_hand_over", application)).status_code == 404
    assert client.post(page("desk_hand_over", application), {"way": "letter"}).status_code == 403


# --- the applicant's page ------------------------------------------------------------------------


def test_the_applicant_finds_a_unit_without_script_and_chooses_it(client, unit):
    application = nominated(None)
    client.force_login(application.owner)
    url = page("application_nomination", application)
    chosen = application.nominating_unit

    narrowed = client.get(url, {"tim": "tinh doan"})
    names = narrowed.content.decode()
    assert unit.name in names
    assert chosen.name in names

    seen = narrowed.context["seen"]
    client.post(f"{url}?tim=x", {"nominating_unit": unit.pk, "seen": seen, "action": "continue"})
    application.refresh_from_db()
    assert application.nominating_unit == unit


def test_who_chose_before_is_shown(client, unit):
    application = nominated(OrganizationFactory())
    client.force_login(application.owner)

    response = client.post(
        page("application_nomination", application),
        {"nominating_unit": unit.pk, "seen": "cũ", "action": "continue"},
    )

    assert response.status_code == 409
    application.refresh_from_db()
    assert application.nominating_unit != unit


def test_no_unit_may_be_chosen_and_a_wrong_one_is_refused(client, unit):
    application = nominated(unit)
    client.force_login(application.owner)
    url = page("application_nomination", application)
    press = OrganizationFactory(kind="press")

    wrong = client.post(url, {"nominating_unit": press.pk, "seen": client.get(url).context["seen"]})
    assert {*wrong.context["form"].errors} == {"nominating_unit"}
    client.post(url, {"nominating_unit": "", "seen": client.get(url).context["seen"]})
    application.refresh_from_db()
    assert application.nominating_unit is None


def test_a_draft_of_the_unit_is_not_said_to_have_no_unit(client, person, unit):
    entered(channel=Channel.UNIT, actor=person, nominating_unit=unit)

    html = client.get(reverse("contests:desk")).content.decode()

    assert "Hỏi ý kiến sau khi nộp hồ sơ" in html
    assert "Không có đơn vị đề cử</span>" not in html
