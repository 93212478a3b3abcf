"""The pictures, files and films of an article: keeping them, and who gets a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from news.models import Article, ArticleRevision, Enclosure
from portal.files import (
    KIND_DOCX,
    KIND_IMAGE,
    KIND_PDF,
    KIND_PPTX,
    KIND_XLSX,
    MEGABYTE,
    drop_stored,
    store_upload,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.models import StoredFile

FILE_KINDS: Final = (KIND_PDF, KIND_DOCX, KIND_XLSX, KIND_PPTX, KIND_IMAGE)
MAX_BYTES: Final = 20 * MEGABYTE


def keep_file(enclosure: Enclosure, uploaded: Any, *, actor: Any) -> StoredFile:
    """Check an upload and make it the file of ``enclosure``, which the caller saves."""
    stored = store_upload(uploaded, kinds=FILE_KINDS, max_bytes=MAX_BYTES, uploaded_by=actor)
    enclosure.stored = stored
    return stored


def drop_file(stored: StoredFile) -> None:
    """Delete a file that no article names any more, and none of its revisions."""
    if not ArticleRevision.objects.filter(files=stored).exists():
        drop_stored(stored, unless_named_by=Enclosure)


def files_for(user: Any) -> QuerySet[Enclosure]:
    """The files of the articles that ``user`` may read."""
    readable = Article.objects.visible_to(user)
    rows = Enclosure.objects.filter(stored__isnull=False, article__in=readable)
    return rows.select_related("stored")
