"""Problem statements: made from a preset, listed by what can be done with them, followed by a pilot."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from contests.domain import challenges, editions
from contests.domain.applications import submit_application
from contests.domain.certificates import awards_to_certify, issue_certificate
from contests.domain.eligibility import facts_of
from contests.domain.history import edition_figures
from contests.domain.next_dates import past_days
from contests.domain.outcome_sums import latest_answers
from contests.domain.preset_check import read_preset
from contests.domain.preset_files import preset_json
from contests.domain.presets import challenge_preset, presets
from contests.domain.readiness import readiness
from contests.enums import ContestState, EditionKind
from contests.models import Award, Contest, OfficialDecision, PilotReport, Question
from news.models import Article
from portal.documents import DocumentRefusedError
from portal.workflow import ReasonMissingError, RefusedError
from tests.contests.dossiers import agree, ready_application
from tests.factories.contests import (
    ApplicationFactory,
    ChallengeFactory,
    ContestFactory,
    FollowUpFactory,
    RuleSetFactory,
)
from tests.factories.ecosystem import FieldFactory, OrganizationFactory
from tests.factories.portal import UserFactory, board_member, judge, secretary
from tests.factories.results import published_round, scored_final

pytestmark = pytest.mark.django_db


def make(title="Số hóa sổ cấp nước", **options):
    return challenges.create_challenge(
        title, **{"owner": OrganizationFactory(), "actor": secretary(), **options}
    )


def decided():
    """A problem statement whose one round is published."""
    contest = ChallengeFactory()
    published_round(scored_final([90], [70], contest=contest, prizes=[("Giải pháp được chọn", 1)]))
    return contest


def report(contest, **options):
    values = {
        "actor": secretary(),
        "has_started": True,
        "happened_on": timezone.localdate(),
        "note": "Thí điểm tại hai xã",
        **options,
    }
    return challenges.record_pilot(contest, **values)


# --- making one -----------------------------------------------------------------------------------


def test_a_problem_statement_is_an_edition_with_few_questions_and_one_round():
    owner = OrganizationFactory()
    contest = make(owner=owner)

    assert (contest.kind, contest.state) == (EditionKind.CHALLENGE, ContestState.DRAFT)
    assert (contest.slug, contest.series) == ("so-hoa-so-cap-nuoc", 1)
    assert contest.year == timezone.localdate().year
    assert contest.problem.owner == owner
    assert [row.kind for row in contest.rounds.all()] == ["final"]
    assert sum(section.questions.count() for section in contest.sections.all()) == 8
    assert sum(row.max_points for row in contest.rounds.get().criteria.all()) == 100
    assert contest.follow_up_months == []
    assert LogEntry.objects.get_for_object(contest).filter(additional_data__verb="create").exists()


def test_several_stand_beside_the_contest_of_the_same_year():
    ContestFactory(year=timezone.localdate().year)

    made = [make(), make(), make("2 việc cần làm")]

    assert [row.series for row in made] == [1, 2, 3]
    assert [row.slug for row in made] == [
        "so-hoa-so-cap-nuoc",
        "so-hoa-so-cap-nuoc-2",
        "bai-toan-2-viec-can-lam",
    ]


def test_the_database_keeps_one_contest_a_year_and_one_challenge_an_address():
    contest, challenge = ContestFactory(), ChallengeFactory()

    for values in (
        {"year": contest.year},
        {"year": 2020, "series": 1},
        {"year": 2020, "slug": "mot-bai-toan"},
        {"year": 2020, "kind": "challenge", "slug": "mot-bai-toan"},
        {"year": 2020, "kind": "challenge", "series": 1},
        {"year": 2020, "kind": "challenge", "series": 1, "slug": challenge.slug},
        {"year": challenge.year, "kind": "challenge", "series": challenge.series, "slug": "khac"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contest.objects.create(title="x", **values)


def test_only_who_makes_editions_makes_one_and_it_has_a_title():
    for actor in (judge(), UserFactory()):
        with pytest.raises(PermissionDenied):
            make(actor=actor)
    with pytest.raises(RefusedError):
        make("  ")
    assert not Contest.objects.exists()


def test_the_preset_is_in_the_format_of_a_file_and_no_rules_of_a_contest():
    described = challenge_preset()

    contest = make()

    assert described not in presets().values()
    read = read_preset(preset_json(contest).encode())
    assert [row["slug"] for row in read["sections"]] == [
        row["slug"] for row in described["sections"]
    ]


def test_what_the_owner_has_to_say_blocks_the_publication():
    contest = make()
    fields = {problem.field for problem in readiness(contest) if problem.is_blocking}
    asked = {"problem-0-problem", "problem-0-requirements", "problem-0-reward"}
    assert asked <= fields

    for name in ("problem", "requirements", "reward"):
        setattr(contest.problem, name, "Có")
    contest.problem.save()

    fields = {problem.field for problem in readiness(contest) if problem.is_blocking}
    assert not asked & fields


def test_it_is_not_copied_to_another_year():
    with pytest.raises(RefusedError):
        editions.copy_contest(make(), actor=secretary(), year=2031)


def test_an_answer_goes_the_whole_way_of_an_application():
    FieldFactory()
    contest = make()
    now = timezone.now()
    decision = OfficialDecision.objects.create(
        contest=contest, number="1/TB", issued_on=now.date(), signer="A", issuer="Sở"
    )
    contest.rule_sets.update(decision=decision)
    for name in ("problem", "requirements", "reward"):
        setattr(contest.problem, name, "Có")
    contest.problem.save()
    Contest.objects.filter(pk=contest.pk).update(
        opens_at=now - timedelta(days=1),
        deadline_at=now + timedelta(days=5),
        contact_name="A",
        contact_email="a@x.vn",
    )
    contest = editions.publish_contest(Contest.objects.get(pk=contest.pk), actor=secretary())
    # What is asked is tried where the preset is read; here it is the way that counts.
    Question.objects.filter(section__contest=contest).update(is_required=False)
    application = ready_application(
        contest=contest,
        completed_sections=list(contest.sections.values_list("slug", flat=True)),
    )
    agree(application)

    submit_application(application, actor=application.owner)

    application.refresh_from_db()
    assert application.state == "submitted"
    assert application.reference.startswith(f"BT{contest.year % 100}-01-0001-")


# --- what it stays out of -------------------------------------------------------------------------


def test_the_figures_of_the_contest_do_not_count_it():
    decided()

    assert edition_figures() == []
    assert past_days(ChallengeFactory()) == {}


def test_the_last_edition_of_the_contest_is_no_problem_statement():
    ChallengeFactory(
        state=ContestState.FINISHED,
        year=2024,
        opens_at=timezone.now() - timedelta(days=99),
        deadline_at=timezone.now() - timedelta(days=90),
    )

    assert past_days(ContestFactory(year=2025)) == {}


def test_a_key_names_the_contest_by_year_and_the_challenge_by_slug():
    contest, challenge = ContestFactory(year=2026), ChallengeFactory(year=2026)

    assert list(Contest.objects.keyed(contest.key)) == [contest]
    assert list(Contest.objects.keyed(challenge.key)) == [challenge]
    assert not Contest.objects.keyed(2027).exists()
    assert not Contest.objects.keyed("khong-co").exists()


# --- the list -------------------------------------------------------------------------------------


def listed():
    rows = Contest.objects.challenges().with_answer_counts().prefetch_related("rounds")
    return challenges.challenge_list(rows)


def test_the_list_groups_by_what_can_be_done_and_counts_answers_after_closing():
    now = timezone.now()
    later, sooner = (
        ChallengeFactory(deadline_at=now + timedelta(days=20)),
        ChallengeFactory(deadline_at=now + timedelta(days=5)),
    )
    coming = ChallengeFactory(opens_at=now + timedelta(days=1), deadline_at=now + timedelta(days=9))
    closed = ChallengeFactory(
        opens_at=now - timedelta(days=9), deadline_at=now - timedelta(seconds=1)
    )
    solved = decided()
    for contest in (sooner, closed):
        ApplicationFactory(contest=contest, state="submitted")
        ApplicationFactory(contest=contest, state="draft")

    found = listed()

    assert [row.contest for row in found.open] == [sooner, coming, later]
    assert [row.answers for row in found.open] == [None, None, None]
    assert [(row.contest, row.answers) for row in found.closed] == [(closed, 1)]
    assert [(row.contest, row.answers) for row in found.solved] == [(solved, 2)]


# --- what came of it ------------------------------------------------------------------------------


def test_a_pilot_is_recorded_after_the_result_and_stands_beside_earlier_reports():
    contest = decided()

    report(contest, has_started=False, note=" Chưa bố trí được kinh phí ")
    report(contest, actor=board_member())

    rows = list(contest.pilot_reports.order_by("pk"))
    assert [(row.has_started, row.note) for row in rows] == [
        (False, "Chưa bố trí được kinh phí"),
        (True, "Thí điểm tại hai xã"),
    ]
    assert [row.pilot.has_started for row in listed().solved] == [True]
    verbs = LogEntry.objects.get_for_object(contest).filter(additional_data__verb="record_pilot")
    assert verbs.count() == 2


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"note": "  "}, ReasonMissingError),
        ({"happened_on": timezone.localdate() + timedelta(days=1)}, RefusedError),
    ],
)
def test_a_report_has_a_note_and_a_day_that_has_come(options, error):
    contest = decided()

    with pytest.raises(error):
        report(contest, **options)

    assert not PilotReport.objects.exists()


def test_nothing_is_recorded_before_the_result_nor_of_the_contest_nor_by_others():
    open_one, contest = ChallengeFactory(), ContestFactory()
    published_round(scored_final([90], contest=contest), number="07/QĐ-UBND")
    solved = decided()

    for edition in (open_one, contest):
        with pytest.raises(RefusedError):
            report(edition)
    for actor in (judge(), UserFactory()):
        with pytest.raises(PermissionDenied):
            report(solved, actor=actor)
    assert not PilotReport.objects.exists()


def test_a_result_makes_neither_news_of_the_contest_nor_a_certificate():
    contest = decided()
    award = Award.objects.get()

    assert not Article.objects.exists()
    assert not awards_to_certify(contest.rounds.get()).exists()
    with pytest.raises(DocumentRefusedError):
        issue_certificate(
            award,
            actor=secretary(),
            issued_on=timezone.localdate(),
            signer="Nguyễn Văn Ký",
            signer_position="Giám đốc",
        )


def test_a_project_that_solved_a_problem_may_still_enter_the_contest():
    solved = decided()
    winner = solved.applications.get(state="awarded")
    rules = RuleSetFactory(past_winner_rule="winners_out")
    application = ApplicationFactory(
        contest=rules.contest, owner=winner.owner, title=winner.title, rule_set=rules
    )

    assert facts_of(application).earlier_projects == ()


def test_what_a_team_tells_of_a_problem_is_no_outcome_of_the_contest():
    year = timezone.localdate().year
    for contest in (ContestFactory(), ChallengeFactory()):
        FollowUpFactory(
            application=ApplicationFactory(contest=contest),
            state="answered",
            asked_at=timezone.now(),
            answered_at=timezone.now(),
            is_alive=True,
        )

    assert [row.application.contest.kind for row in latest_answers(year)] == ["contest"]
