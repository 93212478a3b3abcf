"""The life of an article, as a table."""

from django.utils.translation import gettext_lazy as _

from news.enums import ArticleState as S
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
