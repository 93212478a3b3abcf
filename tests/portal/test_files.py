"""Uploads: what is kept, under which name, and what is refused with which words."""

import hashlib
import io
import os
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from portal import files, filetypes
from portal.files import (
    KIND_DOCX,
    KIND_IMAGE,
    KIND_PDF,
    KIND_PPTX,
    check_upload,
    clean_name,
    store_upload,
)
from portal.models import StoredFile
from tests.factories.files import (
    docx_bytes,
    office_bytes,
    pdf_bytes,
    picture_bytes,
    pptx_bytes,
    upload,
    zip_bytes,
)
from tests.factories.portal import UserFactory

ALL = (KIND_PDF, KIND_DOCX, KIND_PPTX, KIND_IMAGE)
MB = 1024 * 1024


def check(content, name="tep.pdf", *, kinds=ALL, max_bytes=MB):
    return check_upload(upload(content, name), kinds=kinds, max_bytes=max_bytes)


def refusal(content, name="tep.pdf", **kwargs):
    with pytest.raises(ValidationError) as error:
        check(content, name, **kwargs)
    return error.value.code


@pytest.mark.parametrize(
    ("content", "kind", "content_type"),
    [
        (pdf_bytes(), KIND_PDF, "application/pdf"),
        (
            docx_bytes(),
            KIND_DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            pptx_bytes(),
            KIND_PPTX,
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (picture_bytes("JPEG"), KIND_IMAGE, "image/jpeg"),
        (picture_bytes("PNG"), KIND_IMAGE, "image/png"),
        (picture_bytes("WEBP"), KIND_IMAGE, "image/webp"),
    ],
)
def test_a_file_is_typed_by_its_bytes_whatever_its_name(content, kind, content_type):
    checked = check(content, "khong-noi-gi.exe")

    assert checked.kind == kind
    assert checked.content_type == content_type
    assert checked.name == f"khong-noi-gi.{checked.kind.extensions[0]}" or kind is KIND_IMAGE


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 an executable",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"plain words",
        b"\x00" * 600,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"WordDocument" * 60,
        zip_bytes({"anything.txt": "x"}),
        zip_bytes({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x"}),
        office_bytes("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"),
        office_bytes(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "word/document.xml",
        ),
    ],
)
def test_a_file_of_another_type_is_refused(content):
    assert refusal(content) == "type"


def test_a_kind_that_is_not_asked_for_is_refused():
    assert refusal(picture_bytes(), kinds=(KIND_PDF, KIND_DOCX)) == "type"
    assert refusal(pdf_bytes(), kinds=(KIND_IMAGE,)) == "type"


def test_the_refusal_names_the_types_asked_for():
    def words(*kinds):
        with pytest.raises(ValidationError) as error:
            check(b"words", kinds=kinds)
        return error.value.message

    assert "PDF" in words(KIND_PDF)
    assert "PDF" in words(KIND_DOCX, KIND_PDF)
    assert "DOCX" in words(KIND_DOCX, KIND_PDF)
    assert "JPEG, PNG" in words(KIND_IMAGE)


def test_an_empty_file_is_refused():
    assert refusal(b"") == "empty"


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not():
    content = pdf_bytes()

    assert refusal(content, max_bytes=len(content) - 1) == "size"
    assert check(content, max_bytes=len(content)).content == content


def test_an_upload_that_cannot_be_read_is_refused():
    broken = upload(pdf_bytes())
    broken.close()

    with pytest.raises(ValidationError) as error:
        check_upload(broken, kinds=ALL, max_bytes=MB)

    assert error.value.code == "failed"


def encrypted_zip():
    content = bytearray(docx_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        pdf_bytes(password="bí mật"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 600
        + "EncryptedPackage".encode("utf-16-le"),
        encrypted_zip(),
    ],
    ids=["pdf", "office container", "office archive"],
)
def test_a_file_locked_with_a_password_is_refused(content):
    assert refusal(content) == "locked"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nnothing of a document",
        pdf_bytes()[:200],
        docx_bytes()[:-60],
        b"PK\x03\x04" + b"\x00" * 100,
        docx_bytes(**{"../../evil.xml": "x"}),
        docx_bytes(**{"/etc/evil.xml": "x"}),
        docx_bytes(**{"..\\evil.xml": "x"}),
        picture_bytes("JPEG", size=(400, 300))[:500],
        picture_bytes("PNG")[:40],
    ],
)
def test_a_broken_or_hostile_file_is_refused(content):
    assert refusal(content) in {"unreadable", "type"}


def test_an_archive_that_grows_a_hundred_times_over_is_refused():
    assert refusal(docx_bytes(**{"word/media/zeros.bin": b"\x00" * (30 * MB)})) == "bomb"


def test_an_archive_that_is_too_large_inside_is_refused(monkeypatch):
    monkeypatch.setattr(filetypes, "MAX_UNPACKED", 1000)

    assert refusal(docx_bytes(**{"word/media/noise.bin": os.urandom(2000)})) == "bomb"


def test_an_archive_of_too_many_members_is_refused(monkeypatch):
    monkeypatch.setattr(filetypes, "MAX_MEMBERS", 10)

    assert refusal(docx_bytes(**{f"word/{n}.xml": "x" for n in range(10)})) == "bomb"


def test_a_huge_declaration_of_types_is_not_unpacked():
    content = zip_bytes({"[Content_Types].xml": b" " * (2 * MB), "word/document.xml": "x"})

    assert refusal(content) == "bomb"


