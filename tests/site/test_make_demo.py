"""Demo editions: believable in every phase, repeatable, marked as what they are."""

import pytest
from django.core.management import CommandError, call_command

from contests.domain.applications import open_requests
from contests.domain.claims import open_claim
from contests.domain.dossier import missing_tasks
from contests.domain.extras import extra_of
from contests.domain.invitations import find_invitation
from contests.domain.people import lacks_of_guardian, minors_of
from contests.domain.phases import phase_of
from contests.domain.questionnaire import Questionnaire
from contests.domain.versions import compare
from contests.enums import (
    RECEIVED_STATES,
    ApplicationState,
    Channel,
    CheckResult,
    ContestPhase,
    Endorsement,
    InvitationState,
    QuestionKind,
    RoundState,
    TeamAccess,
)
from contests.models import (
    Answer,
    Application,
    ApplicationSnapshot,
    Attachment,
    Award,
    Contest,
    Question,
    RoundEntry,
    RoundResult,
)
from portal.models import OutgoingMail, User
from portal.site.demo.schedule import PHASES
from portal.site.demo.showcase import CLAIM_CODE, INVITATION_KEY

pytestmark = pytest.mark.django_db

EXPECTED = {
    "draft": ContestPhase.PREPARATION,
    "intake": ContestPhase.INTAKE,
    "screening": ContestPhase.SCREENING,
    "judging": ContestPhase.JUDGING,
    "final": ContestPhase.JUDGING,
    "decided": ContestPhase.DECIDED,
    "published": ContestPhase.FINISHED,
}


def demo(phase, **options):
    call_command("make_demo", phase=phase, year=2031, applications=12, verbosity=0, **options)
    return Contest.objects.get(year=2031)


@pytest.fixture(autouse=True)
def _province(db):
    call_command("load_langson", verbosity=0)


@pytest.mark.parametrize("phase", PHASES)
def test_an_edition_is_made_in_the_phase_asked_for(phase, time_machine):
    time_machine.move_to("2031-10-15T09:00:00+07:00")

    contest = demo(phase)

    assert phase_of(contest) == EXPECTED[phase]
    assert contest.is_demo
    assert OutgoingMail.objects.count() == 0


def test_every_received_dossier_has_its_number_and_its_frozen_version():
    contest = demo("published")
    received = Application.objects.filter(contest=contest).exclude(state=ApplicationState.DRAFT)

    assert sorted(received.values_list("number", flat=True)) == list(range(1, received.count() + 1))
    first = ApplicationSnapshot.objects.filter(application__contest=contest, sequence=1)
    assert first.count() == received.count()


def test_published_results_follow_the_ranks_and_the_prizes():
    contest = demo("published")
    final = contest.rounds.get(kind="final")
    winners = Award.objects.filter(prize__contest=contest).order_by("prize__order", "pk")

    assert final.state == RoundState.PUBLISHED
    ranks = [
        RoundResult.objects.get(entry__round=final, entry__application=a.application_id).rank
        for a in winners
    ]
    assert ranks == sorted(ranks)
    assert all(award.application.state == ApplicationState.AWARDED for award in winners)


def test_nothing_is_decided_in_an_application_before_the_final_is_published():
    contest = demo("decided")

    assert Award.objects.filter(prize__contest=contest).exists()
    assert not contest.applications.filter(state=ApplicationState.AWARDED).exists()


def test_a_year_that_has_an_edition_is_refused():
    demo("draft")

    with pytest.raises(CommandError):
        demo("intake")


def test_the_standard_set_is_made_once():
    call_command("make_demo", once=True, verbosity=0)
    before = Contest.objects.count(), User.objects.count(), Application.objects.count()

    call_command("make_demo", once=True, verbosity=0)

    assert (Contest.objects.count(), User.objects.count(), Application.objects.count()) == before


# --- what the pages of an applicant show ------------------------------------------------------------


def dossier_of(local):
    return Application.objects.get(owner__email=f"{local}@khoinghiep.test", contest__year=2031)


@pytest.fixture
def intake(time_machine):
    time_machine.move_to("2031-10-15T09:00:00+07:00")
    return demo("intake")


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


def test_the_other_finalists_answered_what_the_final_asks_and_their_judges_read_it():
    contest = demo("final")
    entries = RoundEntry.objects.filter(round=contest.rounds.last()).select_related("snapshot")

    answered = [
        entry
        for entry in entries
        if "thuyet-trinh" in [section["slug"] for section in entry.snapshot.content["sections"]]
    ]

    assert len(answered) == len(entries) - 1 > 0


def test_the_first_applicant_is_a_finalist_who_is_asked_more():
    demo("final")
    finalist = Application.objects.for_snapshot().get(pk=dossier_of("thisinh1").pk)

    assert finalist.state == ApplicationState.IN_ROUND
    assert extra_of(finalist).is_open
    assert extra_of(finalist).missing
