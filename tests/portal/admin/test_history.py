"""The trail of an object, as a civil servant reads it."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse

from contests.enums import ApplicationState
from portal import audit
from portal.admin.history import history_of
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db


def test_moments_and_days_of_a_line_are_written_for_people():
    application = ApplicationFactory()
    due_at = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    audit.record(
        application,
        "request_supplement",
        actor=UserFactory(),
        number="07/BB-BTC",
        issued_on=date(2026, 11, 24),
        due_at=due_at.isoformat(),
    )

    line = history_of(application, verbs={}, states=ApplicationState)[0]

    shown = [value for _label, value in line.details]
    assert shown == ["07/BB-BTC", "24/11/2026", "17 giờ 00, ngày 27/11/2026"]


def test_the_history_page_tells_the_steps_and_the_changes_by_forms(client):
    """A dossier that was never changed by a form has steps all the same."""
    officer = secretary()
    client.force_login(officer)
    application = ApplicationFactory(state=ApplicationState.SUBMITTED)
    step = reverse("admin:contests_application_step", args=[application.pk, "mark_invalid"])
    client.post(step, {"reason": "Nộp hai lần"})
    history = reverse("admin:contests_application_history", args=[application.pk])

    page = client.get(history).content.decode()

    assert "Nộp hai lần" in page
    assert officer.full_name in page
    assert "Thay đổi qua biểu mẫu" not in page
    LogEntry.objects.log_actions(
        officer.pk, [application], CHANGE, [{"changed": {"fields": ["Title"]}}]
    )
    page = client.get(history).content.decode()
    assert "Nộp hai lần" in page
    assert "Thay đổi qua biểu mẫu" in page
