"""Making, copying, checking and publishing an edition."""

from datetime import timedelta
from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain.editions import (
    NotReadyError,
    copy_contest,
    create_edition,
    finish_contest,
    publish_contest,
    readiness,
    unpublish_contest,
)
from contests.domain.presets import standard_edition
from contests.enums import ContestState, RoundKind, RoundState
from contests.models import Contest, Criterion, Question, TieRule
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError, RefusedError, TransitionNotAllowedError
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    DecisionFactory,
    RoundFactory,
    RuleSetFactory,
    SectionFactory,
)
from tests.factories.ecosystem import FieldFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def ready_edition(year=2031):
    """An edition from the presets, with everything that only the office knows."""
    FieldFactory()
    contest = create_edition(year, actor=SYSTEM)
    now = timezone.now()
    contest.opens_at, contest.deadline_at = now, now + timedelta(days=30)
    contest.screening_until = (now + timedelta(days=40)).date()
    contest.contact_name, contest.contact_email = "Tổ Thư ký", "thuky@khoinghiep.test"
    contest.save()
    contest.rule_sets.update(decision=DecisionFactory())
    contest.rounds.update(scoring_due_at=now + timedelta(days=60))
    return contest


def places(contest):
    return [(problem.model, problem.field) for problem in readiness(contest)]


# --- making ---------------------------------------------------------------------------------------


def test_a_new_edition_starts_from_the_usual_rules_questions_rounds_and_prizes():
    FieldFactory()
    actor = secretary()

    contest = create_edition(2031, actor=actor)

    assert contest.state == ContestState.DRAFT
    assert "2031" in contest.title
    assert contest.fields.count() == 1
    assert contest.rule_sets.get().clauses["team_size"] == "Điều 1 khoản 2"
    assert contest.sections.count() == 6
    assert Question.objects.filter(section__contest=contest).count() == 12
    for round_, criteria in zip(contest.rounds.order_by("order"), (5, 6), strict=True):
        assert round_.criteria.count() == criteria
        assert sum(criterion.max_points for criterion in round_.criteria.all()) == Decimal(100)
        assert round_.tie_rules.count() == 4
    assert [prize.quantity for prize in contest.prizes.order_by("order")] == [1, 2, 3, 4]
    line = LogEntry.objects.get_for_object(contest).get()
    assert line.actor == actor
    assert line.additional_data == {"verb": "create", "preset": standard_edition()["name"]}


@pytest.mark.parametrize("year", [2018, 2101])
def test_an_edition_has_a_year_of_the_contest(year):
    with pytest.raises(RefusedError):
        create_edition(year, actor=SYSTEM)


def test_there_is_one_edition_a_year():
    ContestFactory(year=2031)

    with pytest.raises(RefusedError):
        create_edition(2031, actor=SYSTEM)

    assert Contest.objects.count() == 1


@pytest.mark.parametrize("person", [UserFactory, board_member])
def test_only_the_secretary_makes_editions(person):
    source = ContestFactory(year=2030)

    for act in (
        lambda: create_edition(2031, actor=person()),
        lambda: copy_contest(source, actor=person(), year=2031),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- copying --------------------------------------------------------------------------------------


def test_a_copy_takes_what_repeats_and_leaves_what_belongs_to_the_year():
    source = ready_edition(2031)
    publish_contest(source, actor=SYSTEM)
    source.rounds.update(state=RoundState.OPEN, assignments_published_at=timezone.now())
    source.form_templates.create(title="Mẫu 01", file="bieu-mau/mau-01.docx")
    source.paper_offices.create(issuer="jury", body="HỘI ĐỒNG", signer_name="Lý Văn Chủ")
    ApplicationFactory(contest=source)

    copy = copy_contest(source, actor=secretary(), year=2032)

    copy.refresh_from_db()
    assert (copy.state, copy.year, copy.copied_from) == (ContestState.DRAFT, 2032, source)
    assert "2032" in copy.title
    assert "2031" not in copy.title
    assert copy.contact_name == "Tổ Thư ký"
    assert (copy.opens_at, copy.deadline_at, copy.screening_until, copy.award_on) == (None,) * 4
    assert list(copy.fields.all()) == list(source.fields.all())
    rules = copy.rule_sets.get()
    assert (rules.version, rules.decision, rules.text) == (1, None, source.rule_sets.get().text)
    for name in ("divisions", "prizes", "sections"):
        assert [str(row) for row in getattr(copy, name).all()] == [
            str(row) for row in getattr(source, name).all()
        ]
    assert copy.form_templates.get().file.name == "bieu-mau/mau-01.docx"
    assert copy.paper_offices.get().signer_name == "Lý Văn Chủ"
    assert Question.objects.filter(section__contest=copy).count() == 12
    assert copy.applications.count() == 0
    assert LogEntry.objects.get_for_object(copy).get().additional_data == {
        "verb": "copy",
        "source": "2031",
    }


def test_a_copied_round_waits_without_dates_and_its_tie_rules_name_its_own_criteria():
    source = ready_edition(2031)
    source.rounds.update(state=RoundState.OPEN)

    copy = copy_contest(source, actor=SYSTEM, year=2032)

    assert set(copy.rounds.values_list("state", "scoring_due_at", "decision")) == {
        ("planned", None, None)
    }
    named = TieRule.objects.filter(round__contest=copy, criterion__isnull=False)
    assert named.count() == 4
    assert all(rule.criterion.round_id == rule.round_id for rule in named)
    assert Criterion.objects.filter(round__contest=source).count() == 11


def test_a_copy_needs_a_free_year_and_otherwise_leaves_nothing_behind():
    source = ready_edition(2031)

    with pytest.raises(RefusedError):
        copy_contest(source, actor=SYSTEM, year=2031)

    assert Contest.objects.count() == 1


def test_an_edition_without_rules_can_be_copied():
    copy = copy_contest(ContestFactory(year=2031), actor=SYSTEM, year=2032)

    assert copy.rule_sets.count() == 0


# --- readiness ------------------------------------------------------------------------------------


def test_a_complete_edition_has_no_problem():
    assert readiness(ready_edition()) == []


def test_a_bare_edition_is_told_everything_it_lacks_with_blocking_problems_first():
    contest = ContestFactory(state=ContestState.DRAFT, opens_at=None, deadline_at=None)

    problems = readiness(contest)

    assert [(p.model, p.field) for p in problems] == [
        ("contest", "opens_at"),
        ("contest", "deadline_at"),
        ("ruleset", ""),
        ("section", ""),
        ("round", ""),
        ("contest", "fields"),
        ("contest", "prizes"),
        ("contest", "contact_name"),
        ("contest", "divisions"),
    ]
    assert [p.is_blocking for p in problems] == [True] * 8 + [False]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"deadline_at": timezone.now() - timedelta(seconds=1)}, "deadline_at"),
        ({"screening_until": None}, "screening_until"),
        ({"screening_until": timezone.localdate()}, "screening_until"),
        ({"contact_email": "", "contact_phone": ""}, "contact_name"),
    ],
)
def test_a_date_or_contact_that_cannot_be_is_named(values, field):
    contest = ready_edition()
    if "deadline_at" in values:
        values["opens_at"] = values["deadline_at"] - timedelta(days=1)
    Contest.objects.filter(pk=contest.pk).update(**values)
    contest.refresh_from_db()

    assert places(contest) == [("contest", field)]


