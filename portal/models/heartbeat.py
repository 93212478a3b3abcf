"""When a background process was last seen alive."""

from django.db import models


class Heartbeat(models.Model):
    """One row per process that must not fall silent; the health page reads its age."""

    name = models.CharField(max_length=40, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}: {self.seen_at}"
