"""The pages of the team: what members see, and what only the representative does."""

import pytest
from django.urls import reverse

from contests.enums import ApplicantType, ApplicationState, AttachmentKind, TeamAccess
from contests.models import Application, Attachment
from portal.models import Consent, OutgoingMail
from tests.contests.dossiers import (
    agree,
    attach_explanation,
    pdf_upload,
    pupil_application,
    ready_application,
    young_day,
)
from tests.factories.contests import ApplicationFactory, TeamMemberFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def page(name, application, *args):
    return reverse(f"contests:{name}", args=[application.public_id, *args])


def team(access=TeamAccess.EDIT, **fields):
    """A ready dossier of a group and a member with an account."""
    application = ready_application(
        applicant_type=ApplicantType.GROUP, completed_sections=["thanh-vien"], **fields
    )
    return application, TeamMemberFactory(application=application, accepted=True, access=access)


# --- members -----------------------------------------------------------------------------------


def test_a_reading_member_reads_everything_and_changes_nothing(client):
    application, member = team(TeamAccess.VIEW)
    file = attach_explanation(application).stored
    client.force_login(member.user)

    content = client.get(page("application_content", application)).content.decode()
    assert application.contact_name in content
    download = reverse("contests:attachment_download", args=[application.public_id, file.public_id])
    assert download in content
    assert client.get(download).status_code == 200
    response = client.post(
        page("application_section", application, "bang-thi"), {"title": "Đổi"}, follow=True
    )
    assert "không được sửa" in response.content.decode()
    assert Application.objects.get().title == application.title


def test_an_editing_member_edits_and_is_sent_back_from_what_the_representative_does(client):
    application, member = team()
    client.force_login(member.user)

    assert client.get(page("application_section", application, "bang-thi")).status_code == 200
    check = client.get(page("application_check", application))
    assert page("application_declare", application) not in check.content.decode()
    for name, args in (
        ("application_declare", []),
        ("member_access", [member.pk]),
        ("member_remove", [member.pk]),
        ("application_hand_over", [member.pk]),
        ("invitation_withdraw", [member.pk]),
        ("application_discard", []),
    ):
        answer = client.post(page(name, application, *args), {"declaration": "on"})
        assert answer.url == application.get_absolute_url(), name
    application.refresh_from_db()
    assert (application.state, application.owner_id) == ("draft", application.owner_id)
    assert application.members.count() == 1


