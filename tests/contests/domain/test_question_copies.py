import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain.editions import copy_contest
from contests.domain.question_copies import copy_question, copy_section, open_editions
from contests.enums import ContestState, QuestionKind
from contests.models import Question
from portal.audit import SYSTEM
from tests.factories.contests import (
    ContestFactory,
    QuestionFactory,
    RoundFactory,
    SectionFactory,
)
from tests.factories.portal import board_member, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """Two sections; the second is a round's, and one question in it refers to everything."""
    contest = ContestFactory(year=2026)
    final = RoundFactory(contest=contest, order=2)
    first = SectionFactory(contest=contest, slug="tom-tat", order=1)
    second = SectionFactory(contest=contest, slug="chung-ket", order=2, opens_in=final)
    parent = QuestionFactory(section=first, key="da-ban", kind=QuestionKind.YES_NO)
    QuestionFactory(
        section=second, key="doanh-thu", depends_on=parent, depends_values="yes",
        required_from=final, closed_at=timezone.now(),
    )  # fmt: skip
    return contest


def test_a_copied_edition_refers_to_its_own_rounds_and_questions(edition):
    copy = copy_contest(edition, actor=SYSTEM, year=2027)

    first, second = copy.sections.order_by("order")
    question = second.questions.get()
    (final,) = copy.rounds.all()
    assert (second.opens_in, question.required_from) == (final, final)
    assert question.depends_on == first.questions.get()
    assert question.depends_values == "yes"
    assert Question.objects.count() == 4


def test_a_section_is_copied_within_its_edition_under_a_path_of_its_own(edition):
    section = edition.sections.get(slug="chung-ket")

    for _twice in range(2):
        copy = copy_section(section, edition, actor=secretary())

    question = copy.questions.get()
    assert (copy.slug, copy.order, copy.opens_in) == ("chung-ket-3", 4, section.opens_in)
    assert question.depends_on == Question.objects.get(key="da-ban")


def test_a_section_in_another_edition_keeps_what_has_a_place_there(edition):
    other = ContestFactory(year=2028)
    round_ = RoundFactory(contest=other, order=2)

    copy = copy_section(edition.sections.get(slug="chung-ket"), other, actor=secretary())

    question = copy.questions.get()
    assert (copy.opens_in, question.required_from) == (round_, round_)
    assert (question.depends_on, question.depends_values) == (None, "")


def test_references_into_nowhere_are_left_empty(edition):
    copy = copy_section(
        edition.sections.get(slug="chung-ket"), ContestFactory(year=2028), actor=secretary()
    )

    assert (copy.opens_in, copy.questions.get().required_from) == (None, None)


def test_a_question_is_copied_to_the_end_of_a_section_and_asked_there(edition):
    question = Question.objects.get(key="doanh-thu")

    copy = copy_question(question, question.section, actor=secretary())

    assert (copy.key, copy.closed_at) == ("doanh-thu-2", None)
    assert copy.order > question.order
    assert (copy.depends_on, copy.required_from) == (question.depends_on, question.required_from)
    away = copy_question(question, SectionFactory(), actor=secretary())
    assert (away.depends_on, away.depends_values, away.required_from) == (None, "", None)


def test_the_board_copies_nothing(edition):
    section = edition.sections.first()

    with pytest.raises(PermissionDenied):
        copy_section(section, edition, actor=board_member())
    with pytest.raises(PermissionDenied):
        copy_question(section.questions.get(), section, actor=board_member())


def test_finished_editions_take_no_copies(edition):
    ContestFactory(state=ContestState.FINISHED)

    assert list(open_editions()) == [edition]
