"""Work that takes longer than a request: what was asked, how far it is, what came out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


OPEN_JOB_STATES = frozenset({JobState.QUEUED, JobState.RUNNING})


class BackgroundJobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Own jobs, and those of the kinds whose permission ``user`` holds.

        Agrees with the permission ``portal.view_backgroundjob``.
        """
        if user.has_perm("portal.oversee_backgroundjob"):
            return self
        named = self.order_by().exclude(permission="").values_list("permission", flat=True)
        held = [name for name in named.distinct() if user.has_perm(name)]
        return self.filter(Q(requested_by=user) | Q(permission__in=held))


class BackgroundJob(models.Model):
    """One job. The row is the truth: a job whose message the broker lost is queued again.

    ``attempts`` is the number of the claim: a worker that was given up for lost cannot write over
    its successor. ``permission`` is what the result asks of its reader.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    params = models.JSONField(_("parameters"), default=dict)
    permission = models.CharField(_("permission"), max_length=100, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    progress = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps in all"), default=0)
    result = models.ForeignKey(
        "portal.StoredFile",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("result"),
    )
    error = models.TextField(_("error"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("requested by"),
    )
    created_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    # A running job that shows no life for long was lost with its worker.
    seen_alive_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = BackgroundJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="job_by_state")]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        """Whether it waits or runs."""
        return self.state in OPEN_JOB_STATES

    @property
    def percent(self):
        return min(100, self.progress * 100 // self.total) if self.total else 0
