"""Known ways to smuggle a script into rich text: harmless wherever an article is shown."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from news.domain.previews import preview_path
from portal.richtext import TAGS, sanitise
from portal.roles import Role
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

# One a line; blanks that matter are written as in a string.
FILE = Path(__file__).with_name("hostile.txt")
VECTORS = [
    line.encode("latin-1", "backslashreplace").decode("unicode_escape")
    for line in FILE.read_text(encoding="utf-8").splitlines()
]
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "background", "xlink:href"}
SAFE = {"", "http", "https", "mailto", "tel"}
# Where pages of ours may get scripts from.
OURS = ("/static/", "/admin/jsi18n/")
CHUNK = 12


class Looker(HTMLParser):
    """Notes what could run; ``allowed`` are the only elements that may be there, if given."""

    def __init__(self, allowed=None):
        super().__init__()
        self.allowed = allowed
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if self.allowed is not None and tag not in self.allowed:
            self.found.append(tag)
        is_data = values.get("type") in {"application/json", "application/ld+json"}
        is_ours = is_data or (values.get("src") or "").startswith(OURS) or values.get("nonce")
        if tag == "script" and not is_ours:
            self.found.append("script")
        if tag in {"iframe", "object", "embed", "base", "applet", "math", "frameset"}:
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in values if name.startswith("on")]
        self.found += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if name in ADDRESSES and not is_safe(value or "")
        ]

    handle_startendtag = handle_starttag


def is_safe(address):
    """As a browser reads it: control characters and blanks around and within the scheme count for nothing."""
    bare = "".join(char for char in address if char > " ")
    return urlsplit(bare).scheme.lower() in SAFE and not bare.lower().startswith("javascript")


def risks(html, allowed=None):
    looker = Looker(allowed)
    looker.feed(html)
    looker.close()
    return looker.found


def test_the_table_is_long_and_every_row_of_it_is_another():
    assert len(VECTORS) >= 200
    assert len(set(VECTORS)) == len(VECTORS)


def test_most_rows_are_dangerous_to_begin_with():
    """A looker that sees nothing would prove nothing."""
    dangerous = [vector for vector in VECTORS if risks(vector, TAGS)]

    assert len(dangerous) >= 200


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_runs_is_left_and_cleaning_again_changes_nothing(vector):
    clean = sanitise(vector)

    assert risks(clean, TAGS) == []
    assert "style=" not in clean
    assert sanitise(clean) == clean


@pytest.fixture(params=range(0, len(VECTORS), CHUNK))
def hostile(db, request):
    """An article that is hostile in every field that somebody types."""
    rows = VECTORS[request.param : request.param + CHUNK]
    return ArticleFactory(
        state="published",
        title=rows[0][:200],
        lead=" ".join(rows),
        body="<p>Chữ</p>".join(rows),
        author_name=rows[1 % len(rows)][:150],
        source=rows[-1][:250],
    )


def test_the_page_the_lists_and_the_preview_run_nothing(client, hostile):
    for url in (hostile.get_absolute_url(), reverse("news:article_list"), reverse("site:home")):
        assert risks(client.get(url).content.decode()) == []

    type(hostile).objects.update(state="draft")
    page = client.get(preview_path(hostile))
    assert page.status_code == 200
    assert risks(page.content.decode()) == []


def test_the_feed_is_well_formed_and_its_texts_are_text(client, hostile):
    feed = ET.fromstring(client.get(reverse("news:feed")).content)  # noqa: S314 -- our own

    item = feed.find("channel/item")
    assert {child.tag for child in item} <= {
        "title", "link", "description", "guid", "pubDate", "category",
        "{http://www.w3.org/2005/Atom}updated",
    }  # fmt: skip
    assert all(len(child) == 0 for child in item)
    assert risks(item.findtext("description"), frozenset()) == []


def test_the_administration_runs_nothing(client, hostile):
    client.force_login(UserFactory(roles=[Role.PUBLISHER]))
    url = reverse("admin:news_article_change", args=[hostile.pk])

    for page in (url, reverse("admin:news_article_changelist")):
        assert risks(client.get(page).content.decode()) == []
