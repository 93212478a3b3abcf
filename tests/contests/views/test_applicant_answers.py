"""Pages of questions: every kind of answer, and every kind of wrong one."""

import pytest

from contests.enums import QuestionKind
from contests.models import Answer
from tests.contests.views.applicant_desk import section_of, send
from tests.factories.contests import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "typed", "stored"), [
    (QuestionKind.SHORT_TEXT, " Trà ", "Trà"),
    (QuestionKind.LONG_TEXT, "Hai\r\ndòng", "Hai\ndòng"),
    (QuestionKind.NUMBER, "1.234,5", "1234.5"),
    (QuestionKind.MONEY, "30.000.000 đồng", "30000000"),
    (QuestionKind.DATE, "5/3/2026", "2026-03-05"),
    (QuestionKind.CHOICE, "Đã bán thử", "Đã bán thử"),
    (QuestionKind.YES_NO, "no", "no"),
    (QuestionKind.LINK, "example.vn/trà", "https://example.vn/trà"),
])  # fmt: skip
def test_every_kind_of_answer_is_stored_and_shown_again(client, draft, kind, typed, stored):
    question, url = section_of(draft, kind=kind, choices="Chưa có\nĐã bán thử")

    response = send(client, url, **{f"q{question.pk}": typed, "is_complete": "yes"})

    assert Answer.objects.get().value == stored
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.completed_sections == ["tom-tat"]
    again = send(client, url, **{f"q{question.pk}": typed, "is_complete": "yes"})
    assert again.status_code == 302


@pytest.mark.parametrize(("kind", "typed"), [
    (QuestionKind.NUMBER, "mười"), (QuestionKind.MONEY, "-5"), (QuestionKind.DATE, "31/2/2026"),
    (QuestionKind.CHOICE, "Khác"), (QuestionKind.YES_NO, "maybe"), (QuestionKind.LINK, "javascript:alert(1)"),
    (QuestionKind.SHORT_TEXT, "x" * 501), (QuestionKind.LONG_TEXT, "từ " * 11),
])  # fmt: skip
def test_every_kind_of_wrong_answer_is_an_error_at_its_question(client, draft, kind, typed):
    question, url = section_of(draft, kind=kind, choices="Một", max_words=10)

    response = send(client, url, **{f"q{question.pk}": typed, "is_complete": "yes"})

    assert f"q{question.pk}" in response.context["form"].errors
    assert Answer.objects.filter(value=typed).count() == 0


def test_a_long_answer_may_be_limited_in_characters(client, draft):
    question, url = section_of(draft, max_characters=3)

    response = send(client, url, **{f"q{question.pk}": "bốn chữ", "is_complete": "yes"})

    assert f"q{question.pk}" in response.context["form"].errors


def test_completing_a_section_demands_its_answers_and_not_completing_does_not(client, draft):
    question, url = section_of(draft)

    assert f"q{question.pk}" in send(client, url, is_complete="yes").context["form"].errors
    assert send(client, url, is_complete="no").status_code == 302
    assert "is_complete" in send(client, url).context["form"].errors


def test_a_section_of_short_questions_is_completed_by_answering(client, draft):
    question, url = section_of(draft, kind=QuestionKind.SHORT_TEXT)

    assert send(client, url).context["form"].errors
    send(client, url, **{f"q{question.pk}": "Trà"}, action="later")
    draft.refresh_from_db()
    assert draft.completed_sections == []
    send(client, url, **{f"q{question.pk}": "Trà"})
    draft.refresh_from_db()
    assert draft.completed_sections == ["tom-tat"]


def test_optional_questions_say_so_also_when_saved_half_done(client, draft):
    question, url = section_of(draft)
    QuestionFactory(section=question.section, is_required=False)

    for response in (client.get(url), send(client, url)):
        assert response.content.decode().count("field-optional") == 1


def test_the_words_of_staff_are_text_and_not_markup(client, draft):
    _question, url = section_of(draft, help_text="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(url).content.decode()
