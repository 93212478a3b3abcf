"""Kinds and states of training."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RunState(models.TextChoices):
    """The life of a class; whether it is over is told by its time, not by its state."""

    DRAFT = "draft", pgettext_lazy("class", "Draft")
    PUBLISHED = "published", pgettext_lazy("class", "Published")
    CANCELLED = "cancelled", pgettext_lazy("class", "Cancelled")
