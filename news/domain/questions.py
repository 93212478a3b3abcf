"""Questions from the public: asked by anybody, answered by a unit, published by the newsroom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.mails import questions as mails
from news.models import ReaderQuestion
from news.workflow import QUESTION
from portal import audit
from portal.mail import queue
from portal.models import Consent
from portal.models.consent import ConsentPurpose, as_recorded
from portal.text import clean_line, clean_text
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from portal.models import User

TEXT_VERSION: Final = "hoi-dap-1"
SCOPE: Final = "readerquestion:"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody enters."""

    title: str
    text: str
    name: str = ""
    email: str = ""


def consent_text() -> str:
    """The words agreed to (Law 91/2025/QH15)."""
    return _(
        "I agree that the portal uses the name and e-mail address entered here to answer this "
        "question, and publishes question and answer without them. I may withdraw this consent "
        "by writing to the Department; the question is then no longer shown."
    )


@transaction.atomic
def ask(asked: Asked, *, user: User | None = None) -> ReaderQuestion:
    """Receive a question with the proof of the consent."""
    text = clean_text(asked.text).strip()
    question = ReaderQuestion.objects.create(
        title=clean_line(asked.title),
        asked=text,
        text=text,
        asker_name=clean_line(asked.name),
        asker_email=clean_line(asked.email),
    )
    question.consent = Consent.objects.create(
        user=user,
        subject=f"question-{question.pk}",
        subject_name=question.asker_name,
        purpose=ConsentPurpose.PUBLICATION,
        scope=f"{SCOPE}{question.pk}",
        text_version=TEXT_VERSION,
        text=as_recorded(consent_text),
    )
    question.save(update_fields=["consent"])
    audit.record(question, "ask", actor=user or audit.SYSTEM)
    return question


def answer_question(
    question: ReaderQuestion, *, actor: Any, answer: str, answered_by: str
) -> ReaderQuestion:
    """Keep the answer of a unit, dated today; answering anew replaces it until it is published."""
    words, unit = clean_text(answer).strip(), clean_line(answered_by)
    if not words or not unit:
        raise RefusedError(_("Enter the answer and the unit that gives it"))
    changes = {"answer": words, "answered_by": unit, "answered_on": timezone.localdate()}
    return QUESTION.apply(question, "answer", actor=actor, changes=changes)


@transaction.atomic
def publish_question(question: ReaderQuestion, *, actor: Any) -> ReaderQuestion:
    """Show question and answer; whoever left an address gets the link."""
    locked: ReaderQuestion = QUESTION.lock(question)
    if locked.consent is not None and locked.consent.withdrawn_at is not None:
        raise RefusedError(_("Whoever asked has withdrawn the consent: it cannot be published."))
    published: ReaderQuestion = QUESTION.apply(locked, "publish", actor=actor)
    queue(mails.question_answered(published))
    return published


@transaction.atomic
def decline_question(question: ReaderQuestion, *, actor: Any, reason: str) -> ReaderQuestion:
    """Leave it unanswered; whoever left an address reads why."""
    declined: ReaderQuestion = QUESTION.apply(question, "decline", actor=actor, reason=reason)
    queue(mails.question_declined(declined, reason=clean_text(reason).strip()))
    return declined


def take_question_back(question: ReaderQuestion, *, actor: Any, reason: str) -> ReaderQuestion:
    """Hide what was published, for example to correct the answer."""
    return QUESTION.apply(question, "take_back", actor=actor, reason=reason)
