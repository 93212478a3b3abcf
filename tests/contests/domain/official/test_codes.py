"""A blank sheet carries a picture of the address where exactly this sheet is typed in."""

from urllib.parse import urlsplit

import pytest
import segno
from django.conf import settings
from django.urls import resolve

from contests.domain.official import make_paper
from contests.domain.official.making import paper_values
from contests.domain.paper_sheets import find_by_code
from contests.enums import PaperFormat, PaperKind
from contests.models import Assignment
from tests.contests.paper_files import pictures_in, squeezed, text_of
from tests.contests.papers_world import approved_final
from tests.factories.portal import board_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """What was handed to the library that draws codes."""
    texts, make = [], segno.make

    def spy(text, **options):
        texts.append(text)
        return make(text, **options)

    monkeypatch.setattr(segno, "make", spy)
    return texts


def sheets_of(round_, kind, form):
    person = round_.panels.first().members.first().judge
    return make_paper(
        round_.contest, kind, form, actor=board_member(), round_=round_, judge=person
    ).content


@pytest.mark.parametrize("form", PaperFormat)
def test_every_blank_sheet_shows_a_code_of_its_own_address(form, drawn):
    round_ = approved_final(entries=2, judges=1, criteria=1, prizes=1)
    addresses = [
        f"{settings.SITE_URL}/phieu/P{assignment.pk:06d}/"
        for assignment in Assignment.objects.filter(entry__round=round_).order_by(
            "entry__running_order"
        )
    ]

    content = sheets_of(round_, PaperKind.BLANK_SHEETS, form)

    assert pictures_in(content) == 2
    assert drawn == addresses
    assert all(squeezed(address) in text_of(content) for address in addresses)


def test_the_address_of_a_code_finds_the_sheet_of_its_judge():
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)
    person = round_.panels.first().members.first().judge

    sheet = paper_values(PaperKind.BLANK_SHEETS, round_.contest, round_, person).sheets[0]

    found = resolve(urlsplit(sheet.qr).path)
    assert found.view_name == "contests:paper_code"
    assert find_by_code(found.kwargs["code"]) == Assignment.objects.get(judge=person)
    assert sheet.qr == sheet.address


@pytest.mark.parametrize("form", PaperFormat)
def test_a_filled_sheet_shows_none(form, drawn):
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)

    content = sheets_of(round_, PaperKind.FILLED_SHEETS, form)

    assert pictures_in(content) == 0
    assert drawn == []
