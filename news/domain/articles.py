"""Review, approval, publication now or at a set time, and drafts that other apps ask for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from news.models import Article, Category
from news.workflow import ARTICLE
from portal.audit import SYSTEM
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS_CATEGORY = "cuoc-thi"


class PublicationTimeError(RefusedError):
    """The time asked for has already passed."""


class AltTextMissingError(RefusedError):
    """A picture says nothing to somebody who cannot see it."""


def submit_for_review(article: Article, *, actor: Any) -> Article:
    """Hand the draft to the approvers; refused while its picture lacks an alternative text."""
    if article.picture is not None and not article.picture.alt_text.strip():
        raise AltTextMissingError(_("Write the alternative text of the picture first"))
    return ARTICLE.apply(article, "submit_for_review", actor=actor)


def return_to_author(article: Article, *, actor: Any, reason: str) -> Article:
    """Give the article back with a reason; a set time is forgotten."""
    return ARTICLE.apply(
        article, "return_to_author", actor=actor, reason=reason, changes={"published_at": None}
    )


def approve(article: Article, *, actor: Any) -> Article:
    """Approve the words as they are, and keep who did."""
    return ARTICLE.apply(article, "approve", actor=actor, changes={"approved_by": actor})


def publish(article: Article, *, actor: Any, now: datetime | None = None) -> Article:
    """Show the article from now on."""
    return ARTICLE.apply(
        article, "publish", actor=actor, changes={"published_at": now or timezone.now()}
    )


def schedule(article: Article, *, actor: Any, published_at: datetime) -> Article:
    """Show the article from ``published_at`` on; raises PublicationTimeError for a time gone by."""
    if published_at <= timezone.now():
        raise PublicationTimeError(_("Choose a time in the future, or publish now"))
    return ARTICLE.apply(article, "schedule", actor=actor, changes={"published_at": published_at})


def archive(article: Article, *, actor: Any, reason: str) -> Article:
    """Take the article out of the lists; its page stays, with a banner."""
    return ARTICLE.apply(article, "archive", actor=actor, reason=reason)


def restore(article: Article, *, actor: Any, reason: str) -> Article:
    """Put an archived article back into the lists."""
    return ARTICLE.apply(article, "restore", actor=actor, reason=reason)


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


@transaction.atomic
def draft_results_article(
    *,
    origin: str,
    year: int,
    contest_title: str,
    round_name: str,
    decision_number: str,
    results_url: str,
    awards: Iterable[tuple[str, str, str]] = (),
    advanced_count: int = 0,
) -> Article:
    """Draft the news of published results, once per ``origin``; editors finish and approve it."""
    awards = list(awards)
    if awards:
        title = f"Kết quả {contest_title}"
        lead = f"{contest_title} đã có kết quả chung cuộc, được công nhận tại văn bản số {decision_number}, với {len(awards):02d} giải thưởng."
        rows = format_html_join(
            "", "<li>{}: {}{}</li>", ((p, t, f" – {a}" if a else "") for p, t, a in awards)
        )
        body = format_html(
            '<p>Danh sách dự án đạt giải:</p><ul>{}</ul><p>Xem bảng kết quả đầy đủ tại <a href="{}">trang kết quả</a>.</p>',
            rows,
            results_url,
        )
    else:
        title = f"Kết quả {round_name.lower()} {contest_title}"
        lead = f"{round_name} {contest_title} đã có kết quả theo văn bản số {decision_number}: {advanced_count:02d} hồ sơ vào vòng tiếp theo."
        body = format_html(
            '<p>Danh sách hồ sơ theo mã có tại <a href="{}">trang kết quả</a>.</p>', results_url
        )
    article, _created = Article.objects.get_or_create(
        origin=origin,
        defaults={
            "title": title[:200],
            "lead": lead,
            "body": body,
            "category": Category.objects.get(slug=RESULTS_CATEGORY),
            "contest_year": year,
            "author_name": "Tổ Thư ký cuộc thi",
        },
    )
    return article
