"""The measure of margins finds what leaves them: a measure that cannot fail proves nothing."""

import pytest
from PIL import Image, ImageDraw

from contests.domain.official.demo import demo_values
from contests.domain.official.layouts import laid_out
from contests.enums import PaperKind
from tests.contests.paper_files import ink_outside, pictures_of

# A4 at 72 pixels to the inch; margins of 85, 43 and 57 pixels.
SIZE = (595, 842)
INSIDE = (90, 60, 545, 780)


@pytest.mark.parametrize(
    ("place", "sides"),
    [
        (INSIDE, []),
        ((80, 100, 100, 110), ["left"]),
        ((500, 100, 560, 110), ["right"]),
        ((100, 700, 110, 800), ["bottom"]),
        ((0, 100, 594, 841), ["left", "right", "bottom"]),
    ],
)
def test_ink_in_a_margin_is_found_on_its_side(place, sides):
    page = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(page).rectangle(place, fill="black")

    assert ink_outside(page) == sides


def test_an_empty_page_leaves_nothing_outside():
    assert ink_outside(Image.new("RGB", SIZE, "white")) == []


def test_a_word_that_cannot_break_leaves_the_paper_and_is_found():
    paper = laid_out(PaperKind.VALID_LIST, demo_values(PaperKind.VALID_LIST))
    assert [ink_outside(page) for page in pictures_of(paper)] == [[]]

    paper["blocks"].append({"kind": "text", "look": "plain", "text": "Hoahoilangson" * 12})

    assert [ink_outside(page) for page in pictures_of(paper)] == [["right"]]


def test_a_centred_cell_that_leaves_its_column_to_the_left_is_found():
    paper = laid_out(PaperKind.VALID_LIST, demo_values(PaperKind.VALID_LIST))
    table = next(block for block in paper["blocks"] if block["kind"] == "table")
    table["rows"][0][0] = "Hoahoilangson" * 12

    assert [ink_outside(page) for page in pictures_of(paper)] == [["left"]]
