"""How a mail's wording becomes subject, text and HTML: shipped files, staff wordings, placeholders.

A mail ``contests/application_submitted`` ships as two files below ``templates/contests/mail/``:
``application_submitted_subject.txt`` (one line) and ``application_submitted.txt``. The HTML part is
made from the text. ``names.txt`` beside them says what staff call each. Nothing here knows the
database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template import (
    Context,
    Engine,
    Template,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    engines,
)
from django.template.backends.django import get_installed_libraries
from django.template.base import FilterExpression, Node, TextNode, Variable, VariableNode
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode
from django.template.smartif import TokenBase
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.text import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Mails are Vietnamese, whoever triggers them from whichever page.
LANGUAGE = "vi"
SUBJECT_LENGTH = 250
# Every wording may use these; the rest comes from the builder of the mail.
COMMON_NAMES = frozenset({"site_name", "site_url"})

_LOAD = re.compile(r"{%\s*load\s[^%]*%}\n*")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = ".,;:!?)]}\"'”»"


class WordingError(Exception):
    """A wording cannot be used; ``message`` is for the person who typed it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The source of one mail: subject and text, with placeholders."""

    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """One mail as it goes out."""

    subject: str
    text: str
    html: str


def _template_dirs() -> list[str]:
    """Return the project's folder of templates, then those of the apps."""
    return [str(folder) for folder in engines["django"].template_dirs]  # type: ignore[attr-defined]  # Django's own backend


@cache
def _engine() -> Engine:
    """Plain text needs no escaping; our number and date filters need no ``load``."""
    libraries = get_installed_libraries()
    return Engine(
        dirs=_template_dirs(),
        autoescape=False,
        libraries=libraries,
        builtins=[libraries["format_tags"]],
    )


# --- shipped files -----------------------------------------------------------------------------


def shipped(name: str) -> Wording:
    """Return the wording of the files shipped for ``name``; TemplateDoesNotExist when there are none."""
    app, _slash, stem = name.partition("/")
    return Wording(
        subject=_read(f"{app}/mail/{stem}_subject.txt"),
        body=_read(f"{app}/mail/{stem}.txt"),
    )


def _read(path: str) -> str:
    template = _engine().get_template(path)
    return _LOAD.sub("", template.source).strip()


def shipped_names() -> list[str]:
    """Return the names of all mails that the project ships, sorted."""
    suffix = "_subject.txt"
    return sorted(
        {
            f"{path.parent.parent.name}/{path.name.removesuffix(suffix)}"
            for folder in _template_dirs()
            for path in Path(folder).glob(f"*/mail/*{suffix}")
        }
    )


