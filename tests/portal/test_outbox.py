import smtplib
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal import outbox, tasks
from portal.models.mail import MailState
from tests.factories.mail import OutgoingMailFactory
from tests.factories.portal import secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp_fails(monkeypatch):
    """Make the next sends fail with the error given."""

    def fail_with(error):
        def send(self, fail_silently=False):
            raise error

        monkeypatch.setattr(EmailMultiAlternatives, "send", send)

    return fail_with


def test_a_due_mail_is_sent_with_its_headers(settings):
    settings.MAIL_REPLY_TO = "totbk@khoinghiep.test"
    mail = OutgoingMailFactory(last_error="old")

    assert outbox.deliver(mail.pk) == MailState.SENT

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == (MailState.SENT, 1, "")
    assert mail.sent_at is not None
    assert mail.body_text
    [sent] = django_mail.outbox
    assert sent.extra_headers["Message-ID"] == mail.message_id
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.reply_to == ["totbk@khoinghiep.test"]
    assert sent.alternatives[0][1] == "text/html"


def test_the_builders_reply_address_comes_first_and_html_is_optional(settings):
    settings.MAIL_REPLY_TO = "totbk@khoinghiep.test"
    outbox.deliver(OutgoingMailFactory(reply_to="cuocthi@khoinghiep.test", body_html="").pk)

    [sent] = django_mail.outbox
    assert sent.reply_to == ["cuocthi@khoinghiep.test"]
    assert sent.alternatives == []


def test_no_reply_address_means_no_such_header(settings):
    settings.MAIL_REPLY_TO = ""
    outbox.deliver(OutgoingMailFactory().pk)

    assert django_mail.outbox[0].reply_to == []


@pytest.mark.parametrize("state", [MailState.SENDING, MailState.SENT, MailState.DEAD])
def test_only_a_waiting_mail_is_taken(state):
    assert outbox.deliver(OutgoingMailFactory(state=state).pk) is None
    assert django_mail.outbox == []


def test_a_mail_that_is_not_due_or_gone_is_left():
    later = OutgoingMailFactory(due_at=timezone.now() + timedelta(minutes=1))

    assert outbox.deliver(later.pk) is None
    assert outbox.deliver(0) is None


def test_a_secret_text_is_dropped_once_sent():
    mail = OutgoingMailFactory(is_secret=True)

    outbox.deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.body_text, mail.body_html) == ("", "")
    assert "Ban Tổ chức" in django_mail.outbox[0].body


def test_a_failure_waits_longer_each_time_and_then_gives_up(smtp_fails):
    smtp_fails(ConnectionRefusedError("down"))
    mail = OutgoingMailFactory()

    for wait in outbox.BACKOFF:
        assert outbox.deliver(mail.pk) == MailState.QUEUED
        mail.refresh_from_db()
        left = mail.due_at - timezone.now()
        assert wait - timedelta(seconds=30) < left <= wait
        assert mail.last_error == "ConnectionRefusedError: down"
        mail.due_at = timezone.now()
        mail.save()

    assert outbox.deliver(mail.pk) == MailState.DEAD
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.DEAD, outbox.MAX_ATTEMPTS)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.vn": (550, b"no such user")}), MailState.DEAD),
        (smtplib.SMTPRecipientsRefused({"a@b.vn": (450, b"greylisted")}), MailState.QUEUED),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), MailState.QUEUED),
        (smtplib.SMTPServerDisconnected("gone"), MailState.QUEUED),
        (TimeoutError(), MailState.QUEUED),
    ],
)
def test_only_a_refused_recipient_is_final_at_once(smtp_fails, error, state):
    smtp_fails(error)
    mail = OutgoingMailFactory()

    assert outbox.deliver(mail.pk) == state


def test_a_header_that_must_not_be_sent_is_final_at_once():
    mail = OutgoingMailFactory(subject="Hồ sơ\nBcc: kethu@vidu.vn")

    assert outbox.deliver(mail.pk) == MailState.DEAD
    assert django_mail.outbox == []


