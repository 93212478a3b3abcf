"""Every page speaks one language: Vietnamese, or English below /en/ and to staff who chose it.

What people wrote is Vietnamese everywhere.
"""

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin

from portal.languages import MARK
from tests.architecture import world
from tests.architecture.languages import rows, words
from tests.architecture.languages.content import Content
from tests.architecture.languages.crawl import Crawl
from tests.architecture.languages.pages import read
from tests.factories.ecosystem import RoomFactory

pytestmark = pytest.mark.django_db


def english_in(pages, content):
    """Texts of Vietnamese pages that are English, with the pages that show them."""
    return found_in(
        pages,
        lambda text: (
            text.language != "en"
            and text.words not in content
            and (text.words in words.english() or words.sounds_english(text.words))
        ),
    )


def vietnamese_in(pages, content):
    """Texts of ours on English pages that are Vietnamese, with the pages that show them."""

    def is_vietnamese(text):
        if text.words in content:
            return False
        ours = content.taken_out_of(words.without_numbers(text.words))
        return words.sounds_vietnamese(ours) or ours in words.vietnamese()

    return found_in(pages, is_vietnamese)


def found_in(pages, is_wrong):
    verdicts, found = {}, {}
    for name, source in pages:
        for text in read(source) if source else ():
            if text not in verdicts:
                verdicts[text] = is_wrong(text)
            if verdicts[text]:
                found.setdefault(text.words, []).append(name)
    return found


def test_the_site_speaks_vietnamese():
    crawl = Crawl(world.build())
    pages = list(crawl.site())

    assert english_in(pages, Content()) == {}


def test_the_administration_speaks_vietnamese():
    built = world.build()
    rows.fill(built)
    without_form = [m._meta.label for m in admin.site._registry if not m._base_manager.exists()]
    pages = list(Crawl(built).administration())

    assert without_form == []
    assert english_in(pages, Content()) == {}


def test_the_administration_speaks_english_to_whoever_chose_it():
    built = world.build()
    rows.fill(built)
    pages = list(Crawl(built).administration("en"))

    assert vietnamese_in(pages, Content()) == {}


def test_the_site_speaks_english_below_its_prefix():
    crawl = Crawl(world.build())
    found = vietnamese_in(list(crawl.site("en")), Content())

    assert found == {}


# --- what finds it --------------------------------------------------------------------------------

PAGE = """
<html lang="vi"><body><h1>Quản trị</h1><p>{}</p><a lang="en" href="/en/">Change this page</a>
<code>select the rows</code><textarea>This is not ours</textarea></body></html>
"""


@pytest.mark.parametrize(
    "planted",
    [
        "Save and continue editing",
        "Select all 25 questions",
        "Run <strong>the selected</strong> action:",
        "Nobody ever marked this sentence for translation",
        '<input type="submit" value="Delete?">',
        '<img src="a.png" alt="Toggle navigation">',
        '<a href="/" title="Log out">Thoát</a>',
    ],
)
def test_english_on_a_vietnamese_page_is_found(planted):
    assert english_in([("x", PAGE.format(planted))], Content()) != {}


@pytest.mark.parametrize(
    "honest",
    ["Xóa", "Facebook", "cong.van@khoinghiep.test", "/admin/portal/user/add/", "Quay lại (Atom)"],
)
def test_vietnamese_names_and_addresses_are_no_english(honest):
    assert english_in([("x", PAGE.format(honest))], Content()) == {}


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("Lưu lại", 1),
        ("Search: Tìm kiếm", 1),
        ("Startup portal of Lạng Sơn", 0),
        ("Room: Phòng Hoa Đào", 0),
        ('<span lang="vi">Chính sách chung</span>', 1),
        ('<a lang="vi" href="/">Tiếng Việt</a>', 0),
    ],
)
def test_vietnamese_of_ours_on_an_english_page_is_found(planted, found):
    RoomFactory(name="Phòng Hoa Đào")
    page = f'<html lang="en"><body><p>{planted}</p></body></html>'

    assert len(vietnamese_in([("x", page)], Content())) == found


# --- mails ----------------------------------------------------------------------------------------

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# What templates say by themselves: no tags, no remarks.
NOT_SAID = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<style.*?</style>|<[^>]*>", re.DOTALL
)


def said(path):
    return [line for line in NOT_SAID.sub("\n", path.read_text()).splitlines() if line.strip()]


def test_mails_are_written_in_vietnamese():
    mails = [path for path in TEMPLATES.rglob("*") if path.parent.name == "mail" and path.is_file()]
    lines = {path: [line.strip() for line in said(path)] for path in mails}
    english = {
        (path.name, line)
        for path, found in lines.items()
        for line in found
        if line in words.english() or words.sounds_english(line)
    }

    assert mails
    assert english == set()


MAIL_MODULES = sorted(
    ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
    for path in Path(settings.BASE_DIR).glob("*/mails/*.py")
    if path.stem != "__init__"
)


@pytest.mark.parametrize("module", MAIL_MODULES)
def test_mails_are_worded_in_vietnamese_whatever_page_their_sender_has_open(module):
    """Dates, choices and addresses are written where a mail is made, before its wording is filled."""
    functions = [
        function
        for name, function in inspect.getmembers(import_module(module), inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module
    ]

    assert functions
    for function in functions:
        assert hasattr(function, MARK), function.__name__
        assert not inspect.isgeneratorfunction(inspect.unwrap(function)), function.__name__
