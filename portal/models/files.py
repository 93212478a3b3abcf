"""Private uploads: what was stored, of which type, with which fingerprint."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField


def private_storage():
    return storages["private"]


def random_path(instance, filename):
    """A path that tells nothing of its content: two folders of a random name."""
    name = uuid.uuid4().hex
    suffix = PurePosixPath(filename).suffix.lower()[:8]
    return f"{name[:2]}/{name[2:4]}/{name}{suffix}"


class StoredFile(models.Model):
    """A file that only a permission-checking view hands out. Immutable once stored."""

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to=random_path, max_length=120
    )
    original_name = NfcCharField(_("name as uploaded"), max_length=150)
    content_type = models.CharField(_("type, by its bytes"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("stored at"), auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["-created_at"]

    def __str__(self):
        return self.original_name