def test_a_lost_worker_that_fails_late_does_not_touch_its_successors_claim(smtp_fails):
    smtp_fails(TimeoutError())
    mail = OutgoingMailFactory()
    lost = outbox.claim_mail(mail.pk)
    type(mail).objects.filter(pk=mail.pk).update(attempts=2, claimed_at=timezone.now())

    outbox._record_failure(lost, TimeoutError())

    mail.refresh_from_db()
    assert mail.state == MailState.SENDING


def test_a_lost_worker_that_sent_after_all_stops_further_copies():
    mail = OutgoingMailFactory()
    lost = outbox.claim_mail(mail.pk)
    type(mail).objects.filter(pk=mail.pk).update(state=MailState.QUEUED, claimed_at=None)

    outbox._record_sent(lost)

    assert outbox.deliver(mail.pk) is None


# --- the sweep ---------------------------------------------------------------------------------


def test_the_sweep_sends_what_is_due_and_what_got_stuck():
    long_ago = timezone.now() - outbox.STUCK_AFTER - timedelta(minutes=1)
    OutgoingMailFactory(recipient="cho@khoinghiep.test")
    OutgoingMailFactory(
        recipient="ket@khoinghiep.test", state=MailState.SENDING, attempts=1, claimed_at=long_ago
    )
    OutgoingMailFactory(state=MailState.SENDING, attempts=1, claimed_at=timezone.now())
    OutgoingMailFactory(due_at=timezone.now() + timedelta(minutes=1))
    OutgoingMailFactory(state=MailState.DEAD)
    OutgoingMailFactory(state=MailState.SENT)

    tasks.sweep_outbox()

    assert {sent.to[0] for sent in django_mail.outbox} == {
        "cho@khoinghiep.test",
        "ket@khoinghiep.test",
    }


def test_a_mail_that_kills_every_worker_is_given_up():
    long_ago = timezone.now() - outbox.STUCK_AFTER - timedelta(minutes=1)
    mail = OutgoingMailFactory(
        state=MailState.SENDING, attempts=outbox.MAX_ATTEMPTS, claimed_at=long_ago
    )

    assert outbox.release_stuck() == 1

    mail.refresh_from_db()
    assert mail.state == MailState.DEAD
    assert mail.last_error


def test_the_sweep_takes_a_bounded_batch_oldest_first():
    now = timezone.now()
    newer = OutgoingMailFactory(due_at=now - timedelta(minutes=1))
    older = OutgoingMailFactory(due_at=now - timedelta(minutes=2))

    assert outbox.due_mail_ids(limit=1) == [older.pk]
    assert outbox.due_mail_ids() == [older.pk, newer.pk]


def test_the_sweep_stops_when_the_broker_is_away(monkeypatch, caplog):
    OutgoingMailFactory.create_batch(2)
    asked = []

    def refuse(**kwargs):
        asked.append(kwargs)
        raise OperationalError("broker away")

    monkeypatch.setattr(tasks.deliver_mail, "apply_async", refuse)

    tasks.sweep_outbox()

    assert len(asked) == 1
    assert "broker is away" in caplog.text


# --- by hand -----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [MailState.SENT, MailState.DEAD])
def test_staff_may_send_again_and_it_is_written_down(state):
    mail = OutgoingMailFactory(state=state, attempts=8, last_error="x", sent_at=timezone.now())
    clerk = secretary()

    assert outbox.put_back(mail, actor=clerk) is True

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.sent_at, mail.last_error) == (
        MailState.QUEUED,
        0,
        None,
        "",
    )
    [line] = LogEntry.objects.get_for_object(mail)
    assert line.actor == clerk
    assert line.additional_data["verb"] == "resend"


@pytest.mark.parametrize(
    "columns",
    [
        {"state": MailState.QUEUED},
        {"state": MailState.SENDING},
        {"state": MailState.DEAD, "is_secret": True},
    ],
)
def test_a_mail_on_its_way_or_a_secret_one_is_not_sent_again(columns):
    mail = OutgoingMailFactory(**columns)

    assert outbox.put_back(mail, actor=secretary()) is False
    assert not LogEntry.objects.get_for_object(mail).exists()
