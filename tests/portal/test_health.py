from datetime import timedelta

import pytest
from celery import Celery
from django.utils import timezone

import portal.celery
from portal import health, tasks
from portal.models import Heartbeat
from portal.models.mail import MailState
from tests.factories.mail import OutgoingMailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def broker():
    """A broker of our own; its address may be changed before the page is asked."""
    app = Celery("health", set_as_current=False, broker="memory://")
    app.set_current()
    yield app
    app.close()
    portal.celery.app.set_current()


@pytest.fixture
def beat():
    tasks.record_beat()


def test_the_process_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.status_code == 200


@pytest.mark.usefixtures("beat")
def test_a_portal_in_good_health_is_ready(client):
    response = client.get("/healthz/ready")

    assert response.status_code == 200
    assert response.json()["ready"] is True
    assert set(response.json()["parts"]) == {"database", "broker", "beat", "mail"}
    assert "no-store" in response.headers["Cache-Control"]


def red_parts(client):
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    return {name for name, part in response.json()["parts"].items() if not part["ok"]}


def test_a_beat_that_never_signed_or_fell_silent_is_red(client):
    assert red_parts(client) == {"beat"}

    Heartbeat.objects.create(name=health.BEAT, seen_at=timezone.now() - timedelta(minutes=6))

    assert red_parts(client) == {"beat"}


@pytest.mark.usefixtures("beat")
@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENDING])
def test_a_mail_that_waits_too_long_is_red(client, state):
    OutgoingMailFactory(state=state, due_at=timezone.now() - timedelta(hours=1))

    assert red_parts(client) == {"mail"}


@pytest.mark.usefixtures("beat")
def test_a_retry_to_come_and_a_given_up_mail_are_not_late(client):
    OutgoingMailFactory(due_at=timezone.now() + timedelta(hours=1))
    OutgoingMailFactory(state=MailState.DEAD, due_at=timezone.now() - timedelta(hours=1))

    assert client.get("/healthz/ready").status_code == 200


@pytest.mark.usefixtures("beat")
def test_a_broker_away_is_red_and_its_address_stays_inside(client, broker):
    broker.conf.broker_url = "redis://127.0.0.1:1/0"

    assert red_parts(client) == {"broker"}
    assert "127.0.0.1" not in client.get("/healthz/ready").content.decode()
