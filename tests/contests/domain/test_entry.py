import pytest

from contests.domain.entry import entry_questions, refusals
from contests.enums import PastWinnerRule
from contests.models import RuleSet

RIGHT = {"in_province": "yes", "past_winner": "no", "inner_circle": "no"}


def keys(rules):
    return [question.key for question in entry_questions(rules)]


def test_the_right_answers_lead_on():
    assert refusals(RuleSet(), RIGHT) == []


def test_each_wrong_answer_is_a_plain_reason_with_its_clause():
    rules = RuleSet(clauses={"past_winner": "Điều 1 khoản 6"})

    stopped = refusals(rules, {**RIGHT, "past_winner": "yes"})

    assert [(question.key, question.clause) for question in stopped] == [
        ("past_winner", "Điều 1 khoản 6")
    ]


def test_no_answers_are_wrong_answers():
    assert len(refusals(RuleSet(), {})) == len(entry_questions(RuleSet())) == 3


def test_only_what_the_rules_ask_is_asked():
    assert keys(
        RuleSet(
            must_be_in_province=False,
            past_winner_rule=PastWinnerRule.ALLOWED,
            excludes_inner_circle=False,
        )
    ) == []  # fmt: skip
    assert keys(RuleSet(forbids_parallel_entry=True, excludes_foreigners=True)) == [
        "in_province",
        "past_winner",
        "parallel_entry",
        "citizenship",
        "inner_circle",
    ]


@pytest.mark.parametrize(
    ("rule", "word"),
    [(PastWinnerRule.WINNERS_OUT, "đạt giải"), (PastWinnerRule.ENTRANTS_OUT, "dự thi")],
)
def test_the_question_of_earlier_contests_says_what_shuts_out(rule, word):
    question = next(
        q for q in entry_questions(RuleSet(past_winner_rule=rule)) if q.key == "past_winner"
    )

    assert word in question.text
