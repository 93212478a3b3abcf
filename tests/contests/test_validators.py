"""What a question must have before it can be asked."""

import pytest
from django.core.exceptions import ValidationError

from contests.enums import ColumnKind, QuestionKind
from contests.models import Answer
from contests.validators import parse_columns
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    QuestionFactory,
    RoundFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return SectionFactory(order=2)


def problems(section, **values):
    question = QuestionFactory.build(section=section, key="k", label="Câu", **values)
    try:
        question.full_clean(exclude=["required_from", "depends_on"])
    except ValidationError as error:
        return set(error.message_dict)
    return set()


def test_columns_are_read_in_both_languages():
    found = parse_columns("Khoản\nSố lượng | số\n\nTiền | money")

    assert [column.kind for column in found] == [
        ColumnKind.TEXT,
        ColumnKind.NUMBER,
        ColumnKind.MONEY,
    ]


@pytest.mark.parametrize(
    "text",
    ["", "a | ngày", "| số", "a | số, trừ", "a | chữ, cộng", "a | số,", "\n".join("abcdefghi")],
)
def test_columns_that_cannot_be_are_refused(text):
    with pytest.raises(ValidationError):
        parse_columns(text)


@pytest.mark.parametrize(("values", "fields"), [
    ({"kind": QuestionKind.CHOICE}, {"choices"}),
    ({"kind": QuestionKind.MULTIPLE, "choices": "a\na"}, {"choices"}),
    ({"kind": QuestionKind.MULTIPLE, "choices": "a\nb"}, set()),
    ({"kind": QuestionKind.TABLE}, {"columns"}),
    ({"kind": QuestionKind.TABLE, "columns": "a", "max_rows": 0}, {"max_rows"}),
    ({"kind": QuestionKind.TABLE, "columns": "a", "max_rows": 51}, {"max_rows"}),
    ({"kind": QuestionKind.TABLE, "columns": "a | tiền"}, set()),
    ({"kind": QuestionKind.FILE}, set()),
    ({"max_words": 0}, {"max_words"}),
    ({"depends_values": "a"}, {"depends_on"}),
])  # fmt: skip
def test_each_kind_needs_its_settings(section, values, fields):
    assert problems(section, **values) == fields


def test_a_question_depends_on_the_answers_that_its_parent_offers(section):
    parent = QuestionFactory(section=section, kind=QuestionKind.CHOICE, choices="Có\nChưa")
    yes_no = QuestionFactory(section=section, kind=QuestionKind.YES_NO)

    assert problems(section, depends_on=parent, depends_values="Có") == set()
    assert problems(section, depends_on=parent, depends_values="Không") == {"depends_values"}
    assert problems(section, depends_on=parent) == {"depends_values"}
    assert problems(section, depends_on=yes_no, depends_values="Có") == set()
    assert problems(section, depends_on=yes_no, depends_values="có thể") == {"depends_values"}


def test_a_parent_of_the_wrong_kind_place_or_level_is_refused(section):
    contest = section.contest
    choice = {"kind": QuestionKind.CHOICE, "choices": "a\nb"}
    top = QuestionFactory(section=section, **choice)
    round_ = RoundFactory(contest=contest)
    wrong = [
        QuestionFactory(section=section),
        QuestionFactory(section=section, depends_on=top, depends_values="a", **choice),
        QuestionFactory(section=SectionFactory(), **choice),
        QuestionFactory(section=SectionFactory(contest=contest, order=9), **choice),
        QuestionFactory(
            section=SectionFactory(contest=contest, order=0, opens_in=round_), **choice
        ),
    ]

    for parent in wrong:
        assert problems(section, depends_on=parent, depends_values="a") == {"depends_on"}


def test_a_question_depends_neither_on_itself_nor_while_others_depend_on_it(section):
    choice = {"kind": QuestionKind.CHOICE, "choices": "a\nb"}
    top = QuestionFactory(section=section, **choice)
    QuestionFactory(section=section, depends_on=top, depends_values="a", **choice)
    other = QuestionFactory(section=section, **choice)

    for parent in (top, other):
        top.depends_on, top.depends_values = parent, "a"
        with pytest.raises(ValidationError) as refused:
            top.clean()
        assert set(refused.value.message_dict) == {"depends_on"}


def test_a_round_of_another_edition_or_of_an_optional_question_is_refused(section):
    own = RoundFactory(contest=section.contest)

    assert problems(section, required_from=own) == set()
    assert problems(section, required_from=own, is_required=False) == {"required_from"}
    assert problems(section, required_from=RoundFactory(contest=ContestFactory())) == {
        "required_from"
    }


def test_a_section_opens_in_a_round_of_its_own_edition_only(section):
    section.opens_in = RoundFactory(contest=section.contest)
    section.clean()
    section.opens_in = RoundFactory()

    with pytest.raises(ValidationError):
        section.clean()


@pytest.mark.parametrize(("before", "after", "field"), [
    ({"kind": "long_text"}, {"kind": "number"}, "kind"),
    ({"kind": "choice", "choices": "a\nb"}, {"choices": "a\nc"}, "choices"),
    ({"kind": "table", "columns": "a | số"}, {"columns": "a | tiền"}, "columns"),
])  # fmt: skip
def test_what_would_make_answers_unreadable_does_not_change_any_more(section, before, after, field):
    question = QuestionFactory(section=section, **before)
    for name, value in after.items():
        setattr(question, name, value)
    if after.get("kind") != "number":
        question.clean()
    Answer.objects.create(
        application=ApplicationFactory(contest=section.contest), question=question, value="a"
    )

    with pytest.raises(ValidationError) as refused:
        question.clean()

    assert set(refused.value.message_dict) == {field}


def test_wording_more_choices_and_headings_may_change_while_in_use(section):
    application = ApplicationFactory(contest=section.contest)
    for values, name, value in (
        ({"kind": "choice", "choices": "a\nb"}, "choices", "a\nb\nc"),
        ({"kind": "table", "columns": "a | số"}, "columns", "b | số"),
        ({"kind": "long_text"}, "label", "Khác"),
    ):
        question = QuestionFactory(section=section, **values)
        Answer.objects.create(application=application, question=question, value="a")
        setattr(question, name, value)
        question.clean()
