"""The files of a dossier: adding and removing them within the edition's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contests.domain.answers import lock_for_edit, touch
from contests.enums import AttachmentKind
from contests.models import Attachment
from portal.files import (
    KIND_DOCX,
    KIND_IMAGE,
    KIND_PDF,
    KIND_PPTX,
    MEGABYTE,
    Kind,
    store_upload,
)
from portal.models import StoredFile

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from contests.models import Application, Contest

KINDS: dict[str, tuple[Kind, ...]] = {
    AttachmentKind.EXPLANATION: (KIND_PDF, KIND_DOCX),
    AttachmentKind.SLIDES: (KIND_PDF, KIND_PPTX),
    AttachmentKind.IMAGE: (KIND_IMAGE,),
    AttachmentKind.EVIDENCE: (KIND_PDF, KIND_DOCX, KIND_IMAGE),
    AttachmentKind.ANSWER: (KIND_PDF, KIND_DOCX, KIND_PPTX, KIND_IMAGE),
    AttachmentKind.SCAN: (KIND_PDF, KIND_IMAGE, KIND_DOCX),
}


def max_bytes(contest: Contest, kind: str) -> int:
    """Return how large a file of this kind may be in this edition."""
    megabytes = contest.max_image_mb if kind == AttachmentKind.IMAGE else contest.max_document_mb
    return megabytes * MEGABYTE


def own_files(application: Application) -> QuerySet[Attachment]:
    """Return the files of the dossier; the office's scan of the paper is none of them."""
    return application.attachments.exclude(kind=AttachmentKind.SCAN)


def counted_files(application: Application) -> QuerySet[Attachment]:
    """Return what counts against the edition's number.

    The file of a question has its own place; guardians' forms, which the law asks for, take none.
    """
    return own_files(application).exclude(kind__in=[AttachmentKind.ANSWER, AttachmentKind.GUARDIAN])


@transaction.atomic
def attach_file(
    application: Application, uploaded: Any, *, actor: Any, kind: str, caption: str = ""
) -> Attachment:
    """Keep ``uploaded`` with the dossier.

    Raises ValidationError when the file may not be kept or the dossier has its full number. The
    same bytes sent twice (a double click) are kept once.
    """
    locked = lock_for_edit(application, actor=actor)
    if counted_files(locked).count() >= locked.contest.max_files:
        raise ValidationError(
            _("The application has %(limit)d files already, as many as allowed. Remove one first")
            % {"limit": locked.contest.max_files},
            code="count",
        )
    stored = store_upload(
        uploaded, kinds=KINDS[kind], max_bytes=max_bytes(locked.contest, kind), uploaded_by=actor
    )
    twin = locked.attachments.filter(kind=kind, stored__sha256=stored.sha256).first()
    if twin is not None:
        delete_stored(stored)
        return twin
    attachment = Attachment.objects.create(
        application=locked, kind=kind, stored=stored, caption=caption
    )
    touch(locked, actor=actor)
    return attachment


@transaction.atomic
def remove_file(application: Application, attachment_id: int, *, actor: Any) -> None:
    """Take a file out of the dossier; its bytes stay while a submitted version names them."""
    locked = lock_for_edit(application, actor=actor)
    attachment = own_files(locked).select_related("stored").filter(pk=attachment_id).first()
    if attachment is None:
        return
    stored = attachment.stored
    attachment.delete()
    if locked.number is None:
        delete_stored(stored)
    touch(locked, actor=actor)


def delete_stored(stored: StoredFile) -> None:
    """Delete the row now and the bytes once that is committed."""
    storage, name = stored.file.storage, str(stored.file.name)
    stored.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)
