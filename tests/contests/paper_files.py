"""What stands in a made paper, and whether it stays on its page."""

import io
import json
import re
from pathlib import Path

import typst
from django.conf import settings
from docx import Document
from PIL import Image, ImageOps
from pypdf import PdfReader

from contests.domain.official.layouts import laid_out

_TEMPLATE = Path(settings.BASE_DIR) / "templates/contests/papers/official/official.typ"
# One pixel is a point at 72 to the inch.
_MM = 72 / 25.4
_MARGINS = {"left": 30 * _MM, "right": 15 * _MM, "bottom": 20 * _MM}
# A line on the margin is half outside, and its edge is smoothed.
_TOLERANCE = 2
_WHITE = 250


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


def pictures_of(paper):
    """The pages of a filled layout as pictures, in the faces that typst embeds: no machine differs."""
    made = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        ignore_system_fonts=True,
        format="png",
        ppi=72,
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
    )
    return [Image.open(io.BytesIO(page)) for page in (made if isinstance(made, list) else [made])]


def ink_outside(picture):
    """The margins of a page that something reaches into; the top one holds the page number."""
    grey = ImageOps.invert(picture.convert("RGB").convert("L")).point(
        lambda dark: 255 if dark > 255 - _WHITE else 0
    )
    ink = grey.getbbox()
    if ink is None:
        return []
    free = {
        "left": ink[0],
        "right": picture.width - ink[2],
        "bottom": picture.height - ink[3],
    }
    return [side for side, room in free.items() if room < _MARGINS[side] - _TOLERANCE]


def outside_the_margins(kind, values):
    """Pages of a paper, by their number, with the margins that something reaches into."""
    pages = enumerate(pictures_of(laid_out(kind, values)), start=1)
    return [(number, sides) for number, page in pages if (sides := ink_outside(page))]


def pictures_in(content):
    """How many pictures a PDF or a Word file shows."""
    if content.startswith(b"%PDF"):
        return sum(len(page.images) for page in pages_of(content))
    return len(Document(io.BytesIO(content)).inline_shapes)
