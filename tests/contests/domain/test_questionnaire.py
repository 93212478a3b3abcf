import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.domain import dossier
from contests.domain.applications import submit_application, withdraw_to_correct
from contests.domain.question_closing import close_question, reopen_question
from contests.domain.questionnaire import Questionnaire
from contests.enums import QuestionKind, RoundState, TaskStatus
from contests.models import Answer, Application, Question, Round
from tests.contests.dossiers import ready_application
from tests.factories.contests import (
    DecisionFactory,
    QuestionFactory,
    RoundEntryFactory,
    RoundFactory,
    SectionFactory,
)
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db


def of(application, **typed):
    return Questionnaire(Application.objects.for_snapshot().get(pk=application.pk), **typed)


def answer(application, question, value):
    Answer.objects.update_or_create(
        application=application, question=question, defaults={"value": value}
    )


@pytest.fixture
def application():
    return ready_application()


@pytest.fixture
def section(application):
    return SectionFactory(contest=application.contest, slug="tom-tat")


def two_rounds(contest):
    return (
        RoundFactory(contest=contest, order=1, state=RoundState.OPEN),
        RoundFactory(contest=contest, order=2, kind="final", state=RoundState.PLANNED),
    )


def publish(round_):
    Round.objects.filter(pk=round_.pk).update(
        state=RoundState.PUBLISHED, decision=DecisionFactory()
    )


def test_a_question_is_due_never_always_or_from_its_round_on(application, section):
    first, final = two_rounds(application.contest)
    never = QuestionFactory(section=section, is_required=False)
    always = QuestionFactory(section=section)
    later = QuestionFactory(section=section, required_from=final)

    found = of(application)
    assert [found.is_due(q) for q in (never, always, later)] == [False, True, False]

    Application.objects.update(state="in_round")
    RoundEntryFactory(round=first, application=application)
    publish(first)
    RoundEntryFactory(round=final, application=application)
    found = of(application)
    assert [found.is_due(q) for q in (never, always, later)] == [False, True, True]


def test_a_round_counts_only_once_the_result_before_it_is_published(application):
    first, final = two_rounds(application.contest)
    RoundEntryFactory(round=first, application=application)
    RoundEntryFactory(round=final, application=application)

    assert of(application).entered == [first]
    publish(first)
    assert of(application).entered == [first, final]


def test_promotion_opens_the_next_round_before_it_starts(application):
    first, final = two_rounds(application.contest)
    RoundEntryFactory(round=first, application=application)
    Application.objects.update(state="advanced")

    assert of(application).entered == [first, final]
    assert of(application).round == final


def test_a_section_of_a_round_does_not_exist_before(application):
    first, _final = two_rounds(application.contest)
    section = SectionFactory(contest=application.contest, opens_in=first)
    QuestionFactory(section=section)

    assert of(application).sections == []
    assert dossier.missing_tasks(application) == []


@pytest.mark.parametrize(("kind", "values", "given", "applies"), [
    (QuestionKind.YES_NO, "yes", "yes", True),
    (QuestionKind.YES_NO, "yes", "no", False),
    (QuestionKind.CHOICE, "a\nb", "b", True),
    (QuestionKind.MULTIPLE, "a\nb", '["c","b"]', True),
    (QuestionKind.MULTIPLE, "a", '["c"]', False),
    (QuestionKind.CHOICE, "a", "", False),
])  # fmt: skip
def test_a_question_waits_for_the_answer_that_calls_for_it(
    application, section, kind, values, given, applies
):
    parent = QuestionFactory(section=section, kind=kind, choices="a\nb\nc")
    child = QuestionFactory(section=section, depends_on=parent, depends_values=values)
    answer(application, parent, given)

    found = of(application)

    assert (found.applies(child), found.is_due(child)) == (applies, applies)


def test_what_waits_for_another_page_is_asked_once_that_calls_for_it(application, section):
    parent = QuestionFactory(section=section, kind=QuestionKind.YES_NO)
    next_page = SectionFactory(contest=application.contest, order=section.order + 1)
    child = QuestionFactory(section=next_page, depends_on=parent, depends_values="yes")
    grandchild_of_page = QuestionFactory(section=section, depends_on=parent, depends_values="yes")

    assert of(application).page_of(section) == [parent, grandchild_of_page]
    assert of(application).pages == [section]
    answer(application, parent, "yes")
    assert of(application).pages == [section, next_page]
    assert of(application).lacks(child)


def test_hidden_answers_are_kept_but_not_submitted(application, section):
    parent = QuestionFactory(section=section, kind=QuestionKind.YES_NO)
    child = QuestionFactory(section=section, depends_on=parent, depends_values="yes")
    answer(application, parent, "no")
    answer(application, child, "Giữ lại")
    Application.objects.update(completed_sections=["tom-tat"])

    submitted = submit_application(application, actor=application.owner)

    (frozen,) = submitted.snapshots.get().content["sections"]
    assert [row["value"] for row in frozen["answers"]] == ["no"]
    assert Answer.objects.get(question=child).value == "Giữ lại"


def test_a_closed_question_is_not_asked_but_a_given_answer_is_submitted(application, section):
    given, empty = QuestionFactory(section=section), QuestionFactory(section=section)
    answer(application, given, "Đã trả lời")
    actor = secretary()

    for question in (given, empty):
        close_question(question, actor=actor)

    loaded = Application.objects.for_snapshot().get(pk=application.pk)
    assert of(application).pages == []
    assert dossier.missing_tasks(loaded) == []
    submitted = submit_application(application, actor=application.owner)
    (frozen,) = submitted.snapshots.get().content["sections"]
    assert [row["text"] for row in frozen["answers"]] == ["Đã trả lời"]


def test_closing_is_recorded_once_leaves_answers_and_can_be_undone(application, section):
    question = QuestionFactory(section=section)
    answer(application, question, "Còn đây")
    actor = secretary()

    for _twice in range(2):
        close_question(question, actor=actor)
    assert LogEntry.objects.get_for_object(question).count() == 1
    reopen_question(question, actor=actor)

    assert Question.objects.get().closed_at is None
    assert Answer.objects.get().value == "Còn đây"
    assert LogEntry.objects.get_for_object(question).count() == 2


def test_only_the_secretariat_closes_questions(section):
    with pytest.raises(PermissionDenied):
        close_question(QuestionFactory(section=section), actor=UserFactory())


def test_a_question_that_became_due_takes_the_mark_of_completion_away(application, section):
    question = QuestionFactory(section=section, is_required=False)
    Application.objects.update(completed_sections=["tom-tat"])

    def status():
        loaded = Application.objects.for_snapshot().get(pk=application.pk)
        found = of(loaded)
        return dossier.section_task(section, found).status

    assert status() == TaskStatus.COMPLETED
    Question.objects.update(is_required=True)
    assert status() == TaskStatus.IN_PROGRESS
    answer(application, question, "x")
    assert status() == TaskStatus.COMPLETED


def test_old_versions_stay_when_a_question_closes(application, section):
    question = QuestionFactory(section=section)
    answer(application, question, "Lần một")
    Application.objects.update(completed_sections=["tom-tat"])
    submitted = submit_application(application, actor=application.owner)
    before = submitted.snapshots.values_list("content", "sha256").get()

    withdraw_to_correct(submitted, actor=submitted.owner)
    close_question(question, actor=secretary())
    Question.objects.update(label="Tên khác")
    submit_application(application, actor=application.owner)

    assert submitted.snapshots.filter(sequence=1).values_list("content", "sha256").get() == before