def test_an_ordinary_report_with_pictures_passes():
    content = docx_bytes(
        **{"word/media/image1.jpeg": os.urandom(200_000), "word/styles.xml": "<w/>" * 5000}
    )

    assert check(content).content == content


def png_claiming(width, height):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"IDAT", zlib.compress(b"\x00" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 60_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(size):
    assert refusal(png_claiming(*size)) == "bomb"


def jpeg_from_a_camera():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned right
    exif[0x010F] = "Máy ảnh của Lan"
    exif.get_ifd(0x8825)[1] = "N"
    return picture_bytes("JPEG", size=(40, 30), exif=exif, comment=b"at home")


def test_a_photo_comes_back_upright_and_without_what_the_camera_wrote():
    checked = check(jpeg_from_a_camera(), "anh.jpeg")

    kept = Image.open(io.BytesIO(checked.content))
    assert kept.size == (30, 40)
    assert not kept.getexif()
    assert "comment" not in kept.info
    assert b"Lan" not in checked.content
    assert checked.name == "anh.jpg"


@pytest.mark.parametrize(
    ("kind", "mode", "kept_mode"),
    [
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "P", "RGB"),
        ("PNG", "L", "RGB"),
        ("JPEG", "CMYK", "RGB"),
        ("WEBP", "RGBA", "RGBA"),
    ],
)
def test_a_picture_of_any_mode_is_kept_as_pages_can_show_it(kind, mode, kept_mode):
    checked = check(picture_bytes(kind, mode=mode))

    kept = Image.open(io.BytesIO(checked.content))
    assert kept.format == kind
    assert kept.mode == kept_mode


def test_a_very_large_picture_is_made_smaller():
    checked = check(picture_bytes("PNG", size=(5000, 1000)))

    assert Image.open(io.BytesIO(checked.content)).size == (4096, 819)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Thuyết minh dự án.pdf", "Thuyết minh dự án.pdf"),
        ("Thuyết minh".encode().decode() + ".PDF", "Thuyết minh.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Lan\\Kế hoạch.docx", "Kế hoạch.pdf"),
        ("hóa\u202efdp.exe", "hóafdp.pdf"),
        ("a\x00b\u200d.pdf", "ab.pdf"),
        ("thu.pdf.exe", "thu.pdf"),
        ('x<y>"z|?.pdf', "xyz.pdf"),
        ("two\r\nlines.pdf", "two lines.pdf"),
        ("Phiên bản v1.2", "Phiên bản v1.2.pdf"),
        (".htaccess", "file.pdf"),
        ("....", "file.pdf"),
        ("", "file.pdf"),
        ("/", "file.pdf"),
        ("\ud800tam.pdf", "tam.pdf"),
    ],
)
def test_a_name_is_made_safe_to_show(name, shown):
    cleaned = clean_name(name, extension="pdf")

    assert cleaned == shown or (shown == "file.pdf" and cleaned.endswith(".pdf"))


def test_a_name_of_three_hundred_letters_is_cut_and_keeps_its_extension():
    cleaned = clean_name("ộ" * 300 + ".pdf", extension="pdf")

    assert len(cleaned) == files.MAX_NAME
    assert cleaned.endswith("ộ.pdf")


@given(st.text(max_size=400))
def test_any_name_becomes_one_safe_line(name):
    cleaned = clean_name(name, extension="pdf")

    assert cleaned.endswith(".pdf")
    assert len(cleaned) <= files.MAX_NAME
    assert not set(cleaned) & set('/\\\x00\n\r<>:"|?*\u202e')


PREFIXES = st.sampled_from(
    [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    ]
)


@given(PREFIXES, st.binary(max_size=300))
def test_random_bytes_are_refused_and_nothing_else_happens(prefix, rest):
    with pytest.raises(ValidationError):
        check(prefix + rest)


@pytest.mark.django_db
def test_a_file_is_kept_under_a_random_name_with_its_fingerprint(settings):
    user = UserFactory()
    content = pdf_bytes()

    stored = store_upload(
        upload(content, "../Thuyết minh.pdf"), kinds=(KIND_PDF,), max_bytes=MB, uploaded_by=user
    )

    assert stored.original_name == "Thuyết minh.pdf"
    assert stored.content_type == "application/pdf"
    assert stored.size == len(content)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.uploaded_by == user
    assert stored.file.path.startswith(str(settings.PRIVATE_ROOT))
    assert "huy" not in stored.file.name
    assert stored.file.read() == content


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing_behind():
    with pytest.raises(ValidationError):
        store_upload(upload(b"words"), kinds=ALL, max_bytes=MB, uploaded_by=None)

    assert not StoredFile.objects.exists()


def says_clean(file):
    return b"%PDF" in file.read()


def says_infected(file):
    return not file.read()


def is_away(file):
    raise ConnectionRefusedError


@pytest.mark.parametrize(
    ("scanner", "code"),
    [("says_infected", "malware"), ("is_away", "failed"), ("missing", "failed")],
)
def test_a_scanner_that_does_not_say_clean_refuses_the_file(settings, scanner, code):
    settings.UPLOAD_SCANNER = f"{__name__}.{scanner}"

    assert refusal(pdf_bytes()) == code


def test_a_scanner_that_says_clean_lets_the_file_pass(settings):
    settings.UPLOAD_SCANNER = f"{__name__}.says_clean"

    assert check(pdf_bytes()).kind == KIND_PDF


def test_a_form_can_say_which_extensions_it_takes():
    assert KIND_IMAGE.accept == ".jpg,.jpeg,.png,.webp"


def test_the_archive_helper_makes_real_archives():
    assert zipfile.is_zipfile(io.BytesIO(docx_bytes()))
