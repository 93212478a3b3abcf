import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as django_mail
from django.db import transaction
from django.urls import reverse

from portal.accounts import has_verified_email
from portal.models import OutgoingMail, User
from portal.roles import Role
from tests.factories.portal import PASSWORD, UserFactory, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mails_leave_with_the_request(monkeypatch):
    """Each test is one transaction that never commits: what waits for its end is done at once."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_how: act())


SIGNUP = {
    "full_name": "  Hoàng Thị  Lý ",
    "email": "Ly@KhoiNghiep.test",
    "password1": "Hoa-Hoi-2026",
}


def link_in(mail):
    """The portal's own path in a mail."""
    return re.search(r"http://127\.0\.0\.1:8000(/tai-khoan/\S+)", mail.body).group(1)


def errors_of(response, field):
    return response.context["form"].errors[field]


# --- sign up -----------------------------------------------------------------------------------


def test_signing_up_makes_an_account_and_mails_a_link(client, settings):
    response = client.post(reverse("account_signup"), SIGNUP)

    assert response.url == reverse("account_email_verification_sent")
    user = User.objects.get()
    assert (user.full_name, user.email) == ("Hoàng Thị Lý", "ly@khoinghiep.test")
    assert not has_verified_email(user)
    [sent] = django_mail.outbox
    assert sent.to == ["ly@khoinghiep.test"]
    assert sent.subject == "Xác nhận địa chỉ thư điện tử của bạn"
    assert client.get(response.url).status_code == 200


def test_the_link_confirms_only_after_a_click_and_only_once(client):
    client.post(reverse("account_signup"), SIGNUP)
    path = link_in(django_mail.outbox[0])

    assert client.get(path).status_code == 200
    assert not has_verified_email(User.objects.get())
    client.post(path)

    assert has_verified_email(User.objects.get())


def test_a_secret_link_leaves_the_outbox_with_its_mail(client):
    client.post(reverse("account_signup"), SIGNUP)

    row = OutgoingMail.objects.get()
    assert row.is_secret
    assert row.body_text == ""


