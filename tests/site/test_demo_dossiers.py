"""What the demo edition shows an applicant: every kind of question, a team, a pupil, a supplement."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from contests.domain.claims import open_claim
from contests.domain.dossier import missing_tasks
from contests.domain.invitations import find_invitation
from contests.domain.people import lacks_of_guardian, minors_of
from contests.domain.questionnaire import Questionnaire
from contests.domain.supplements import open_requests
from contests.domain.versions import compare
from contests.enums import (
    RECEIVED_STATES,
    ApplicationState,
    Channel,
    CheckResult,
    Endorsement,
    InvitationState,
    QuestionKind,
    TeamAccess,
)
from contests.models import Answer, Application, Attachment, Contest, Question
from portal.models import User
from portal.site.demo.showcase import CLAIM_CODE, INVITATION_KEY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def intake(django_db_setup, django_db_blocker):
    """One edition for all of these tests: they read it and change nothing."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel("2031-10-15T09:00:00+07:00", tick=False),
        transaction.atomic(),
    ):
        call_command("load_langson", verbosity=0)
        call_command("make_demo", phase="intake", year=2031, applications=12, verbosity=0)
        yield Contest.objects.get(year=2031)
        transaction.set_rollback(True)


def dossier_of(local):
    return Application.objects.get(owner__email=f"{local}@khoinghiep.test", contest__year=2031)


def test_every_kind_of_question_is_asked_and_answered(intake):
    asked = Question.objects.filter(section__contest=intake)
    answered = set(Answer.objects.exclude(value="").values_list("question__kind", flat=True))
    filed = set(Attachment.objects.exclude(question=None).values_list("question__kind", flat=True))

    assert set(asked.values_list("kind", flat=True)) == set(QuestionKind)
    assert answered | filed == set(QuestionKind)


def test_no_conditional_question_is_answered_where_it_is_not_asked(intake):
    for answer in Answer.objects.filter(question__depends_on__isnull=False):
        loaded = Application.objects.for_snapshot().get(pk=answer.application_id)
        assert Questionnaire(loaded).applies(answer.question)


def test_the_team_has_members_who_edit_who_read_and_who_are_invited(client, intake):
    team = dossier_of("nhomtruong")

    assert list(team.members.values_list("invitation", "access")) == [
        (InvitationState.ACCEPTED, TeamAccess.EDIT),
        (InvitationState.ACCEPTED, TeamAccess.VIEW),
        (InvitationState.INVITED, TeamAccess.EDIT),
    ]
    assert find_invitation(INVITATION_KEY).application == team
    assert team.messages.count() == 2
    client.force_login(User.objects.get(email="thanhvien1@khoinghiep.test"))
    assert client.get(team.get_absolute_url()).status_code == 200


def test_the_pupils_guardian_signed_and_a_members_has_not_yet(intake):
    pupil = Application.objects.for_snapshot().get(pk=dossier_of("hocsinh").pk)

    assert [person.name for person in minors_of(pupil)] == ["Lương Bảo Ngọc", "Vi Gia Bảo"]
    assert [person.name for person, *_what in lacks_of_guardian(pupil)] == ["Vi Gia Bảo"]


def test_a_supplement_left_two_versions_that_differ_and_another_is_open(intake):
    asked = dossier_of("bosung")

    assert asked.state == ApplicationState.SUPPLEMENT_REQUESTED
    assert open_requests(asked).count() == 1
    assert compare(asked, 1, 2).parts
    assert not missing_tasks(Application.objects.for_snapshot().get(pk=asked.pk))


def test_a_paper_waits_with_its_code_a_unit_with_a_draft_and_with_what_it_is_asked(intake):
    unit_drafts = intake.applications.filter(channel=Channel.UNIT, state=ApplicationState.DRAFT)

    assert open_claim(CLAIM_CODE).application.channel == Channel.PAPER
    assert unit_drafts.count() == 1
    assert intake.applications.filter(endorsement=Endorsement.REQUESTED).exists()


def test_what_was_submitted_lacks_nothing_and_every_rule_was_looked_at(intake):
    received = intake.applications.filter(state__in=RECEIVED_STATES).for_snapshot()

    assert received
    for application in received:
        assert not missing_tasks(application)
        documents = application.checks.get(rule="documents")
        assert documents.result == CheckResult.PASSED
