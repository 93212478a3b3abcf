"""Pages of a draft around the deadline: what they say is true to the minute."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from contests.domain.applications import submit_application
from contests.domain.deadlines import late_drafts
from contests.domain.extensions import grant_extension
from contests.enums import QuestionKind
from contests.models import Answer, Application
from portal.dates import format_deadline
from portal.models import OutgoingMail
from tests.contests.dossiers import contest_with_rules, ready_application
from tests.contests.views.applicant_desk import AUTOSAVE, page, section_of, send
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("seconds", "is_late"), [(0, False), (1, True)])
def test_a_page_that_is_typed_too_late_says_so_and_is_kept(client, draft, seconds, is_late):
    question, url = section_of(draft, kind=QuestionKind.LONG_TEXT)
    deadline = draft.contest.deadline_at

    with time_machine.travel(deadline + timedelta(seconds=seconds), tick=False):
        client.force_login(draft.owner)
        shown = client.get(url)
        saved = send(client, url, headers=AUTOSAVE, **{f"q{question.pk}": "Chữ gõ muộn"})

    assert shown.context["is_late"] is is_late
    assert ("note" in saved.json()) is is_late
    assert Answer.objects.get().value == "Chữ gõ muộn"


@pytest.fixture
def in_grace(client):
    """A complete draft whose deadline passed a minute ago and whose rules give a quarter of an hour."""
    application = ready_application(contest=contest_with_rules(grace_minutes=15))
    deadline = application.contest.deadline_at
    with time_machine.travel(deadline + timedelta(minutes=1), tick=False):
        client.force_login(application.owner)
        yield application


def test_in_the_grace_every_page_says_until_when_it_may_still_be_sent(client, in_grace):
    until = format_deadline(in_grace.contest.deadline_at + timedelta(minutes=15))
    names = ("application_detail", "application_check", "application_declare")
    shown = [client.get(page(name, in_grace)).content.decode() for name in names]
    shown.append(client.get(page("application_section", in_grace, "dai-dien")).content.decode())

    assert all(f"{until} (còn 14 phút)" in html for html in shown)
    assert not any("đã hết hạn" in html.lower() for html in shown)


@pytest.mark.parametrize("name", ["application_start", "contest_detail"])
def test_pages_that_take_nothing_new_tell_of_the_draft_that_may_still_be_sent(
    client, in_grace, name, django_assert_num_queries
):
    contest = in_grace.contest
    until = format_deadline(contest.deadline_at + timedelta(minutes=15))
    url = reverse(f"contests:{name}", args=[contest.year])

    with CaptureQueriesContext(connection) as one:
        assertContains(client.get(url), f"{in_grace.title}</a>: đến {until} (còn 14 phút)")
    for _n in range(2):
        ApplicationFactory(contest=contest, owner=in_grace.owner)
    with django_assert_num_queries(len(one)):
        assert len(client.get(url).context["late_drafts"]) == 3

    client.force_login(UserFactory())
    assertNotContains(client.get(url), until)


def test_who_has_more_time_than_the_grace_is_told_the_longer_one(client, in_grace):
    until = in_grace.contest.deadline_at + timedelta(hours=5)
    grant_extension(in_grace, until=until, reason="Mất điện", actor=secretary())

    assert late_drafts(in_grace.contest, in_grace.owner) == [(in_grace, until)]
    after = in_grace.contest.deadline_at + timedelta(hours=6)
    assert late_drafts(in_grace.contest, in_grace.owner, after) == []


def test_what_is_sent_in_the_grace_may_be_corrected_as_long_and_is_told_so(client, in_grace):
    until = format_deadline(in_grace.contest.deadline_at + timedelta(minutes=15))
    submit_application(in_grace, actor=in_grace.owner)

    assert until in client.get(page("application_submitted", in_grace)).content.decode()
    assert until in client.get(page("application_correct", in_grace)).content.decode()
    client.post(page("application_correct", in_grace))

    assert Application.objects.get().state == "draft"
    assert until in client.get(in_grace.get_absolute_url()).content.decode()
    assert all(until in mail.body_text for mail in OutgoingMail.objects.all())


def test_after_the_grace_nothing_is_offered_any_more(client, in_grace):
    submit_application(in_grace, actor=in_grace.owner)

    with time_machine.travel(in_grace.contest.deadline_at + timedelta(minutes=16), tick=False):
        client.force_login(in_grace.owner)
        answer = client.get(page("application_correct", in_grace))

    assert answer.url == in_grace.get_absolute_url()
