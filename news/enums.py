"""Kinds and states of articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleKind(models.TextChoices):
    NEWS = "news", _("News")
    KNOWLEDGE = "knowledge", _("Knowledge")
    EXPERIENCE = "experience", _("Shared experience")
    SUCCESS_STORY = "success_story", _("Success story")
    ANNOUNCEMENT = "announcement", _("Announcement")


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


# Editors write here; afterwards the text is what a second person has read.
WRITABLE_STATES = frozenset({ArticleState.DRAFT})
# Nothing published is ever deleted: an archived article stays readable under a banner.
PUBLIC_STATES = frozenset({ArticleState.PUBLISHED, ArticleState.ARCHIVED})
