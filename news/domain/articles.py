"""Review, approval, publication and withdrawal, now or at a set time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.domain.checks import refuse_unready
from news.enums import ArticleState
from news.mails import articles as mails
from news.models import Article, ArticleComment
from news.workflow import ARTICLE
from portal import audit
from portal.audit import SYSTEM
from portal.mail import queue
from portal.text import clean_text
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from datetime import datetime

# States in which a time to be withdrawn may be set.
WITHDRAWABLE = frozenset({ArticleState.APPROVED, ArticleState.SCHEDULED, ArticleState.PUBLISHED})


class PublicationTimeError(RefusedError):
    """The time asked for has already passed, or lies before the publication."""


# --- writing and reviewing ---------------------------------------------------------------------


def submit_for_review(article: Article, *, actor: Any) -> Article:
    """Hand the draft to the approvers; refused while a check that blocks is not met."""
    refuse_unready(article)
    return ARTICLE.apply(article, "submit_for_review", actor=actor)


@transaction.atomic
def return_to_author(article: Article, *, actor: Any, reason: str) -> Article:
    """Give the article back with a comment; the approval and set times are forgotten."""
    forgotten: dict[str, object] = {"published_at": None, "withdraw_at": None, "approved_by": None}
    returned: Article = ARTICLE.apply(
        article, "return_to_author", actor=actor, reason=reason, changes=forgotten
    )
    comment = ArticleComment.objects.create(
        article=returned, author=_person(actor), text=clean_text(reason).strip(), is_return=True
    )
    if returned.created_by is not None and returned.created_by.is_active:
        queue(mails.article_returned(returned, comment))
    return returned


@transaction.atomic
def add_comment(article: Article, *, actor: Any, text: str) -> ArticleComment:
    """Say something to the others who work on the article."""
    locked: Article = ARTICLE.lock(article)
    require(actor, "news.comment_article", locked)
    words = clean_text(text).strip()
    if not words:
        raise RefusedError(_("Write the comment"))
    comment = ArticleComment.objects.create(article=locked, author=_person(actor), text=words)
    audit.record(locked, "comment", actor=actor)
    return comment


@transaction.atomic
def approve(article: Article, *, actor: Any) -> Article:
    """Approve the words as they are, and keep who did; nobody approves what they entered."""
    locked: Article = ARTICLE.lock(article)
    if locked.created_by_id is not None and locked.created_by_id == getattr(actor, "pk", None):
        raise RefusedError(_("You entered this article: somebody else approves it."))
    refuse_unready(locked)
    return ARTICLE.apply(locked, "approve", actor=actor, changes={"approved_by": _person(actor)})


# --- going out ---------------------------------------------------------------------------------


@transaction.atomic
def publish(article: Article, *, actor: Any, now: datetime | None = None) -> Article:
    """Show the article from now on; a time to withdraw it that has passed is forgotten."""
    now = now or timezone.now()
    locked: Article = ARTICLE.lock(article)
    refuse_unready(locked)
    keeps = locked.withdraw_at is not None and locked.withdraw_at > now
    changes: dict[str, object] = {
        "published_at": now,
        "withdraw_at": locked.withdraw_at if keeps else None,
    }
    return ARTICLE.apply(locked, "publish", actor=actor, changes=changes)


@transaction.atomic
def schedule(
    article: Article, *, actor: Any, published_at: datetime, withdraw_at: datetime | None = None
) -> Article:
    """Show the article from ``published_at`` on; raises PublicationTimeError for a time gone by."""
    if published_at <= timezone.now():
        raise PublicationTimeError(_("Choose a time in the future, or publish now"))
    locked: Article = ARTICLE.lock(article)
    withdraw_at = withdraw_at or locked.withdraw_at
    if withdraw_at is not None and withdraw_at <= published_at:
        raise PublicationTimeError(_("The withdrawal must come after the publication"))
    refuse_unready(locked)
    changes: dict[str, object] = {"published_at": published_at, "withdraw_at": withdraw_at}
    return ARTICLE.apply(locked, "schedule", actor=actor, changes=changes)


def archive(article: Article, *, actor: Any, reason: str) -> Article:
    """Take the article out of the lists; its page stays, with a banner."""
    return ARTICLE.apply(
        article, "archive", actor=actor, reason=reason, changes={"withdraw_at": None}
    )


def restore(article: Article, *, actor: Any, reason: str) -> Article:
    """Put an archived article back into the lists."""
    return ARTICLE.apply(article, "restore", actor=actor, reason=reason)


@transaction.atomic
def set_withdrawal(article: Article, *, actor: Any, withdraw_at: datetime | None) -> Article:
    """Archive the article by itself at ``withdraw_at``; None takes the time back."""
    locked: Article = ARTICLE.lock(article)
    require(actor, "news.publish_article", locked)
    if locked.state not in WITHDRAWABLE:
        raise RefusedError(_("Only an approved or published article is given a time to withdraw."))
    if withdraw_at is not None:
        starts = locked.published_at if locked.state == ArticleState.SCHEDULED else None
        if withdraw_at <= max(filter(None, [timezone.now(), starts])):
            raise PublicationTimeError(_("Choose a time in the future, after the publication"))
    locked.withdraw_at = withdraw_at
    locked.save(update_fields=["withdraw_at"])
    audit.record(
        locked,
        "set_withdrawal" if withdraw_at else "drop_withdrawal",
        actor=actor,
        due_at=withdraw_at.isoformat() if withdraw_at else "",
    )
    return locked


# --- scheduled ---------------------------------------------------------------------------------


def publish_due(now: datetime | None = None) -> int:
    """Publish what was scheduled for ``now`` or earlier; returns how many. Safe to run twice."""
    now = now or timezone.now()
    done = 0
    for article in Article.objects.due(now):
        try:
            ARTICLE.apply(article, "publish", actor=SYSTEM)
        except RefusedError:  # another worker was here first
            continue
        done += 1
    return done


def withdraw_due(now: datetime | None = None) -> int:
    """Archive what was to be withdrawn at ``now`` or earlier; returns how many. Safe to run twice."""
    now = now or timezone.now()
    return sum(_withdraw(article, now) for article in Article.objects.to_withdraw(now))


@transaction.atomic
def _withdraw(article: Article, now: datetime) -> bool:
    """Whether it was still due once nobody else could touch it."""
    locked: Article = ARTICLE.lock(article)
    is_due = locked.withdraw_at is not None and locked.withdraw_at <= now
    if not is_due or locked.state != ArticleState.PUBLISHED:
        return False
    archive(locked, actor=SYSTEM, reason=_("Its time on the portal was over"))
    return True


def _person(actor: Any) -> Any:
    return None if actor is SYSTEM else actor
