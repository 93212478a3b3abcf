"""Kinds and states of articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ArticleKind(models.TextChoices):
    NEWS = "news", pgettext_lazy("article", "News")
    ANNOUNCEMENT = "announcement", _("Announcement")
    KNOWLEDGE = "knowledge", _("Knowledge")
    EXPERIENCE = "experience", _("Shared experience")
    STORY = "story", _("Success story")


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", pgettext_lazy("article", "Published")
    ARCHIVED = "archived", _("Archived")


# The public path of a kind with a page of its own; success stories have theirs elsewhere.
KIND_PATHS = {
    "thong-bao": ArticleKind.ANNOUNCEMENT,
    "kien-thuc": ArticleKind.KNOWLEDGE,
    "kinh-nghiem": ArticleKind.EXPERIENCE,
}


class QuestionState(models.TextChoices):
    """A question from the public (hỏi đáp)."""

    RECEIVED = "received", pgettext_lazy("question", "Received")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    PUBLISHED = "published", pgettext_lazy("question", "Published")
    DECLINED = "declined", pgettext_lazy("question", "Not answered")


# Reachable by everybody: an archived page stays, with a banner (features.md §10).
READABLE_STATES = frozenset({ArticleState.PUBLISHED, ArticleState.ARCHIVED})


class BannerStage(models.TextChoices):
    """Where a banner of the home page stands at a moment; time and order decide, nobody writes it."""

    PLANNED = "planned", pgettext_lazy("banner", "Planned")
    SHOWN = "shown", pgettext_lazy("banner", "Shown")
    WAITING = "waiting", pgettext_lazy("banner", "Waits for a place")
    OVER = "over", pgettext_lazy("banner", "Over")
