"""What who asked is told; an asker without an address gets nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from news.models import ReaderQuestion


@in_vietnamese
def question_answered(question: ReaderQuestion) -> Mail:
    return _to_asker(
        question,
        "question_answered",
        unit=question.answered_by,
        url=absolute_url(question.get_absolute_url()),
    )


@in_vietnamese
def question_declined(question: ReaderQuestion, *, reason: str) -> Mail:
    return _to_asker(question, "question_declined", reason=reason)


def _to_asker(question: ReaderQuestion, template: str, **values: object) -> Mail:
    return Mail(
        template=f"news/{template}",
        recipient=question.asker_email,
        about=f"readerquestion:{question.pk}",
        dedupe_key=f"{template}:{question.pk}",
        context={"name": question.asker_name, "title": question.title, **values},
    )