def test_links_stand_on_our_address_whatever_host_was_asked(client):
    client.post(reverse("account_signup"), SIGNUP, headers={"host": "kethu.vn"})

    assert "kethu.vn" not in django_mail.outbox[0].body


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "\u200b"),
        ("full_name", "Lý" * 200),
        ("email", ""),
        ("email", "ly@"),
        ("password1", ""),
        ("password1", "ngan"),
        ("password1", "1234567890"),
        ("password1", "password1234"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(client, field, value):
    response = client.post(reverse("account_signup"), {**SIGNUP, field: value})

    assert set(response.context["form"].errors) == {field}
    assert not User.objects.exists()


def test_an_address_in_use_is_sent_to_sign_in(client):
    UserFactory(email="ly@khoinghiep.test", verified=True)

    response = client.post(reverse("account_signup"), SIGNUP)

    assert errors_of(response, "email")
    assert User.objects.count() == 1


# --- sign in, sign out -------------------------------------------------------------------------


@pytest.mark.parametrize("verified", [True, False])
def test_signing_in_works_before_the_address_is_confirmed(client, verified):
    user = UserFactory(verified=verified)

    response = client.post(
        reverse("account_login"), {"login": user.email.upper(), "password": PASSWORD}
    )

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_and_an_unknown_address_read_the_same(client):
    user = UserFactory()

    wrong = client.post(reverse("account_login"), {"login": user.email, "password": "khong-dung"})
    unknown = client.post(
        reverse("account_login"), {"login": "ai@khoinghiep.test", "password": PASSWORD}
    )

    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert wrong.context["form"].non_field_errors() == ["Thư điện tử hoặc mật khẩu không đúng"]


def test_what_comes_next_is_a_page_of_ours(client):
    user = UserFactory()
    credentials = {"login": user.email, "password": PASSWORD}

    own = client.post(reverse("account_login"), {**credentials, "next": "/gioi-thieu/"})
    client.post(reverse("account_logout"))
    foreign = client.post(reverse("account_login"), {**credentials, "next": "https://kethu.vn/"})

    assert own.url == "/gioi-thieu/"
    assert "kethu" not in foreign.url


def test_a_closed_account_is_told_so(client):
    user = UserFactory(is_active=False)

    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert response.url == reverse("account_inactive")
    assert client.get(response.url).status_code == 200


def test_signing_out_asks_first(client):
    client.force_login(UserFactory())

    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session


def test_attempts_in_a_row_are_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/key"}
    user = UserFactory()
    attempt = {"login": user.email, "password": "khong-dung"}

    for _ in range(2):
        client.post(reverse("account_login"), attempt)
    response = client.post(reverse("account_login"), {**attempt, "password": PASSWORD})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_administration_signs_in_through_the_same_page(client):
    response = client.get("/admin/")
    login = client.get(response.url)

    assert login.url.startswith(reverse("account_login"))
    client.force_login(secretary())
    assert client.get("/admin/").status_code == 200


def test_people_without_staff_rights_do_not_enter_the_administration(client):
    client.force_login(UserFactory())

    assert client.get("/admin/login/").status_code == 403


# --- a forgotten password ----------------------------------------------------------------------


def test_a_forgotten_password_is_set_by_a_mailed_link_once(client):
    user = UserFactory(verified=True)

    response = client.post(reverse("account_reset_password"), {"email": user.email})
    assert response.url == reverse("account_reset_password_done")
    assert client.get(response.url).status_code == 200
    path = link_in(django_mail.outbox[0])
    form = client.get(path, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": "Mat-Khau-Moi-2026"})

    assert done.url == reverse("account_reset_password_from_key_done")
    assert client.get(done.url).status_code == 200
    user.refresh_from_db()
    assert user.check_password("Mat-Khau-Moi-2026")
    assert django_mail.outbox[1].subject == "Mật khẩu của bạn đã được thay đổi"
    client.logout()
    assert client.get(path, follow=True).context["token_fail"]


def test_a_weak_new_password_is_refused_at_its_field(client):
    user = UserFactory(verified=True)
    client.post(reverse("account_reset_password"), {"email": user.email})
    form = client.get(link_in(django_mail.outbox[0]), follow=True)

    response = client.post(form.request["PATH_INFO"], {"password1": "12345"})

    assert errors_of(response, "password1")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client):
    response = client.post(reverse("account_reset_password"), {"email": "ai@khoinghiep.test"})

    assert response.url == reverse("account_reset_password_done")
    assert not OutgoingMail.objects.exists()


# --- one's own account -------------------------------------------------------------------------


def test_the_account_page_is_for_its_owner(client):
    assert client.get(reverse("account_profile")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("verified", [True, False])
def test_the_account_page_says_whether_the_address_is_confirmed(client, verified):
    client.force_login(UserFactory(verified=verified))

    response = client.get(reverse("account_profile"))

    assert response.context["is_verified"] is verified


def test_name_and_phone_number_can_be_changed(client):
    user = UserFactory()
    client.force_login(user)

    client.post(reverse("account_profile"), {"full_name": "Lý Văn  Hoi", "phone": "0912 345 678"})

    user.refresh_from_db()
    assert (user.full_name, user.phone) == ("Lý Văn Hoi", "0912345678")


@pytest.mark.parametrize(
    ("field", "value"),
    [("full_name", ""), ("phone", "123"), ("phone", "1912345678"), ("phone", "khong")],
)
def test_a_wrong_detail_is_named_and_nothing_is_saved(client, field, value):
    user = UserFactory(full_name="Lý Văn Hoi")
    client.force_login(user)
    good = {"full_name": "Tên Khác", "phone": ""}

    response = client.post(reverse("account_profile"), {**good, field: value})

    assert set(response.context["form"].errors) == {field}
    user.refresh_from_db()
    assert user.full_name == "Lý Văn Hoi"


def test_a_new_address_takes_over_when_it_is_confirmed(client):
    user = UserFactory(email="cu@khoinghiep.test", verified=True)
    client.force_login(user)
    client.post(reverse("account_email"), {"action_add": "", "email": "moi@khoinghiep.test"})

    user.refresh_from_db()
    assert user.email == "cu@khoinghiep.test"
    assert client.get(reverse("account_profile")).context["new_address"] == "moi@khoinghiep.test"
    assert client.get(reverse("account_email")).status_code == 200
    client.post(link_in(django_mail.outbox[-1]))

    user.refresh_from_db()
    assert user.email == "moi@khoinghiep.test"
    assert has_verified_email(user)
    [told] = [mail for mail in django_mail.outbox if mail.to == ["cu@khoinghiep.test"]]
    assert "moi@khoinghiep.test" in told.body


def test_the_mail_can_be_asked_for_again(client):
    user = UserFactory()
    client.force_login(user)
    client.get(reverse("account_email"))

    client.post(reverse("account_email"), {"action_send": "", "email": user.email})

    assert django_mail.outbox[-1].to == [user.email]
    assert EmailAddress.objects.get().verified is False


def test_a_password_is_changed_with_the_present_one(client):
    user = UserFactory(verified=True)
    client.force_login(user)
    url = reverse("account_change_password")

    wrong = client.post(url, {"oldpassword": "sai", "password1": "Mat-Khau-Moi-2026"})
    assert errors_of(wrong, "oldpassword")
    client.post(url, {"oldpassword": PASSWORD, "password1": "Mat-Khau-Moi-2026"})

    user.refresh_from_db()
    assert user.check_password("Mat-Khau-Moi-2026")
    assert django_mail.outbox[-1].to == [user.email]


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_logout",
        "account_email",
        "account_change_password",
        "account_reset_password",
        "account_profile",
        "account_inactive",
        "account_email_verification_sent",
        "account_reauthenticate",
    ],
)
def test_every_account_page_opens(client, name):
    client.force_login(UserFactory(verified=True))

    assert client.get(reverse(name)).status_code in {200, 302}


def test_an_expired_link_offers_a_new_one(client):
    response = client.get(reverse("account_confirm_email", args=["het-han"]))

    assert response.status_code == 200
    assert response.context["confirmation"] is None


@pytest.mark.parametrize(
    ("roles", "start"),
    [
        ([], "contests:application_list"),
        ([Role.JUDGE], "contests:judge_home"),
        ([Role.SECRETARY], "admin:index"),
    ],
)
def test_everybody_begins_where_their_work_is(client, roles, start):
    user = UserFactory(roles=roles)

    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert response.url == reverse(start)


def test_the_people_of_a_unit_begin_at_their_desk(client):
    user = UserFactory(roles=[Role.NOMINATOR])
    user.is_staff = False
    user.save()

    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert response.url == reverse("contests:desk")
