import pytest
from django.core import mail as django_mail
from django.urls import reverse

from portal.models import MailTemplate, OutgoingMail
from portal.models.mail import MailState
from tests.factories.mail import OutgoingMailFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db

OUTBOX = "admin:portal_outgoingmail_changelist"
WORDINGS = "admin:portal_mailtemplate_changelist"
NAME = "account/password_changed"


@pytest.fixture
def desk(client):
    client.force_login(secretary())
    return client


def send_again(client, *rows):
    return client.post(
        reverse(OUTBOX),
        {"action": "resend", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


def test_the_outbox_costs_the_same_for_one_row_and_three(desk, django_assert_num_queries):
    OutgoingMailFactory()
    desk.get(reverse(OUTBOX))
    with django_assert_num_queries(10):
        desk.get(reverse(OUTBOX))

    OutgoingMailFactory.create_batch(2)

    with django_assert_num_queries(10):
        desk.get(reverse(OUTBOX))


def test_the_outbox_is_searched_by_address_and_number(desk):
    OutgoingMailFactory(about="LS26-0001-K")
    OutgoingMailFactory(about="LS26-0002-M")

    found = desk.get(reverse(OUTBOX), {"q": "0002"}).context["cl"].queryset

    assert [row.about for row in found] == ["LS26-0002-M"]


def test_a_mail_is_read_as_text_and_never_changed(desk):
    row = OutgoingMailFactory(body_text="<script>alert(1)</script>", body_html="<b>khac</b>")
    url = reverse("admin:portal_outgoingmail_change", args=[row.pk])

    page = desk.get(url).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<b>khac</b>" not in page
    assert desk.post(url, {"subject": "Khác"}).status_code == 403
    assert desk.get(reverse("admin:portal_outgoingmail_add")).status_code == 403
    assert desk.post(reverse("admin:portal_outgoingmail_delete", args=[row.pk])).status_code == 403


def test_a_secret_mail_is_not_shown(desk):
    row = OutgoingMailFactory(is_secret=True, body_text="http://127.0.0.1:8000/tai-khoan/bi-mat/")

    page = desk.get(reverse("admin:portal_outgoingmail_change", args=[row.pk])).content.decode()

    assert "bi-mat" not in page


def test_a_given_up_mail_is_sent_again(desk, django_capture_on_commit_callbacks):
    dead = OutgoingMailFactory(state=MailState.DEAD, attempts=8)
    waiting = OutgoingMailFactory(state=MailState.SENDING)

    with django_capture_on_commit_callbacks(execute=True):
        response = send_again(desk, dead, waiting)

    dead.refresh_from_db()
    assert dead.state == MailState.SENT
    assert [sent.to for sent in django_mail.outbox] == [[dead.recipient]]
    assert len(list(response.context["messages"])) == 2


def test_who_may_not_resend_is_not_offered_it(client):
    dead = OutgoingMailFactory(state=MailState.DEAD)
    client.force_login(board_member())

    response = send_again(client, dead)

    assert response.status_code == 403
    dead.refresh_from_db()
    assert dead.state == MailState.DEAD


def test_a_wording_begins_with_the_shipped_one(desk):
    page = desk.get(reverse("admin:portal_mailtemplate_add"), {"name": NAME})

    form = page.context["adminform"].form
    assert form.initial["subject"] == "Mật khẩu của bạn đã được thay đổi"
    assert "{{ full_name }}" in form.fields["body"].help_text


def test_an_add_page_without_a_known_name_is_empty(desk):
    form = (
        desk.get(reverse("admin:portal_mailtemplate_add"), {"name": "khong/co"})
        .context["adminform"]
        .form
    )

    assert "body" not in form.initial
    assert form.fields["body"].help_text == ""


def test_a_wording_with_an_unknown_placeholder_is_refused_and_kept_in_the_form(desk):
    typed = {"name": NAME, "subject": "Chào", "body": "{{ password }}"}

    response = desk.post(reverse("admin:portal_mailtemplate_add"), typed)

    assert response.status_code == 200
    assert response.context["adminform"].form["body"].value() == "{{ password }}"
    assert not MailTemplate.objects.exists()


def test_a_good_wording_is_saved_listed_and_previewed(desk):
    typed = {"name": NAME, "subject": "Chào {{ full_name }}", "body": "{{ email }}"}
    desk.post(reverse("admin:portal_mailtemplate_add"), typed)

    row = MailTemplate.objects.get()
    page = desk.get(reverse("admin:portal_mailtemplate_change", args=[row.pk])).content.decode()
    shipped = [line["name"] for line in desk.get(reverse(WORDINGS)).context["shipped"]]
    assert "Chào [full_name]" in page
    assert NAME not in shipped
    assert "account/password_reset" in shipped


def test_staff_read_what_a_mail_is_called_with_its_code_small_beside(desk):
    MailTemplate.objects.create(name=NAME, subject="Chào", body="x")
    OutgoingMailFactory(template="account/invited")
    row = OutgoingMailFactory(template="cu/khong_con")
    called = f'Đã đổi mật khẩu<div class="help"><code>{NAME}</code></div>'
    small = '<div class="help"><code>account/invited</code></div>'

    wordings = desk.get(reverse(WORDINGS)).content.decode()
    add = desk.get(reverse("admin:portal_mailtemplate_add")).content.decode()
    outbox = desk.get(reverse(OUTBOX)).content.decode()
    old = desk.get(reverse("admin:portal_outgoingmail_change", args=[row.pk])).content.decode()

    assert called in wordings
    assert f">Mời thiết lập tài khoản</a>{small}" in wordings
    assert f">Đã đổi mật khẩu ({NAME})</option>" in add
    assert ">Mời thiết lập tài khoản</a>" in outbox
    assert "cu/khong_con" in old


@pytest.mark.parametrize(("words", "count"), [("đổi mật", 1), ("doi mat", 1), ("bản tin", 0)])
def test_a_wording_is_found_by_what_it_is_called(desk, words, count):
    MailTemplate.objects.create(name=NAME, subject="Chào", body="x")

    found = desk.get(reverse(WORDINGS), {"q": words}).context["cl"].queryset

    assert found.count() == count


def test_a_wording_of_a_mail_no_longer_sent_still_opens(desk):
    row = MailTemplate.objects.create(name="cu/khong_con", subject="x", body="y")

    response = desk.get(reverse("admin:portal_mailtemplate_change", args=[row.pk]))

    assert response.status_code == 200


def test_strangers_stay_outside(client):
    client.force_login(UserFactory())

    assert client.get(reverse(OUTBOX)).status_code == 302
    assert OutgoingMail.objects.count() == 0
