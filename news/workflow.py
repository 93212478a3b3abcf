"""The lives of articles and of questions from the public, as tables."""

from django.utils.translation import gettext_lazy as _

from news.enums import ArticleState as S
from news.enums import QuestionState as Q
from portal.workflow import Transition, Workflow

ARTICLE = Workflow(
    Transition(
        name="submit_for_review",
        label=_("Send for review"),
        sources=frozenset({S.DRAFT}),
        target=S.IN_REVIEW,
        permission="news.submit_article",
    ),
    Transition(
        name="return_to_author",
        label=_("Return to the author"),
        sources=frozenset({S.IN_REVIEW, S.APPROVED, S.SCHEDULED}),
        target=S.DRAFT,
        permission="news.approve_article",
        needs_reason=True,
    ),
    Transition(
        name="approve",
        label=_("Approve the article"),
        sources=frozenset({S.IN_REVIEW}),
        target=S.APPROVED,
        permission="news.approve_article",
    ),
    Transition(
        name="schedule",
        label=_("Schedule"),
        sources=frozenset({S.APPROVED}),
        target=S.SCHEDULED,
        permission="news.publish_article",
    ),
    Transition(
        name="publish",
        label=_("Publish the article"),
        sources=frozenset({S.APPROVED, S.SCHEDULED}),
        target=S.PUBLISHED,
        permission="news.publish_article",
    ),
    Transition(
        name="archive",
        label=_("Archive"),
        sources=frozenset({S.PUBLISHED}),
        target=S.ARCHIVED,
        permission="news.publish_article",
        needs_reason=True,
    ),
    Transition(
        name="restore",
        label=_("Put back into the lists"),
        sources=frozenset({S.ARCHIVED}),
        target=S.PUBLISHED,
        permission="news.publish_article",
        needs_reason=True,
    ),
    states=S,
)

QUESTION = Workflow(
    Transition(
        name="answer",
        label=_("Answer the question"),
        sources=frozenset({Q.RECEIVED, Q.ANSWERED}),
        target=Q.ANSWERED,
        permission="news.answer_readerquestion",
    ),
    Transition(
        name="publish",
        label=_("Publish question and answer"),
        sources=frozenset({Q.ANSWERED}),
        target=Q.PUBLISHED,
        permission="news.publish_readerquestion",
    ),
    Transition(
        name="decline",
        label=_("Do not answer"),
        sources=frozenset({Q.RECEIVED, Q.ANSWERED}),
        target=Q.DECLINED,
        permission="news.answer_readerquestion",
        needs_reason=True,
    ),
    Transition(
        name="take_back",
        label=_("Take question and answer back"),
        sources=frozenset({Q.PUBLISHED}),
        target=Q.ANSWERED,
        permission="news.publish_readerquestion",
        needs_reason=True,
    ),
    states=Q,
)
