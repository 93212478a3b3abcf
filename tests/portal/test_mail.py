import pytest
from celery import current_app
from django.core import mail as django_mail
from django.db import transaction

from portal import mail
from portal.mail import Mail, absolute_url, queue
from portal.models import MailTemplate, OutgoingMail
from portal.models.mail import MailState

CONTEXT = {
    "full_name": "Hoàng Thị Lý",
    "email": "ly@khoinghiep.test",
    "url": "http://x/",
    "days": 3,
}


def confirmation(**kwargs):
    defaults = {
        "template": "account/email_confirmation",
        "recipient": "ly@khoinghiep.test",
        "context": CONTEXT,
    }
    return Mail(**{**defaults, **kwargs})


@pytest.fixture(autouse=True)
def _broker_answers(monkeypatch):
    monkeypatch.setattr(mail, "_broker_away_until", 0.0)


@pytest.mark.django_db
def test_a_mail_is_a_row_with_the_act_and_is_sent_after_it(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = queue(confirmation(about="LS26-0001-K"))
        assert row.state == MailState.QUEUED
        assert django_mail.outbox == []

    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert row.about == "LS26-0001-K"
    [sent] = django_mail.outbox
    assert sent.to == ["ly@khoinghiep.test"]
    assert sent.subject == "Xác nhận địa chỉ thư điện tử của bạn"
    assert "Hoàng Thị Lý" in sent.body


@pytest.mark.django_db(transaction=True)
def test_an_act_undone_leaves_no_mail():
    with transaction.atomic():
        queue(confirmation())
        transaction.set_rollback(True)

    assert not OutgoingMail.objects.exists()
    assert django_mail.outbox == []


@pytest.mark.django_db
def test_the_same_notice_asked_for_twice_is_one_row(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = queue(confirmation(dedupe_key="receipt:1:1"))
        second = queue(confirmation(dedupe_key="receipt:1:1"))
        other = queue(confirmation(dedupe_key="receipt:1:2"))

    assert first == second
    assert other != first
    assert len(django_mail.outbox) == 2


@pytest.mark.django_db
def test_mails_without_a_key_are_each_their_own():
    assert queue(confirmation()) != queue(confirmation())


@pytest.mark.django_db
def test_each_row_has_a_message_id_of_its_own():
    first, second = queue(confirmation()), queue(confirmation())

    assert first.message_id.endswith("@khoinghiep.test>")
    assert first.message_id != second.message_id


@pytest.mark.django_db
def test_a_recipient_with_a_line_break_cannot_add_headers():
    row = queue(confirmation(recipient="ly@khoinghiep.test\r\nBcc: kethu@vidu.vn"))

    assert "\n" not in row.recipient


@pytest.mark.django_db
def test_a_wording_by_staff_replaces_the_file():
    MailTemplate.objects.create(
        name="account/email_confirmation", subject="Mời xác nhận {{ email }}", body="Mở {{ url }}"
    )

    row = queue(confirmation())

    assert row.subject == "Mời xác nhận ly@khoinghiep.test"
    assert row.body_text.startswith("Mở http://x/\n")


@pytest.mark.django_db
def test_a_wording_that_no_longer_fits_falls_back_to_the_file(caplog):
    MailTemplate.objects.create(name="account/email_confirmation", subject="x", body="{{ gone }}")

    row = queue(confirmation())

    assert row.subject == "Xác nhận địa chỉ thư điện tử của bạn"
    assert "cannot be used" in caplog.text


@pytest.mark.django_db
def test_a_broker_away_costs_the_visitor_nothing(monkeypatch, django_capture_on_commit_callbacks):
    asked = []

    def refuse(mail_id):
        asked.append(mail_id)
        raise OSError("broker away")

    monkeypatch.setattr(current_app.tasks["portal.deliver_mail"], "delay", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        rows = [queue(confirmation()) for _ in range(3)]

    assert [row.state for row in rows] == [MailState.QUEUED] * 3
    # only the first one waited for the broker
    assert asked == [rows[0].pk]


@pytest.mark.parametrize("path", ["/ho-so/1/", "ho-so/1/"])
def test_absolute_url_joins_with_one_slash(settings, path):
    settings.SITE_URL = "https://khoinghiep.langson.gov.vn/"

    assert absolute_url(path) == "https://khoinghiep.langson.gov.vn/ho-so/1/"
