"""What needs a member of staff now, over all apps: the first page of the administration."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, Value
from django.utils.translation import ngettext_lazy

from news.enums import ArticleState
from news.models import Article
from portal.models import OutgoingMail
from portal.models.mail import MailState
from portal.site.tasks_board.contest import contest_tasks
from portal.site.tasks_board.ecosystem import ecosystem_tasks
from portal.site.tasks_board.english import english_tasks
from portal.site.tasks_board.task import BoardTask, board_task
from portal.site.tasks_board.training import training_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


def tasks_for(user: Any) -> list[BoardTask]:
    """Return what ``user`` may and should do now; the number of queries does not depend on it."""
    tasks = list(_all_tasks(user))
    counts = _counts({task.key: task.rows for task in tasks if task.rows is not None})
    counted = (replace(task, count=counts.get(task.key, task.count), rows=None) for task in tasks)
    return [replace(task, label=task.said) for task in counted if task.count]


def _counts(found: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each query finds: one query for all of them."""
    parts = [
        rows.model._base_manager.filter(pk__in=rows.order_by().values("pk"))
        .annotate(task=Value(key, CharField()))
        .order_by()
        .values("task")
        .annotate(number=Count("pk"))
        .values_list("task", "number")
        for key, rows in found.items()
    ]
    return dict(parts[0].union(*parts[1:], all=True)) if parts else {}


def _all_tasks(user: Any) -> Iterator[BoardTask]:
    yield from contest_tasks(user)
    yield from ecosystem_tasks(user)
    yield from training_tasks(user)
    if user.has_perm("portal.resend_outgoingmail"):
        yield board_task(
            "dead_mails",
            ngettext_lazy(
                "mail could not be delivered: correct the address or send again",
                "mails could not be delivered: correct the address or send again",
            ),
            OutgoingMail.objects.filter(state=MailState.DEAD),
            "portal_outgoingmail",
            f"state__exact={MailState.DEAD}",
        )
    yield from english_tasks(user)
    if user.has_perm("news.approve_article"):
        yield board_task(
            "articles",
            ngettext_lazy("article waits for approval", "articles wait for approval"),
            Article.objects.filter(state=ArticleState.IN_REVIEW),
            "news_article",
            f"state__exact={ArticleState.IN_REVIEW}",
        )
