"""What of a page people read: its texts, and the attributes that are shown or read out."""

from dataclasses import dataclass

from lxml import html

# Neither shown nor meant for people: code, and what somebody typed.
UNREAD = {"script", "style", "template", "code", "pre", "kbd", "samp", "textarea", "svg", "iframe"}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "br",
    "em",
    "i",
    "mark",
    "small",
    "span",
    "strong",
    "sup",
    "time",
}
ATTRIBUTES = ("title", "alt", "aria-label", "aria-description", "placeholder", "label")
BUTTONS = {"submit", "button", "reset"}
CARDS = {"description", "og:title", "og:description", "og:site_name", "twitter:title"}


@dataclass(frozen=True)
class Text:
    """One text, and the language that the page claims for it."""

    words: str
    language: str


def read(source):
    """Every text of a page, once, in the order of the page."""
    root = html.document_fromstring(source)
    return [text for text in dict.fromkeys(_walk(root, "")) if text.words]


def _walk(element, language):
    if not isinstance(element.tag, str):  # a comment
        return
    if element.tag not in UNREAD:
        inner = element.get("lang", language)
        yield from (Text(one_line(words), inner) for words in _own(element))
        for child in element:
            yield from _walk(child, inner)
    yield Text(one_line(element.tail or ""), language)


def _own(element):
    """The element's first text, all of a paragraph with its links, and its spoken attributes."""
    yield element.text or ""
    inside = list(element.iterdescendants())
    if inside and all(child.tag in INLINE and "lang" not in child.attrib for child in inside):
        yield element.text_content()
    yield from (element.get(name, "") for name in ATTRIBUTES)
    if element.tag == "input" and element.get("type") in BUTTONS:
        yield element.get("value", "")
    if element.tag == "meta" and CARDS & {element.get("name"), element.get("property")}:
        yield element.get("content", "")


def one_line(words):
    return " ".join(words.split())
