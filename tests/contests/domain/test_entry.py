from contests.domain.entry import entry_questions, refusals
from contests.models import RuleSet

RIGHT = {"in_province": "yes", "past_winner": "no", "inner_circle": "no"}


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
