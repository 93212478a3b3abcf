"""The pictures, files and films of an article: keeping them, and who gets a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from news.models import Article, ArticleRevision, Enclosure, RevisionFile
from news.workflow import ARTICLE
from portal import audit
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
from portal.models import StoredFile
from portal.text import clean_text
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    from django.db.models import QuerySet

FILE_KINDS: Final = (KIND_PDF, KIND_DOCX, KIND_XLSX, KIND_PPTX, KIND_IMAGE)
MAX_BYTES: Final = 20 * MEGABYTE
# Where a revision keeps what stands beside the text.
BESIDE: Final = "enclosures"


def keep_file(enclosure: Enclosure, uploaded: Any, *, actor: Any) -> StoredFile:
    """Check an upload and make it the file of ``enclosure``, which the caller saves."""
    stored = store_upload(uploaded, kinds=FILE_KINDS, max_bytes=MAX_BYTES, uploaded_by=actor)
    enclosure.stored = stored
    return stored


def drop_file(stored: StoredFile) -> None:
    """Delete a file that no article names any more, and none of its revisions."""
    if not ArticleRevision.objects.filter(files=stored).exists():
        drop_stored(stored, unless_named_by=Enclosure)


def kept_files(article: Article) -> QuerySet[StoredFile]:
    """Files that only revisions of the article still name: no longer beside it, and handed to nobody."""
    named = RevisionFile.objects.filter(revision__article=article).values("stored")
    beside = Enclosure.objects.filter(stored__isnull=False).values("stored")
    return StoredFile.objects.filter(pk__in=named).exclude(pk__in=beside)


@transaction.atomic
def erase_file(article: Article, *, stored: StoredFile, reason: str, actor: Any) -> None:
    """Erase a file that should never have been there, from the revisions of the article too.

    For what nobody may keep, such as personal data handed out by mistake (Law 91/2025/QH15).
    A revision that named it says that it was erased and cannot bring it back.
    """
    locked: Article = ARTICLE.lock(article)
    require(actor, "news.publish_article", locked)
    if not (reason := clean_text(reason).strip()):
        raise ReasonMissingError(_("Enter why the file is erased: it is kept in the log"))
    if not kept_files(locked).filter(pk=stored.pk).exists():
        raise RefusedError(_("The file stands beside an article: take it off there first."))
    for revision in locked.revisions.filter(files=stored):
        for row in revision.content[BESIDE]:
            if row["stored"] == stored.pk:
                # Marked and not only nameless: another article may keep the file itself.
                row |= {"file": "", "erased": True}
        revision.save(update_fields=["content"])
    RevisionFile.objects.filter(revision__article=locked, stored=stored).delete()
    audit.record(locked, "erase_file", actor=actor, reason=reason, sha256=stored.sha256)
    drop_file(stored)


def files_for(user: Any) -> QuerySet[Enclosure]:
    """The files of the articles that ``user`` may read."""
    readable = Article.objects.visible_to(user)
    rows = Enclosure.objects.filter(stored__isnull=False, article__in=readable)
    return rows.select_related("stored")