@cache
def human_names() -> dict[str, str]:
    """What staff call each mail that the project ships, by its name."""
    return {
        f"{path.parent.parent.name}/{stem.strip()}": called.strip()
        for folder in _template_dirs()
        for path in sorted(Path(folder).glob("*/mail/names.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for stem, _colon, called in (line.partition(":"),)
    }


def human_name(name: str) -> str:
    """What staff call the mail; the name itself where it is no longer sent."""
    return human_names().get(name, name)


# --- placeholders ------------------------------------------------------------------------------


def placeholders(wording: Wording) -> frozenset[str]:
    """Return the dotted names that ``wording`` uses; WordingError when it uses more than names.

    Besides ``{{ name }}``, only ``if`` and ``for`` are understood: a wording is text, not a program.
    """
    return frozenset(_names(wording.subject)) | frozenset(_names(wording.body))


def check_wording(name: str, wording: Wording) -> None:
    """Raise WordingError unless ``wording`` may replace the files shipped for ``name``."""
    try:
        allowed = placeholders(shipped(name)) | COMMON_NAMES
    except TemplateDoesNotExist:
        raise WordingError(_("There is no mail of this name. Choose one from the list")) from None
    unknown = sorted(placeholders(wording) - allowed)
    if unknown:
        raise WordingError(
            _("This mail has no placeholder “%(unknown)s”. It knows: %(known)s")
            % {"unknown": ", ".join(unknown), "known": ", ".join(sorted(allowed))}
        )


def _compile(source: str) -> Template:
    try:
        return Template(source, engine=_engine())
    except TemplateSyntaxError as error:
        raise WordingError(
            _("A placeholder is not written correctly: %(error)s") % {"error": error}
        ) from error


def _names(source: str) -> Iterator[str]:
    for node in _compile(source).nodelist:
        yield from _names_of_node(node, frozenset())


def _names_of_node(node: Node, bound: frozenset[str]) -> Iterator[str]:
    match node:
        case TextNode() | CommentNode() | LoadNode():
            return
        case VariableNode():
            yield from _names_of_expression(node.filter_expression, bound)
        case IfNode():
            for condition, nodes in node.conditions_nodelists:
                yield from _names_of_condition(condition, bound)
                for child in nodes:
                    yield from _names_of_node(child, bound)
        case ForNode():
            yield from _names_of_expression(node.sequence, bound)
            inside = bound | {*node.loopvars, "forloop"}
            for child in (*node.nodelist_loop, *node.nodelist_empty):
                yield from _names_of_node(child, inside)
        case _:
            raise WordingError(_("Only placeholders, “if” and “for” can be used in a mail"))


def _names_of_expression(expression: Any, bound: frozenset[str]) -> Iterator[str]:
    arguments = [
        value for _filter, values in expression.filters for lookup, value in values if lookup
    ]
    for variable in (expression.var, *arguments):
        # a literal has no lookups
        if isinstance(variable, Variable) and variable.lookups:
            yield from () if variable.lookups[0] in bound else (".".join(variable.lookups),)


def _names_of_condition(condition: Any, bound: frozenset[str]) -> Iterator[str]:
    if not isinstance(condition, TokenBase):
        return  # the "else" branch has no condition
    if isinstance(getattr(condition, "value", None), FilterExpression):
        yield from _names_of_expression(condition.value, bound)
    yield from _names_of_condition(condition.first, bound)
    yield from _names_of_condition(condition.second, bound)


# --- rendering ---------------------------------------------------------------------------------


def render(wording: Wording, context: Mapping[str, object]) -> Rendered:
    """Fill ``wording``; WordingError when ``context`` lacks one of its names."""
    values = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, **context}
    missing = {name.split(".")[0] for name in placeholders(wording)} - values.keys()
    if missing:
        raise WordingError(f"No value for {', '.join(sorted(missing))}")
    with override(LANGUAGE):
        subject = clean_line(_fill(wording.subject, values))[:SUBJECT_LENGTH]
        body = _BLANK_LINES.sub("\n\n", clean_text(_fill(wording.body, values))).strip()
        frame = {
            "subject": subject,
            "site_name": values["site_name"],
            "site_url": values["site_url"],
        }
        text = _from_file("portal/mail/frame.txt", {**frame, "body": body})
        html = _from_file("portal/mail/frame.html", {**frame, "body": as_html(body)}, escape=True)
    return Rendered(subject=subject, text=text, html=html)


def _fill(source: str, values: Mapping[str, object]) -> str:
    return _compile(source).render(Context(dict(values), autoescape=False))


def _from_file(path: str, values: Mapping[str, object], *, escape: bool = False) -> str:
    template = _engine().get_template(path)
    return template.render(Context(dict(values), autoescape=escape)).strip() + "\n"


def preview(wording: Wording) -> Rendered:
    """Show ``wording`` with its placeholders named in brackets; all branches of an ``if`` are shown.

    Branches that follow one another on a line are parted by a stroke.
    """
    subject, body = (
        "".join(_sketch(node) for node in _compile(source).nodelist)
        for source in (wording.subject, wording.body)
    )
    return Rendered(subject=clean_line(subject), text=clean_text(body).strip(), html="")


def _sketch(node: Any) -> str:
    match node:
        case TextNode():
            return node.s
        case VariableNode():
            return f"[{node.filter_expression.var}]"
        case IfNode():
            return _either(
                "".join(map(_sketch, nodes)) for _test, nodes in node.conditions_nodelists
            )
        case ForNode():
            return "".join(_sketch(n) for n in node.nodelist_loop)
        case _:
            return ""


def _either(branches: Iterable[str]) -> str:
    told = ""
    for branch in filter(str.strip, branches):
        is_on_one_line = told and not told.endswith("\n") and not branch.startswith("\n")
        told = f"{told.rstrip(' ')} / {branch.lstrip(' ')}" if is_on_one_line else told + branch
    return told


# --- text to HTML ------------------------------------------------------------------------------


def as_html(text: str) -> str:
    """Return ``text`` as paragraphs and lists. Only links to the portal itself become clickable:

    a mail quotes what people typed, and must not lend them the State's name for their own links.
    """
    blocks = [block.splitlines() for block in text.split("\n\n") if block.strip()]
    return mark_safe("\n".join(_block(lines) for lines in blocks))  # noqa: S308 -- every part is escaped below


def _block(lines: list[str]) -> str:
    if all(line.startswith("- ") for line in lines):
        items = format_html_join("", "<li>{}</li>", ((_line(line[2:]),) for line in lines))
        return format_html("<ul>{}</ul>", items)
    joined = format_html_join(mark_safe("<br>\n"), "{}", ((_line(line),) for line in lines))
    return format_html("<p>{}</p>", joined)


def _line(line: str) -> str:
    """Escape a line and link the portal's own addresses in it."""
    address = re.compile(re.escape(settings.SITE_URL.rstrip("/")) + r"(?:/[^\s<>\"]*)?(?![\w.@:-])")
    parts, position = [], 0
    for match in address.finditer(line):
        url = match.group().rstrip(_TRAILING)
        parts.append(conditional_escape(line[position : match.start()]))
        parts.append(format_html('<a href="{}">{}</a>', url, url))
        position = match.start() + len(url)
    parts.append(conditional_escape(line[position:]))
    return mark_safe("".join(parts))  # noqa: S308 -- parts are escaped above
