"""The outbox against the real thing: Celery workers in processes of their own, a real SMTP server.

Runs on the filesystem broker always, and on Redis where REDIS_URL is set.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from celery import Celery
from django.conf import settings
from django.db import connections, transaction
from django.urls import reverse
from django.utils import timezone

import portal.celery
from portal import mail, outbox, tasks
from portal.mail import Mail, queue
from portal.models import OutgoingMail
from portal.models.mail import MailState
from tests.factories.mail import OutgoingMailFactory
from tests.factories.portal import UserFactory
from tests.portal.office import BROKERS, PATIENCE_SECONDS, Office, eventually

pytestmark = pytest.mark.django_db(transaction=True)


def state_of(row):
    return OutgoingMail.objects.values_list("state", flat=True).get(pk=row.pk)


def everything_is_sent():
    """Sweep as beat does: two workers on one folder may drop a message, never a row."""
    if not OutgoingMail.objects.exclude(state=MailState.SENT).exists():
        return True
    time.sleep(0.5)
    tasks.sweep_outbox()
    return False


def confirmation(**kwargs):
    context = {
        "full_name": "Hoàng Thị Lý",
        "email": "ly@khoinghiep.test",
        "url": "http://x/",
        "days": 3,
    }
    return Mail(
        template="account/email_confirmation",
        recipient="ly@khoinghiep.test",
        context=context,
        **kwargs,
    )


@pytest.fixture(params=BROKERS)
def office(request, tmp_path, monkeypatch):
    monkeypatch.setattr(mail, "_broker_away_until", 0.0)
    office = Office(request.param, tmp_path)
    yield office
    office.close()


# --- what must hold ----------------------------------------------------------------------------


def test_a_mail_reaches_the_server_once_with_its_vietnamese_intact(office):
    office.hire()

    with transaction.atomic():
        row = queue(confirmation(dedupe_key="xac-nhan:1"))
        queue(confirmation(dedupe_key="xac-nhan:1"))
    eventually(lambda: state_of(row) == MailState.SENT)
    # the same row asked for again by a message that came late
    tasks.deliver_mail.delay(row.pk)
    last = queue(confirmation())
    eventually(lambda: state_of(last) == MailState.SENT)

    first, second = office.mailbox.received
    # the parser keeps the blank of the folded header line
    assert first["Subject"].strip() == "Xác nhận địa chỉ thư điện tử của bạn"
    assert first["Message-ID"] == row.message_id
    assert second["Message-ID"] == last.message_id
    assert first["Auto-Submitted"] == "auto-generated"
    assert "Kính gửi Ông/Bà Hoàng Thị Lý," in first.get_body(["plain"]).get_content()
    assert "Hoàng Thị Lý" in first.get_body(["html"]).get_content()


def test_a_mail_waits_for_a_server_that_is_down(office):
    office.mailbox.stop()
    office.hire()

    row = queue(confirmation())
    eventually(lambda: OutgoingMail.objects.get(pk=row.pk).last_error)

    waiting = OutgoingMail.objects.get(pk=row.pk)
    assert waiting.state == MailState.QUEUED
    assert waiting.due_at > timezone.now()

    office.mailbox.start()
    OutgoingMail.objects.filter(pk=row.pk).update(due_at=timezone.now())
    tasks.sweep_outbox()
    eventually(lambda: state_of(row) == MailState.SENT)

    assert len(office.mailbox.received) == 1


def test_a_mail_survives_the_worker_that_was_sending_it(office):
    office.mailbox.hold()
    office.hire()
    row = queue(confirmation())
    assert office.mailbox.arrived.wait(PATIENCE_SECONDS)

    office.kill_workers()
    assert state_of(row) == MailState.SENDING
    office.mailbox.received.clear()
    office.mailbox.let_go()
    stuck_since = timezone.now() - outbox.STUCK_AFTER - timedelta(seconds=1)
    OutgoingMail.objects.filter(pk=row.pk).update(claimed_at=stuck_since)
    office.hire()
    tasks.sweep_outbox()
    eventually(lambda: state_of(row) == MailState.SENT)

    # a server that had answered the dead worker would see the same Message-ID twice, never another
    assert {message["Message-ID"] for message in office.mailbox.received} == {row.message_id}


def test_two_workers_share_the_work_and_send_nothing_twice(office):
    office.hire(2)
    with transaction.atomic():
        rows = [queue(confirmation()) for _ in range(10)]
    for _ in range(3):
        for row in rows:
            tasks.deliver_mail.delay(row.pk)

    last = queue(confirmation())
    eventually(everything_is_sent)

    ids = sorted(message["Message-ID"] for message in office.mailbox.received)
    assert ids == sorted(row.message_id for row in [*rows, last])


def test_of_many_claims_at_once_one_holds():
    row = OutgoingMailFactory()
    gate = threading.Barrier(8)

    def claim(_number):
        try:
            gate.wait()
            return outbox.claim_mail(row.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(claim, range(8)))

    assert sum(claim is not None for claim in claims) == 1
    assert OutgoingMail.objects.get(pk=row.pk).attempts == 1


def test_the_same_notice_at_once_from_many_sides_is_one_row():
    gate = threading.Barrier(6)

    def ask(_number):
        try:
            gate.wait()
            with transaction.atomic():
                return queue(confirmation(dedupe_key="bien-nhan:1")).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        found = set(threads.map(ask, range(6)))

    assert len(found) == 1
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "filesystem://"])
def test_a_page_works_while_the_broker_is_away(client, url, monkeypatch, tmp_path):
    monkeypatch.setattr(mail, "_broker_away_until", 0.0)
    user = UserFactory(verified=True)
    app = Celery("broken", set_as_current=False)
    nowhere = str(tmp_path / "gone" / "messages")
    options = {"data_folder_in": nowhere, "data_folder_out": nowhere, "control_folder": nowhere}
    app.conf.update(
        broker_url=url,
        broker_transport_options=options if url == "filesystem://" else {},
        task_publish_retry=False,
        broker_connection_timeout=settings.CELERY_BROKER_CONNECTION_TIMEOUT,
    )
    app.set_current()
    (tmp_path / "gone").touch()  # a file where the folder should be
    try:
        response = client.post(reverse("account_reset_password"), {"email": user.email})
    finally:
        app.close()
        portal.celery.app.set_current()

    assert response.status_code == 302
    row = OutgoingMail.objects.get()
    assert (row.recipient, row.state) == (user.email, MailState.QUEUED)
