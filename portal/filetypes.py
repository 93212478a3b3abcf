"""What a file is, by its bytes; and what must be true inside before it may be kept.

Sniffing names a type; the structure proves it. Office files are archives and pictures are
compressed: both are measured before anything of them is unpacked.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import puremagic
import pypdf
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

MAX_PIXELS = 60_000_000
MAX_SIDE = 4096
MAX_MEMBERS = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
# Beyond this many unpacked bytes, text that shrinks a hundred times over is a bomb, not a report.
RATIO_FREE = 20 * 1024 * 1024
MAX_RATIO = 100
MAX_CONTENT_TYPES = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SLIDES_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
# The bytes stand before the sniffer's own list: it reads further and guesses by score.
_PICTURES = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
}


class WrongTypeError(Exception):
    """Not a file of a type that is asked for."""


class LockedError(Exception):
    """The content is encrypted."""


class TooLargeInsideError(Exception):
    """Small outside, too large when unpacked."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that a form may ask for. ``clean`` proves its structure and returns the bytes to keep."""

    name: str
    labels: tuple[str, ...]
    extensions: tuple[str, ...]
    clean: Callable[[bytes], bytes] = field(compare=False, repr=False)

    @property
    def accept(self) -> str:
        """For the ``accept`` attribute of a file input."""
        return ",".join(f".{extension}" for extension in self.extensions)


@dataclass(frozen=True)
class Found:
    kind: Kind
    content_type: str
    extension: str


def detect(data: bytes, kinds: Collection[Kind]) -> Found:
    """Name what ``data`` is when it is one of ``kinds``; WrongTypeError or LockedError otherwise."""
    found = _named(data)
    if found is None or found.kind not in kinds:
        raise WrongTypeError
    return found


def _named(data: bytes) -> Found | None:
    if data.startswith(b"%PDF-"):
        return Found(KIND_PDF, "application/pdf", "pdf")
    if data.startswith(_OLE):
        # Word and PowerPoint wrap an encrypted file into the old container format.
        if _ENCRYPTED_PACKAGE in data:
            raise LockedError
        return None
    if data.startswith(b"PK\x03\x04"):
        return _detect_office(data)
    mime = _sniff(data)
    return next(
        (
            Found(KIND_IMAGE, content_type, extension)
            for content_type, extension in _PICTURES.values()
            if content_type == mime
        ),
        None,
    )


def _sniff(data: bytes) -> str:
    try:
        return str(puremagic.from_string(data[:4096], mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _detect_office(data: bytes) -> Found | None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if any(member.flag_bits & 0x1 for member in archive.infolist()):
            raise LockedError
    if "[Content_Types].xml" not in names:
        return None
    prefix = "application/vnd.openxmlformats-officedocument"
    if "word/document.xml" in names:
        return Found(KIND_DOCX, f"{prefix}.wordprocessingml.document", "docx")
    if "ppt/presentation.xml" in names:
        return Found(KIND_PPTX, f"{prefix}.presentationml.presentation", "pptx")
    if "xl/workbook.xml" in names:
        return Found(KIND_XLSX, f"{prefix}.spreadsheetml.sheet", "xlsx")
    return None


def _clean_pdf(data: bytes) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise LockedError
    if not len(reader.pages):
        raise ValueError("no pages")
    return data


def _clean_docx(data: bytes) -> bytes:
    _prove_office(data, _WORD_MAIN)
    return data


def _clean_xlsx(data: bytes) -> bytes:
    _prove_office(data, _SHEET_MAIN)
    return data


def _clean_pptx(data: bytes) -> bytes:
    _prove_office(data, _SLIDES_MAIN)
    return data


def _prove_office(data: bytes, main_type: bytes) -> None:
    """Measure the archive by its directory, then read the one small part that declares the type."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
            raise TooLargeInsideError
        if unpacked > RATIO_FREE and unpacked > MAX_RATIO * max(packed, 1):
            raise TooLargeInsideError
        if any(_escapes(member.filename) for member in members):
            raise ValueError("a member outside the archive")
        declared = _read_member(archive, "[Content_Types].xml")
    # Macro-enabled files and templates declare other types: they are not what was asked for.
    if main_type not in declared:
        raise WrongTypeError


def _escapes(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts


def _read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        content = member.read(MAX_CONTENT_TYPES + 1)
    if len(content) > MAX_CONTENT_TYPES:
        raise TooLargeInsideError
    return content


def clean_picture(data: bytes) -> bytes:
    """Re-encode a picture: upright, at most 4096 pixels a side, nothing kept but its colours."""
    with warnings.catch_warnings():
        # Our own limit below speaks first; Pillow's warning is the same news twice.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=list(_PICTURES)) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise TooLargeInsideError
                return _encode(opened)
        except Image.DecompressionBombError as error:
            raise TooLargeInsideError from error


def _encode(opened: Image.Image) -> bytes:
    kind, profile = opened.format or "", opened.info.get("icc_profile")
    opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
    picture = ImageOps.exif_transpose(opened)
    has_alpha = kind != "JPEG" and ("A" in picture.getbands() or "transparency" in picture.info)
    # A profile of another colour space would repaint what was converted.
    profile = profile if picture.mode in {"RGB", "RGBA"} else None
    picture = picture.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    picture.info.clear()
    options = {"quality": 88} if kind in {"JPEG", "WEBP"} else {"optimize": True}
    out = io.BytesIO()
    picture.save(out, kind, icc_profile=profile, **options)
    return out.getvalue()


KIND_PDF = Kind("pdf", ("PDF",), ("pdf",), _clean_pdf)
KIND_DOCX = Kind("docx", ("DOCX",), ("docx",), _clean_docx)
KIND_PPTX = Kind("pptx", ("PPTX",), ("pptx",), _clean_pptx)
KIND_XLSX = Kind("xlsx", ("XLSX",), ("xlsx",), _clean_xlsx)
KIND_IMAGE = Kind("image", ("JPEG", "PNG", "WebP"), ("jpg", "jpeg", "png", "webp"), clean_picture)
