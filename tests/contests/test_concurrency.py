"""Many applicants at once: nothing lost, nothing doubled, numbers without gaps or twins."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from django.core import mail
from django.db import connection, connections

from contests.domain.applications import start_application, submit_application
from contests.domain.invitations import accept_invitation, invite_member
from contests.domain.team import save_member
from contests.enums import ApplicationState
from contests.models import Application, ApplicationSnapshot, Contest
from portal.models import OutgoingMail
from portal.workflow import RefusedError
from tests.contests.dossiers import contest_with_rules, ready_application
from tests.factories.contests import TeamMemberFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts, workers=20):
    """Run every act in some thread, each with its own connection; refusals come back as values."""
    waiting = iter(list(enumerate(acts)))
    answers, turn = {}, Lock()

    def work():
        try:
            while True:
                with turn:
                    place, act = next(waiting, (None, None))
                if act is None:
                    return
                try:
                    answers[place] = act()
                except RefusedError as refused:
                    answers[place] = refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=workers) as pool:
        for worker in [pool.submit(work) for _each in range(workers)]:
            worker.result()
    return [answers[place] for place in sorted(answers)]


def submit_all(count):
    contest = contest_with_rules()
    drafts = [ready_application(contest=contest) for _each in range(count)]
    # Every applicant clicks twice.
    acts = [
        lambda draft=draft: submit_application(draft, actor=draft.owner)
        for draft in drafts
        for _click in range(2)
    ]

    answers = at_once(acts)

    refused = [answer for answer in answers if isinstance(answer, RefusedError)]
    numbers = sorted(Application.objects.values_list("number", flat=True))
    assert len(refused) == count
    assert numbers == list(range(1, count + 1))
    assert len(set(Application.objects.values_list("reference", flat=True))) == count
    assert Contest.objects.get().last_number == count
    assert set(Application.objects.values_list("state", flat=True)) == {ApplicationState.SUBMITTED}
    assert ApplicationSnapshot.objects.count() == count
    receipts = OutgoingMail.objects.filter(template="contests/application_submitted")
    assert receipts.count() == count


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the small run is SQLite's")
def test_twenty_applicants_submit_at_once_on_sqlite():
    submit_all(20)


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL to run it"
)
def test_two_hundred_applicants_submit_at_once_on_postgresql():
    submit_all(200)


def test_a_start_clicked_ten_times_at_once_makes_one_draft():
    contest, actor = contest_with_rules(), UserFactory()

    def start():
        return start_application(
            contest, actor=actor, title="Trà hoa hồi", eligibility_answers={}, start_key="một-lần"
        )

    drafts = at_once([start] * 10, workers=10)

    assert len({draft.pk for draft in drafts}) == Application.objects.count() == 1


def test_ten_people_added_at_once_fill_the_team_and_no_more():
    application = ready_application()

    def add():
        return save_member(
            application, {"full_name": "Lan", "role": "Kế toán"}, actor=application.owner, limit=4
        )

    answers = at_once([add] * 10, workers=10)

    assert application.members.count() == 3
    assert sum(isinstance(answer, RefusedError) for answer in answers) == 7


def test_two_accounts_that_accept_one_invitation_at_once_share_no_place():
    member = TeamMemberFactory(email="moi@vidu.vn")
    owner = member.application.owner
    invite_member(member.application, member.pk, actor=owner, access="view")
    key = re.search(r"/loi-moi/([^/]+)/", mail.outbox[-1].body).group(1)
    people = [UserFactory() for _each in range(5)]

    answers = at_once(
        [lambda person=person: accept_invitation(key, actor=person) for person in people]
    )

    assert sum(isinstance(answer, RefusedError) for answer in answers) == 4
    member.refresh_from_db()
    assert member.user in people
