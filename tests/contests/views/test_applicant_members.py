"""The people of a team: added, changed, removed."""

import pytest

from contests.enums import ApplicantType
from tests.contests.dossiers import ready_application
from tests.contests.views.applicant_desk import page

pytestmark = pytest.mark.django_db


MEMBER = {
    "full_name": "Lý Văn Tày",
    "birth_date": "1/2/1999",
    "role": "Kế toán",
    "contribution": "Giữ sổ sách và làm việc với ngân hàng",
}


@pytest.fixture
def group(client):
    application = ready_application(applicant_type=ApplicantType.GROUP)
    client.force_login(application.owner)
    return application


def test_members_are_added_changed_and_removed(client, group):
    client.post(page("member_add", group), MEMBER)
    member = group.members.get()
    change = page("member_change", group, member.pk)
    assert "Lý Văn Tày" in client.get(change).content.decode()
    client.post(change, {**MEMBER, "role": "Bán hàng", "phone": "0912 345 678"})
    member.refresh_from_db()
    assert (member.role, member.phone) == ("Bán hàng", "+84912345678")
    remove = page("member_remove", group, member.pk)
    assert client.get(remove).status_code == 200
    assert group.members.count() == 1
    client.post(remove)
    assert not group.members.exists()
    assert [client.get(url).status_code for url in (change, remove)] == [404, 404]


def test_errors_of_a_member_keep_what_was_typed(client, group):
    response = client.post(
        page("member_add", group),
        {**MEMBER, "role": "", "contribution": "", "birth_date": "1/2/2999"},
    )

    assert set(response.context["form"].errors) == {"role", "contribution", "birth_date"}
    assert "Lý Văn Tày" in response.content.decode()


def test_a_full_team_takes_nobody_more(client, group):
    group.contest.rule_sets.update(max_team_size=1)

    response = client.post(page("member_add", group), MEMBER)

    assert response.context["form"].non_field_errors()
    assert "Lý Văn Tày" in response.content.decode()


def test_a_group_of_one_is_not_complete(client, group):
    url = page("application_members", group)

    assert client.post(url, {"is_complete": "yes"}).context["form"].errors
    assert client.post(url, {"is_complete": ""}).context["form"].errors
    assert client.post(url, {"action": "later"}).url == group.get_absolute_url()
    assert client.post(url, {"is_complete": "no"}).status_code == 302
