import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import Group
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import User
from portal.roles import Role
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db

ADD = "admin:portal_user_add"


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    return client


def group(role):
    return Group.objects.get_or_create(name=role.value)[0]


def test_an_account_without_password_gets_a_link_that_works(
    desk, client, django_capture_on_commit_callbacks
):
    typed = {
        "email": "GiamKhao@khoinghiep.test",
        "full_name": "Lý Thị Hoa",
        "groups": [group(Role.JUDGE).pk],
    }

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse(ADD), typed)

    user = User.objects.get(email="giamkhao@khoinghiep.test")
    assert not user.has_usable_password()
    [sent] = django_mail.outbox
    path = sent.body.split("http://127.0.0.1:8000")[1].split()[0]
    client.logout()
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "Mat-Khau-Moi-2026"})
    user.refresh_from_db()
    assert user.check_password("Mat-Khau-Moi-2026")


def test_an_account_with_a_password_is_mailed_nothing(desk, django_capture_on_commit_callbacks):
    typed = {"email": "a@khoinghiep.test", "full_name": "A", "password": "Hoa-Hoi-2026"}

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse(ADD), typed)

    assert User.objects.get(email="a@khoinghiep.test").check_password("Hoa-Hoi-2026")
    assert django_mail.outbox == []


@pytest.mark.parametrize(
    "wrong", [{"password": "123"}, {"email": ""}, {"email": "CO@khoinghiep.test"}]
)
def test_a_wrong_account_is_refused(desk, wrong):
    UserFactory(email="co@khoinghiep.test")
    before = User.objects.count()

    response = desk.post(reverse(ADD), {"email": "a@khoinghiep.test", "full_name": "A", **wrong})

    assert response.context["adminform"].form.errors
    assert User.objects.count() == before


def test_a_change_of_roles_is_written_into_the_trail(desk):
    user = UserFactory()
    url = reverse("admin:portal_user_change", args=[user.pk])
    typed = {"email": user.email, "full_name": user.full_name, "is_active": "on"}

    desk.post(url, {**typed, "groups": [group(Role.JUDGE).pk]})
    desk.post(url, {**typed, "groups": [group(Role.JUDGE).pk]})

    [line] = LogEntry.objects.get_for_object(user)
    assert line.additional_data["verb"] == "change_roles"


def test_a_role_does_not_change_a_superuser(desk):
    root = UserFactory(is_superuser=True, is_staff=True)
    url = reverse("admin:portal_user_change", args=[root.pk])

    assert desk.post(url, {"email": "moi@khoinghiep.test"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    assert desk.post(password, {}).status_code == 403


def test_a_superuser_changes_a_superuser(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    root = UserFactory(is_superuser=True)

    client.post(
        reverse("admin:portal_user_change", args=[root.pk]),
        {"email": root.email, "full_name": "Tên Mới", "is_active": "on"},
    )

    root.refresh_from_db()
    assert root.full_name == "Tên Mới"


def test_the_secretary_reads_accounts_and_changes_none(client):
    client.force_login(secretary())
    user = UserFactory()

    assert client.get(reverse("admin:portal_user_change", args=[user.pk])).status_code == 200
    assert client.get(reverse(ADD)).status_code == 403
    assert client.post(reverse("admin:portal_user_delete", args=[user.pk])).status_code == 403


def test_the_list_of_users_costs_the_same_for_one_row_and_three(desk):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            desk.get(reverse("admin:portal_user_changelist"))
        return len(seen)

    queries()
    for_one = queries()
    UserFactory()
    UserFactory()

    assert queries() == for_one <= 12