def test_after_the_removal_the_dossier_does_not_exist_for_the_member(client):
    application, member = team()
    user = member.user
    owner_client = type(client)()
    owner_client.force_login(application.owner)
    client.force_login(user)
    assert client.get(application.get_absolute_url()).status_code == 200

    owner_client.post(page("member_remove", application, member.pk))

    assert client.get(application.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_my_applications_list_shared_ones_with_the_role_at_the_same_cost(
    client, rows, django_assert_num_queries
):
    user = UserFactory()
    ApplicationFactory(owner=user)
    for _each in range(rows):
        TeamMemberFactory(user=user, accepted=True, access=TeamAccess.VIEW)
    client.force_login(user)

    with django_assert_num_queries(6):
        response = client.get(reverse("contests:application_list"))

    roles = [role for _row, _status, role in response.context["rows"]]
    assert sorted(roles) == sorted(["Người đại diện", *["Thành viên: Được xem"] * rows])


# --- the representative ------------------------------------------------------------------------


def test_the_representative_invites_changes_rights_and_withdraws_the_invitation(client):
    application = ready_application()
    member = TeamMemberFactory(application=application, email="moi@vidu.vn")
    client.force_login(application.owner)
    url = page("member_access", application, member.pk)

    assert client.post(url, {}).context["form"].errors
    client.post(url, {"access": "view"})
    member.refresh_from_db()
    assert (member.invitation, member.access) == ("invited", "view")
    assert "moi@vidu.vn" in client.get(page("application_team", application)).content.decode()
    client.post(page("invitation_withdraw", application, member.pk))
    member.refresh_from_db()
    assert (member.invitation, member.access) == ("none", "none")
    client.post(url, {"access": "none"})
    assert OutgoingMail.objects.count() == 1


def test_a_member_without_an_address_is_not_invited_and_the_reason_is_said(client):
    application = ready_application()
    member = TeamMemberFactory(application=application, email="", full_name="Lý Văn Tày")
    client.force_login(application.owner)

    url = page("member_access", application, member.pk)
    assert page("member_change", application, member.pk) in client.get(url).content.decode()
    response = client.post(url, {"access": "view"}, follow=True)
    assert "Lý Văn Tày" in str(next(iter(response.context["messages"])))


def test_handing_over_asks_first(client):
    application, member = team()
    former = application.owner
    client.force_login(former)
    url = page("application_hand_over", application, member.pk)

    assert member.full_name in client.get(url).content.decode()
    assert Application.objects.get().owner == former
    client.post(url)
    assert Application.objects.get().owner == member.user


@pytest.mark.parametrize("rows", [1, 3])
def test_the_team_page_costs_the_same_for_one_and_for_three(
    client, rows, django_assert_max_num_queries
):
    application = ready_application()
    for _each in range(rows):
        TeamMemberFactory(application=application, accepted=True)
    client.force_login(application.owner)

    with django_assert_max_num_queries(20):
        assert len(client.get(page("application_team", application)).context["rows"]) == rows + 1


# --- consents ----------------------------------------------------------------------------------


def test_a_member_ticks_boxes_of_their_own_one_by_one(client):
    application, member = team()
    client.force_login(member.user)
    url = page("application_consent", application)

    form = client.get(url).context["form"]
    assert set(form.fields) == {"contest", "publication", "contact"}
    assert not any(field.initial for field in form.fields.values())
    assert client.post(url, {}).context["form"].non_field_errors()
    client.post(url, {"contest": "on"})
    assert set(client.get(url).context["form"].fields) == {"publication", "contact"}
    assert Consent.objects.get(user=member.user).purpose == "contest"


def test_the_declaration_names_members_who_have_not_agreed_and_keeps_the_ticks(client):
    application, member = team()
    client.force_login(application.owner)
    url = page("application_declare", application)

    assert member.full_name in client.get(url).content.decode()
    response = client.post(url, {"declaration": "on", "contest": "on"})

    assert member.full_name in str(response.context["form"].non_field_errors())
    assert response.content.decode().count("checked") == 2
    assert Application.objects.get().state == ApplicationState.DRAFT


# --- minors ------------------------------------------------------------------------------------


def test_a_pupils_declaration_has_boxes_of_their_own_that_name_the_pupil(client):
    application = pupil_application()
    client.force_login(application.owner)
    url, key = page("application_declare", application), f"account-{application.owner_id}"

    form = client.get(url).context["form"]
    assert "Vi Thị Học Trò" in form.fields[f"child-{key}"].label
    assert "Vi Văn Cha" in form.fields[f"guardian-{key}"].label
    ticked = {"declaration": "on", "contest": "on", f"child-{key}": "on"}
    assert set(client.post(url, ticked).context["form"].errors) == {f"guardian-{key}"}
    response = client.post(url, {**ticked, f"guardian-{key}": "on"})
    assert response.url == page("application_submitted", application)


def test_the_signed_form_is_added_for_the_person_it_belongs_to(client):
    application = ready_application(contact_name="Vi Thị Một", contact_birth_date=young_day())
    pupil = TeamMemberFactory(application=application, birth_date=young_day())
    client.force_login(application.owner)
    url = page("application_guardians", application)

    wrong = client.post(url, {"person": pupil.pk, "action": "upload"})
    assert len(wrong.context["wrong_forms"]) == 1
    client.post(url, {"person": pupil.pk, "action": "upload", f"p{pupil.pk}-file": pdf_upload()})
    assert Attachment.objects.get(kind=AttachmentKind.GUARDIAN).member == pupil
    assert client.post(url, {"person": 99, "action": "upload"}).status_code == 404
    client.post(url, {"action": "school", "organization_name": "Trường THPT Văn Quan"})
    assert Application.objects.get().organization_name == "Trường THPT Văn Quan"


def test_the_form_to_print_is_for_the_team_and_for_minors_only(client):
    application = pupil_application()
    adult = TeamMemberFactory(application=application)
    client.force_login(application.owner)

    printed = client.get(page("guardian_form", application, 0))
    assert printed.content.startswith(b"%PDF")
    assert client.get(page("guardian_form", application, adult.pk)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page("guardian_form", application, 0)).status_code == 404


def test_a_team_of_adults_has_no_page_of_guardians(client):
    application = ready_application()
    client.force_login(application.owner)

    assert client.get(page("application_guardians", application)).status_code == 404


def test_a_minor_member_is_asked_for_the_guardian(client):
    application = ready_application(applicant_type=ApplicantType.GROUP)
    client.force_login(application.owner)
    member = {"full_name": "Em", "role": "Vẽ", "contribution": "Vẽ nhãn"}

    response = client.post(
        page("member_add", application), {**member, "birth_date": f"{young_day():%d/%m/%Y}"}
    )

    names = {"guardian_name", "guardian_relation", "guardian_phone"}
    assert set(response.context["form"].errors) == names


def test_a_group_without_contributions_is_told_whose_is_missing(client):
    application = ready_application(applicant_type=ApplicantType.GROUP)
    TeamMemberFactory(application=application, full_name="Lý Văn Tày", contribution="")
    client.force_login(application.owner)

    response = client.post(page("application_members", application), {"is_complete": "yes"})

    assert "Lý Văn Tày" in str(response.context["form"].errors["is_complete"])


def test_the_whole_team_submits_once_everybody_has_agreed(client):
    application, _member = team()
    agree(application)
    client.force_login(application.owner)

    response = client.post(
        page("application_declare", application), {"declaration": "on", "contest": "on"}
    )

    assert response.url == page("application_submitted", application)