def test_a_deadline_before_the_opening_is_named_even_before_it_is_saved():
    contest = ready_edition()
    contest.opens_at = contest.deadline_at + timedelta(days=1)

    assert places(contest) == [("contest", "deadline_at")]


def test_rules_without_decision_text_and_applicants_are_named():
    contest = ready_edition()
    contest.rule_sets.update(decision=None, text="", applicant_types=[])

    assert places(contest) == [
        ("ruleset", "decision"),
        ("ruleset", "text"),
        ("ruleset", "applicant_types"),
    ]


def test_the_latest_version_of_the_rules_is_the_one_that_counts():
    contest = ready_edition()
    RuleSetFactory(contest=contest, version=2, text="Điều 1.")

    assert places(contest) == [("ruleset", "decision")]


def test_a_section_without_questions_is_named():
    contest = ready_edition()
    empty = SectionFactory(contest=contest)

    assert [(p.model, p.pk) for p in readiness(contest)] == [("section", empty.pk)]


def test_rounds_are_asked_for_criteria_ties_places_and_dates():
    contest = ready_edition()
    contest.rounds.all().delete()
    RoundFactory(contest=contest, order=1, state=RoundState.PLANNED)

    assert [(p.field, p.is_blocking) for p in readiness(contest)] == [
        ("kind", True),
        ("", True),
        ("advance_count", True),
        ("", False),
        ("scoring_due_at_0", False),
    ]


@pytest.mark.parametrize(
    "kinds", [(RoundKind.FINAL, RoundKind.FINAL), (RoundKind.FINAL, RoundKind.SEMIFINAL)]
)
def test_exactly_the_last_round_is_the_final(kinds):
    contest = ready_edition()
    for round_, kind in zip(contest.rounds.order_by("order"), kinds, strict=True):
        type(round_).objects.filter(pk=round_.pk).update(kind=kind, advance_count=5)

    assert places(contest) == [("round", "kind")]


# --- publishing -----------------------------------------------------------------------------------


def test_a_ready_edition_is_published_and_audited():
    contest, actor = ready_edition(), board_member()

    assert publish_contest(contest, actor=actor).state == ContestState.PUBLISHED
    assert LogEntry.objects.get_for_object(contest).first().additional_data == {"verb": "publish"}


def test_publishing_is_refused_while_a_blocking_problem_stands():
    contest = ready_edition()
    contest.prizes.all().delete()
    contest.divisions.all().delete()

    with pytest.raises(NotReadyError) as refused:
        publish_contest(contest, actor=SYSTEM)

    assert [problem.field for problem in refused.value.problems] == ["prizes"]
    contest.refresh_from_db()
    assert contest.state == ContestState.DRAFT


def test_publishing_twice_is_refused_as_a_wrong_state():
    contest = ready_edition()
    publish_contest(contest, actor=SYSTEM)

    with pytest.raises(TransitionNotAllowedError):
        publish_contest(contest, actor=SYSTEM)


def test_an_edition_goes_back_to_preparation_while_nobody_applied():
    contest = ContestFactory()

    with pytest.raises(ReasonMissingError):
        unpublish_contest(contest, actor=SYSTEM, reason="")

    assert unpublish_contest(contest, actor=SYSTEM, reason="Sai thể lệ").state == ContestState.DRAFT


def test_an_edition_with_applications_stays_public():
    contest = ApplicationFactory().contest

    with pytest.raises(RefusedError):
        unpublish_contest(contest, actor=SYSTEM, reason="Sai thể lệ")


def test_an_edition_is_finished_only_after_its_final_is_published():
    contest = ContestFactory()
    final = RoundFactory(contest=contest, kind=RoundKind.FINAL)

    with pytest.raises(RefusedError):
        finish_contest(contest, actor=SYSTEM)

    type(final).objects.filter(pk=final.pk).update(
        state=RoundState.PUBLISHED, decision=DecisionFactory()
    )
    assert finish_contest(contest, actor=SYSTEM).state == ContestState.FINISHED
