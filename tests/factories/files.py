"""Small real files, made in memory, and stored ones."""

import io
import zipfile

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image
from pypdf import PdfWriter

from portal.models import StoredFile

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def pdf_bytes(*, password=None):
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zip_bytes(members, *, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def office_bytes(main_type, main_part, **more):
    types = f'<?xml version="1.0"?><Types><Override PartName="/{main_part}" ContentType="{main_type}"/></Types>'
    return zip_bytes({"[Content_Types].xml": types, main_part: "<xml/>", **more})


def docx_bytes(**more):
    return office_bytes(WORD_MAIN, "word/document.xml", **more)


def pptx_bytes(**more):
    return office_bytes(SLIDES_MAIN, "ppt/presentation.xml", **more)


def picture_bytes(kind="PNG", size=(40, 30), mode="RGB", **save_options):
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(out, kind, **save_options)
    return out.getvalue()


def upload(content, name="tep.pdf"):
    return SimpleUploadedFile(name, content)


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = StoredFile

    file = factory.LazyFunction(lambda: ContentFile(pdf_bytes(), name="thuyet-minh.pdf"))
    original_name = "Thuyết minh.pdf"
    content_type = "application/pdf"
    size = factory.LazyAttribute(lambda stored: stored.file.size)
    sha256 = "0" * 64
