"""Uploads: what a file really is, whether it may be kept, and keeping it.

The bytes decide, never the name or the browser's claim. Hostile or broken files end in a
ValidationError whose words say what to do; no parser's exception reaches the reader.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import filetypes
from portal.filetypes import KIND_DOCX, KIND_IMAGE, KIND_PDF, KIND_PPTX, KIND_XLSX, Kind
from portal.models import StoredFile
from portal.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "KIND_DOCX",
    "KIND_IMAGE",
    "KIND_PDF",
    "KIND_PPTX",
    "KIND_XLSX",
    "CheckedFile",
    "Kind",
    "check_upload",
    "clean_name",
    "store_upload",
]

MEGABYTE = 1024 * 1024
MAX_NAME = 120

_UNSAFE_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f]')
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")

UNREADABLE = gettext_lazy(
    "The file cannot be read. Open it on your device, save it again and upload the new file"
)


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """An upload that may be kept: its kind, its bytes (pictures re-encoded) and a safe name."""

    kind: Kind
    content_type: str
    content: bytes
    name: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def check_upload(uploaded: Any, *, kinds: Collection[Kind], max_bytes: int) -> CheckedFile:
    """Return what ``uploaded`` is when it may be kept; raise ValidationError otherwise.

    In this order: size, content, type by its bytes, the structure of that type, malware.
    Pictures come back re-encoded, upright and without the data that cameras write into them.
    """
    data = _read(uploaded, max_bytes)
    try:
        found = filetypes.detect(data, kinds)
        content = found.kind.clean(data)
    except filetypes.LockedError as error:
        raise ValidationError(_("The file is locked with a password"), code="locked") from error
    except filetypes.WrongTypeError as error:
        raise ValidationError(_wrong_type(kinds), code="type") from error
    except filetypes.TooLargeInsideError as error:
        raise ValidationError(
            _("The content of the file is too large once opened"), code="bomb"
        ) from error
    except Exception as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
    _ask_scanner(data)
    return CheckedFile(
        kind=found.kind,
        content_type=found.content_type,
        content=content,
        name=clean_name(getattr(uploaded, "name", "") or "", extension=found.extension),
    )


def store_upload(
    uploaded: Any, *, kinds: Collection[Kind], max_bytes: int, uploaded_by: Any
) -> StoredFile:
    """Check ``uploaded`` and keep it in the private storage under a random name."""
    checked = check_upload(uploaded, kinds=kinds, max_bytes=max_bytes)
    return store_checked(checked, uploaded_by=uploaded_by)


def store_checked(checked: CheckedFile, *, uploaded_by: Any) -> StoredFile:
    """Keep a file that was checked before."""
    return StoredFile.objects.create(
        file=ContentFile(checked.content, name=checked.name),
        original_name=checked.name,
        content_type=checked.content_type,
        size=len(checked.content),
        sha256=checked.sha256,
        uploaded_by=uploaded_by,
    )


@transaction.atomic
def drop_stored(stored: StoredFile, *, unless_named_by: type[models.Model]) -> None:
    """Delete a file and, once that is committed, its bytes; kept while a row still names it."""
    if unless_named_by._default_manager.filter(stored=stored).exists():
        return
    storage, name = stored.file.storage, str(stored.file.name)
    stored.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def _read(uploaded: Any, max_bytes: int) -> bytes:
    try:
        uploaded.seek(0)
        data = uploaded.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise ValidationError(
            _("The file could not be uploaded, try again"), code="failed"
        ) from error
    if not data:
        raise ValidationError(_("The file has no content"), code="empty")
    if len(data) > max_bytes:
        raise ValidationError(
            _("The file must be smaller than %(size)s MB")
            % {"size": max(1, max_bytes // MEGABYTE)},
            code="size",
        )
    return bytes(data)


def _wrong_type(kinds: Collection[Kind]) -> str:
    labels = [
        label
        for kind in (KIND_PDF, KIND_DOCX, KIND_XLSX, KIND_PPTX, KIND_IMAGE)
        if kind in kinds
        for label in kind.labels
    ]
    if len(labels) == 1:
        return _("The file must be %(type)s") % {"type": labels[0]}
    return _("The file must be %(types)s or %(last)s") % {
        "types": ", ".join(labels[:-1]),
        "last": labels[-1],
    }


def _ask_scanner(data: bytes) -> None:
    """Ask the scanner that settings name, if any; without one nothing is scanned and nothing said.

    ``UPLOAD_SCANNER`` is the dotted path of a callable that takes a binary file and returns
    whether it is clean. A scanner that fails refuses the file: unknown is not clean.
    """
    if not settings.UPLOAD_SCANNER:
        return
    try:
        is_clean = import_string(settings.UPLOAD_SCANNER)(io.BytesIO(data))
    except Exception as error:
        raise ValidationError(
            _("The file could not be uploaded, try again"), code="failed"
        ) from error
    if not is_clean:
        raise ValidationError(_("The file contains malware"), code="malware")


def clean_name(name: str, *, extension: str) -> str:
    """Return a name that is safe to show and to offer: no path, no invisible marks, the true extension."""
    name = name.encode("utf-8", "ignore").decode().replace("\\", "/")
    base = PurePosixPath(name.replace("\x00", "")).name if name.strip("/") else ""
    visible = "".join(char for char in base if unicodedata.category(char) not in {"Cf", "Co", "Cn"})
    stem = _UNSAFE_IN_NAMES.sub("", clean_line(visible))
    stem = _SUFFIX.sub("", stem).removesuffix(f".{extension}").strip(" .")
    return f"{stem[: MAX_NAME - len(extension) - 1].rstrip(' .') or _('file')}.{extension}"
