"""Fixed pages of a draft: what is typed is never lost, and what is wrong is said at its field."""

import pytest

from contests.enums import ApplicantType
from contests.models import TeamMember
from tests.contests.dossiers import pupil_application, ready_application
from tests.contests.views.applicant_desk import page, send
from tests.factories.contests import DivisionFactory
from tests.factories.ecosystem import FieldFactory, LocalityFactory

pytestmark = pytest.mark.django_db


def test_wrong_values_stay_on_the_screen_and_right_ones_are_stored(client, draft):
    url = page("application_section", draft, "dai-dien")

    response = send(client, url, contact_name="Hoàng Thị Lan", contact_phone="abc",
                    contact_birth_date="31/2/1990", contact_email="không phải thư")  # fmt: skip

    draft.refresh_from_db()
    assert draft.contact_name == "Hoàng Thị Lan"
    assert {"contact_phone", "contact_birth_date", "contact_email", "locality"} == set(
        response.context["form"].errors
    )
    html = response.content.decode()
    assert all(typed in html for typed in ("abc", "31/2/1990", "không phải thư"))
    assert response.context["has_errors"]


def test_saving_for_later_demands_nothing_and_leads_to_the_list(client, draft):
    url = page("application_section", draft, "dai-dien")

    response = send(client, url, contact_name="Lan", action="later")

    draft.refresh_from_db()
    assert (draft.contact_name, response.url) == ("Lan", draft.get_absolute_url())


def test_saving_for_later_with_a_wrong_value_keeps_it_on_the_screen(client, draft):
    response = send(
        client, page("application_section", draft, "dai-dien"), contact_phone="abc", action="later"
    )

    assert set(response.context["form"].errors) == {"contact_phone"}


def test_a_minor_is_asked_for_the_guardian(client, draft):
    url = page("application_section", draft, "dai-dien")

    response = send(client, url, contact_name="Lan", contact_birth_date="5/3/2015", contact_phone="0912345678",
                    contact_email="lan@vidu.vn", locality=LocalityFactory().pk)  # fmt: skip

    assert set(response.context["form"].errors) == {
        "guardian_name",
        "guardian_relation",
        "guardian_phone",
    }


def test_from_the_check_page_one_returns_to_it(client, draft):
    url = page("application_section", draft, "bang-thi") + "?ve=kiem-tra"
    fields = {"title": "Trà", "applicant_type": "individual", "field": FieldFactory().pk}

    assert send(client, url, **fields).url == page("application_check", draft)


def test_a_division_of_another_edition_cannot_be_chosen(client, draft):
    DivisionFactory(contest=draft.contest)

    response = send(
        client, page("application_section", draft, "bang-thi"), division=DivisionFactory().pk
    )

    assert "division" in response.context["form"].errors


@pytest.mark.parametrize(
    ("narrowed", "members", "is_refused"),
    [
        ({"applicant_types": ["group"]}, 0, False),
        ({"applicant_types": ["enterprise"]}, 0, True),
        ({"max_team_size": 2}, 1, False),
        ({"max_team_size": 1}, 1, True),
    ],
)
def test_a_division_that_does_not_admit_the_team_says_so(
    client, draft, narrowed, members, is_refused
):
    division = DivisionFactory(contest=draft.contest, **narrowed)
    for _each in range(members):
        TeamMember.objects.create(application=draft, full_name="Lý Văn Tày", role="Kế toán")

    response = send(
        client,
        page("application_section", draft, "bang-thi"),
        title="Trà",
        applicant_type="group",
        field=FieldFactory().pk,
        division=division.pk,
    )

    draft.refresh_from_db()
    assert (draft.division is None) is is_refused
    if is_refused:
        assert division.name in response.context["form"].errors["division"][0]


@pytest.mark.parametrize(
    ("typed", "stored"), [("4900 123 456", "4900123456"), ("4900123456001", "4900123456-001")]
)
def test_a_tax_code_is_tidied(client, draft, typed, stored):
    type(draft).objects.update(applicant_type=ApplicantType.ENTERPRISE)

    send(client, page("application_section", draft, "to-chuc"), tax_code=typed)

    draft.refresh_from_db()
    assert draft.tax_code == stored


@pytest.mark.parametrize(
    ("field", "typed"),
    [("tax_code", "49001"), ("registered_on", "1/1/2099"), ("registered_on", "x")],
)
def test_impossible_facts_of_a_company_are_errors(client, draft, field, typed):
    type(draft).objects.update(applicant_type=ApplicantType.ORGANISATION)

    response = send(client, page("application_section", draft, "to-chuc"), **{field: typed})

    assert field in response.context["form"].errors


def test_a_stored_telephone_number_is_shown_as_people_write_it(client):
    application = ready_application(contact_phone="+84912345678")
    client.force_login(application.owner)

    html = client.get(application.get_absolute_url() + "dai-dien/").content.decode()

    assert "0912 345 678" in html
    assert "+84912345678" not in html


def test_of_a_pupil_the_guardian_is_not_called_optional(client):
    pupil, adult = pupil_application(), ready_application()
    found = {}
    for application in (pupil, adult):
        client.force_login(application.owner)
        page = client.get(application.get_absolute_url() + "dai-dien/")
        found[application] = page.content.decode().count("(không bắt buộc)")

    assert found[adult] - found[pupil] == 3
