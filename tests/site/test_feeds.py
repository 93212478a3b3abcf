"""RSS 2.0 and Atom (RFC 4287) of every section: what the two forms ask for, and the same entries in both."""

import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.contests import ContestFactory, DecisionFactory, RoundFactory
from tests.factories.ecosystem import OpenEventFactory, PolicyDocumentFactory
from tests.factories.news import ArticleFactory, ReaderQuestionFactory
from tests.factories.training import OpenRunFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = 'Chợ & "đêm" <script>alert(1)</script> ]]>'


def article(**fields):
    return ArticleFactory(state="published", title=HOSTILE, lead=HOSTILE, **fields)


SECTIONS = {
    "news:feed": (article, []),
    "news:category_feed": (article, ["cuoc-thi"]),
    "news:story_feed": (lambda: article(kind="story"), []),
    "news:question_feed": (
        lambda: ReaderQuestionFactory(state="published", title=HOSTILE, answer=HOSTILE),
        [],
    ),
    "ecosystem:document_feed": (lambda: PolicyDocumentFactory(subject=HOSTILE), []),
    "ecosystem:event_entries": (lambda: OpenEventFactory(title=HOSTILE, venue=HOSTILE), []),
    "training:feed": (lambda: OpenRunFactory(name=HOSTILE, venue=HOSTILE, sessions=1), []),
    "contests:feed": (
        lambda: RoundFactory(
            name=HOSTILE,
            contest=ContestFactory(title=HOSTILE),
            state="published",
            published_at=timezone.now(),
            decision=DecisionFactory(),
        ),
        [],
    ),
}
EACH = pytest.mark.parametrize("name", SECTIONS)


def read(client, name):
    """The feed ``name`` as XML; what is not well-formed raises."""
    section = name.removesuffix("_atom")
    response = client.get(reverse(name, args=SECTIONS[section][1]))
    kind = "atom" if name.endswith("_atom") else "rss"
    assert response["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314 -- our own


def only(parent, tag):
    """The text of the one child ``tag``, which says something."""
    (child,) = parent.findall(tag)
    assert child.text.strip()
    return child.text


def is_whole(address):
    return urlsplit(address).scheme in {"http", "https"} and bool(urlsplit(address).netloc)


def moment(text):
    """A date of RFC 3339, which names its zone."""
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found


@EACH
def test_the_rss_is_what_its_description_asks_for(client, name):
    SECTIONS[name][0]()

    feed = read(client, name)

    assert (feed.tag, feed.get("version")) == ("rss", "2.0")
    (channel,) = feed.findall("channel")
    assert only(channel, "title")
    assert only(channel, "description")
    assert only(channel, "language") == "vi"
    assert is_whole(only(channel, "link"))
    own = channel.find(f"{ATOM}link")
    assert (own.get("rel"), is_whole(own.get("href"))) == ("self", True)
    items = channel.findall("item")
    assert items
    for item in items:
        assert is_whole(only(item, "link"))
        assert only(item, "title")
        only(item, "guid")
        for date in item.findall("pubDate"):
            assert parsedate_to_datetime(date.text).tzinfo is not None
    assert len({only(item, "guid") for item in items}) == len(items)


@EACH
def test_the_atom_is_what_rfc_4287_asks_for(client, name):
    SECTIONS[name][0]()

    feed = read(client, f"{name}_atom")

    assert feed.tag == f"{ATOM}feed"
    assert only(feed, f"{ATOM}title")
    assert is_whole(only(feed, f"{ATOM}id"))
    assert only(feed.find(f"{ATOM}author"), f"{ATOM}name").startswith("Sở Khoa học")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert set(links) == {"alternate", "self"}
    assert links["self"].endswith("atom.xml")
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    changed = [moment(only(entry, f"{ATOM}updated")) for entry in entries]
    assert moment(only(feed, f"{ATOM}updated")) >= max(changed)
    for entry in entries:
        (link,) = entry.findall(f"{ATOM}link")
        assert (link.get("rel"), is_whole(link.get("href"))) == ("alternate", True)
        assert only(entry, f"{ATOM}title")
        for published in entry.findall(f"{ATOM}published"):
            moment(published.text)
    assert len({only(entry, f"{ATOM}id") for entry in entries}) == len(entries)


@EACH
def test_both_forms_hold_the_same_and_words_stay_words(client, name):
    SECTIONS[name][0]()
    SECTIONS[name][0]()

    rss = [
        (only(item, "title"), only(item, "link"), item.findtext("description"))
        for item in read(client, name).iter("item")
    ]
    atom = [
        (
            only(entry, f"{ATOM}title"),
            entry.find(f"{ATOM}link").get("href"),
            entry.findtext(f"{ATOM}summary"),
        )
        for entry in read(client, f"{name}_atom").iter(f"{ATOM}entry")
    ]

    assert rss == atom
    assert len({link for _title, link, _text in rss}) == len(rss)
    text = " ".join(part for title, _link, body in rss for part in (title, body or ""))
    assert "Chợ" in text
    # A description is HTML to readers of feeds: there the tag must be told as text.
    assert all("<script" not in (body or "") for *_rest, body in rss)


@EACH
def test_a_feed_costs_the_same_for_one_and_three(client, name, django_assert_max_num_queries):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            SECTIONS[name][0]()
        with django_assert_max_num_queries(6) as queries:
            read(client, name)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def titles(client, name):
    return [only(item, "title") for item in read(client, name).iter("item")]


def test_nothing_is_in_a_feed_before_everybody_may_read_it(client):
    soon = timezone.now() + timedelta(minutes=1)
    ArticleFactory(state="draft")
    ArticleFactory(state="scheduled", published_at=soon)
    ReaderQuestionFactory(state="received")
    OpenEventFactory(state="draft")
    OpenRunFactory(state="draft", sessions=1)
    ContestFactory(opens_at=soon)
    ContestFactory(state="draft")
    RoundFactory(
        contest=ContestFactory(opens_at=soon), state="approved", decision=DecisionFactory()
    )

    for name in SECTIONS:
        if name not in {"ecosystem:document_feed", "news:category_feed"}:
            assert titles(client, name) == []


def test_a_category_has_its_own_articles_only(client):
    article()
    ArticleFactory(state="published", title="Nơi khác", category__slug="khac", category__name="K")

    assert titles(client, "news:category_feed") == [HOSTILE]
    assert client.get(reverse("news:category_feed", args=["khong-co"])).status_code == 404


def test_a_cancelled_event_and_class_say_so(client):
    OpenEventFactory(title="Ngày hội", state="cancelled")
    OpenRunFactory(name="Lớp", state="cancelled", sessions=1)

    assert titles(client, "ecosystem:event_entries") == ["Ngày hội (đã hủy)"]
    assert titles(client, "training:feed")[0].endswith("(đã hủy)")


@EACH
def test_the_page_of_the_section_names_both_forms(client, name):
    page = {
        "news:category_feed": "news:category",
        "news:feed": "news:article_list",
        "news:story_feed": "news:story_list",
        "news:question_feed": "news:question_list",
        "ecosystem:document_feed": "ecosystem:document_list",
        "ecosystem:event_entries": "ecosystem:event_list",
        "training:feed": "training:overview",
        "contests:feed": "contests:contest_list",
    }[name]
    SECTIONS[name][0]()

    html = client.get(reverse(page, args=SECTIONS[name][1])).content.decode()

    for form, kind in ((name, "rss"), (f"{name}_atom", "atom")):
        url = reverse(form, args=SECTIONS[name][1])
        assert f'type="application/{kind}+xml"' in html
        assert html.count(f'href="{url}"') >= 2
