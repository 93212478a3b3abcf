"""Demo editions: believable in every phase, repeatable, marked as what they are."""

import pytest
from django.core.management import CommandError, call_command

from contests.domain.extras import extra_of
from contests.domain.likeness import (
    SUMMARY_THRESHOLD,
    TITLE_THRESHOLD,
    alike,
    letters_of,
    pairs_of,
)
from contests.domain.lookalikes import search_new
from contests.domain.petition_windows import grounds_of
from contests.domain.phases import phase_of
from contests.enums import (
    ApplicationState,
    ContestPhase,
    RoundState,
)
from contests.models import (
    Application,
    ApplicationSnapshot,
    Award,
    Contest,
    LookAlike,
    PaperSheet,
    RoundEntry,
    RoundResult,
    ScoreSheet,
)
from ecosystem.models import Organization, ProfileClaim
from portal.models import OutgoingMail, User
from portal.site.demo import projects
from portal.site.demo.schedule import PHASES

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


def test_the_standard_set_is_made_once_and_only_its_returning_people_resemble_earlier_dossiers():
    call_command("make_demo", once=True, verbosity=0)
    before = Contest.objects.count(), User.objects.count(), Application.objects.count()
    waiting = ProfileClaim.objects.get()
    assert (waiting.state, Organization.objects.unconfirmed().count()) == ("received", 1)

    call_command("make_demo", once=True, verbosity=0)

    assert (Contest.objects.count(), User.objects.count(), Application.objects.count()) == before
    search_new()
    pairs = LookAlike.objects.values_list("application__owner__email", "other__owner__email")
    assert {one for one, _other in pairs} == {
        f"thisinh{number}@khoinghiep.test" for number in (1, 2, 20)
    }
    assert all(one == other for one, other in pairs)


def test_the_other_finalists_answered_what_the_final_asks_and_their_judges_read_it():
    contest = demo("final")
    entries = RoundEntry.objects.filter(round=contest.rounds.last()).select_related("snapshot")

    answered = [
        entry
        for entry in entries
        if "thuyet-trinh" in [section["slug"] for section in entry.snapshot.content["sections"]]
    ]

    assert len(answered) == len(entries) - 1 > 0


def test_what_was_found_not_valid_may_be_contested_and_each_conclusion_is_in_the_log(time_machine):
    time_machine.move_to("2031-10-15T09:00:00+07:00")
    contest = demo("screening")
    invalid = contest.applications.filter(state=ApplicationState.INVALID)

    assert invalid
    assert all(len(grounds_of(application)) == 1 for application in invalid)
    assert all(grounds_of(application)[0].is_open() for application in invalid)


def test_judges_repeat_no_sentence_on_a_dossier_and_one_paper_sheet_waits_for_its_check():
    contest = demo("judging")

    said = {}
    for sheet in ScoreSheet.objects.select_related("assignment"):
        parts = [part.strip() for part in sheet.comment_for_author.split(".") if part.strip()]
        said.setdefault(sheet.assignment.entry_id, []).extend(parts)
    assert said
    assert all(len(parts) == len(set(parts)) for parts in said.values())

    paper = PaperSheet.objects.waiting().get()
    assert paper.assignment.entry.round.contest == contest
    checker = User.objects.get(email="thuky2@khoinghiep.test")
    assert PaperSheet.objects.waiting_for(checker).get() == paper


def test_the_first_applicant_is_a_finalist_who_is_asked_more():
    demo("final")
    finalist = Application.objects.for_snapshot().get(
        owner__email="thisinh1@khoinghiep.test", contest__year=2031
    )

    assert finalist.state == ApplicationState.IN_ROUND
    assert extra_of(finalist).is_open
    assert extra_of(finalist).missing


def test_the_projects_of_the_standard_set_resemble_one_another_in_nothing():
    made = [projects.project(number) for number in range(90)]
    titles = {number: one.title for number, one in enumerate(made)}
    summaries = {number: one.summary for number, one in enumerate(made)}

    same_titles = alike(titles, titles.items(), letters_of, threshold=TITLE_THRESHOLD)
    same_texts = alike(summaries, summaries.items(), pairs_of, threshold=SUMMARY_THRESHOLD)

    assert list(same_titles) == list(same_texts) == []
