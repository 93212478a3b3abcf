"""What stands in a made paper, and whether it stays on its page."""

import io
import re
from pathlib import Path

from django.conf import settings
from docx import Document
from PIL import ImageFont
from pypdf import PdfReader
from pypdf._text_extraction import mult

_FONTS = Path(settings.BASE_DIR) / "contests" / "data" / "fonts"
_MM = 72 / 25.4


def squeezed(text):
    """Without blanks and line ends: where a line breaks is the page's business."""
    return re.sub(r"[\s\u200b\u00a0]+", "", text)


def text_of(content):
    """Everything that a PDF or a Word file says."""
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        return squeezed("".join(page.extract_text() for page in reader.pages))
    body = Document(io.BytesIO(content)).element.body
    return squeezed("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


def pages_of(content):
    return PdfReader(io.BytesIO(content)).pages


def outside_the_margins(content):
    """Runs of text that begin left of the left margin or end right of the right one."""
    found = []
    for page in pages_of(content):
        left, right = 30 * _MM - 1, float(page.mediabox.width) - 15 * _MM + 1

        def visit(text, cm, tm, font, size, left=left, right=right):
            said = text.strip()
            start = mult(tm, cm)
            end = start[4] + _width(said, font, size * abs(start[0]))
            if said and not (left <= start[4] and end <= right):
                found.append((said, start[4], end))

        page.extract_text(visitor_text=visit)
    return found


def _width(text, font, size):
    bold = "Bold" in str((font or {}).get("/BaseFont", ""))
    face = ImageFont.truetype(_FONTS / f"CongSerif-{'Bold' if bold else 'Regular'}.ttf", 1000)
    blanks = text.count(" ")
    # A justified line may squeeze its blanks to two thirds.
    wide = face.getlength(text.replace(" ", "")) + blanks * face.getlength(" ") * 2 / 3
    return wide * size / 1000
