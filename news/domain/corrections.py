"""Correction notes of published articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from news.enums import READABLE_STATES
from news.models import ArticleCorrection
from news.workflow import ARTICLE
from portal import audit
from portal.text import clean_text
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from news.models import Article


@transaction.atomic
def add_correction(article: Article, *, actor: Any, text: str) -> ArticleCorrection:
    """Tell readers what was corrected, dated today; the note stands at the article for good."""
    locked: Article = ARTICLE.lock(article)
    require(actor, "news.correct_article", locked)
    if locked.state not in READABLE_STATES:
        raise RefusedError(_("Only a published article is corrected; change the text itself."))
    words = clean_text(text).strip()
    if not words:
        raise RefusedError(_("Write what was corrected"))
    note = ArticleCorrection.objects.create(
        article=locked, text=words, created_by=None if actor is audit.SYSTEM else actor
    )
    audit.record(locked, "correct", actor=actor, reason=words)
    return note
