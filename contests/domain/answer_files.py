"""Files that answer a question: one for each, replaced by the next, kept with what was submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from contests.domain.answers import lock_for_answers, touch
from contests.domain.attachments import KINDS, delete_stored, max_bytes
from contests.enums import AttachmentKind
from contests.models import Attachment
from portal.files import store_upload

if TYPE_CHECKING:
    from contests.models import Application, Question


@transaction.atomic
def answer_with_file(
    application: Application, question: Question, uploaded: Any, *, actor: Any
) -> Attachment:
    """Keep ``uploaded`` as the answer to ``question``, in place of the file before it.

    Raises ValidationError when the file may not be kept. The same bytes sent twice are kept once.
    These files have a place of their own: they do not count against the number of files.
    """
    locked = lock_for_answers(application, [question.pk], actor=actor)
    stored = store_upload(
        uploaded,
        kinds=KINDS[AttachmentKind.ANSWER],
        max_bytes=max_bytes(locked.contest, AttachmentKind.ANSWER),
        uploaded_by=actor,
    )
    twin = locked.attachments.filter(question=question, stored__sha256=stored.sha256).first()
    if twin is not None:
        delete_stored(stored)
        return twin
    _take_out(locked, question)
    attachment = Attachment.objects.create(
        application=locked, kind=AttachmentKind.ANSWER, question=question, stored=stored
    )
    touch(locked, actor=actor)
    return attachment


@transaction.atomic
def remove_answer_file(application: Application, question: Question, *, actor: Any) -> None:
    """Take the file that answers ``question`` out of the dossier; submitted versions keep its bytes."""
    locked = lock_for_answers(application, [question.pk], actor=actor)
    if _take_out(locked, question):
        touch(locked, actor=actor)


def _take_out(application: Application, question: Question) -> bool:
    found = list(application.attachments.select_related("stored").filter(question=question))
    for attachment in found:
        attachment.delete()
        # A dossier that was submitted once may have a version that names the file.
        if application.number is None:
            delete_stored(attachment.stored)
    return bool(found)
