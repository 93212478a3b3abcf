"""Whether a Word file can serve as the template of a paper; what is wrong is said by its name."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from jinja2 import TemplateError, TemplateSyntaxError, nodes

from contests.domain.official.demo import demo_values
from contests.domain.official.placeholders import ALSO_IN, REQUIRED, Shape, shape_of
from contests.domain.official.word import paper_docx
from contests.domain.official.wording import environment
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PROGRAMS = ("vbaproject", "activex", "vbadata")
_MARKS = (("{{", "}}"), ("{%", "%}"))
_TEXT = Shape()
_LOOP = Shape(group=dict.fromkeys(("index", "first", "last", "length"), _TEXT))
_JOINING = (
    nodes.Template,
    nodes.Output,
    nodes.If,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
)


class TemplateRefusedError(RefusedError):
    """The file cannot be the template of this paper."""


def check_template(kind: str, content: bytes) -> None:
    """Raise TemplateRefusedError unless ``content`` can be filled as a paper of ``kind``."""
    _refuse_programs(content)
    used: set[str] = set()
    for source in _sources(content):
        used |= set(_names(_parsed(source), dict(shape_of(kind).group or {})))
    missing = sorted(name for name in REQUIRED[kind] if not {name, ALSO_IN.get(name)} & used)
    if missing:
        raise TemplateRefusedError(
            _("The template lacks what this paper must hold: %(names)s")
            % {"names": ", ".join(missing)}
        )
    try:
        paper_docx(content, demo_values(kind))
    except Exception as error:
        raise TemplateRefusedError(
            _("The template cannot be filled in: %(error)s") % {"error": error}
        ) from error


def _refuse_programs(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name.lower() for name in archive.namelist()]
    if any(program in name for name in names for program in _PROGRAMS):
        raise TemplateRefusedError(_("The file holds macros. Save it without them"))


def _sources(content: bytes) -> Iterator[str]:
    """Body, heads and feet of the document as the template engine will read them."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 -- a large library, needed by this act only

    try:
        document = DocxTemplate(io.BytesIO(content))
        document.init_docx()
        _refuse_unclosed(document.docx.element.body)
        yield document.patch_xml(document.get_xml())
        for place in (document.HEADER_URI, document.FOOTER_URI):
            for _key, part in document.get_headers_footers(place):
                yield document.patch_xml(document.get_part_xml(part))
    except TemplateRefusedError:
        raise
    except Exception as error:
        raise TemplateRefusedError(
            _("The file cannot be read as a Word document. Save it again as DOCX")
        ) from error


def _refuse_unclosed(body: Any) -> None:
    """A mark that is opened and not closed in its paragraph: the engine would drop the paragraph."""
    from docx.oxml.ns import qn  # noqa: PLC0415 -- as above

    for paragraph in body.iter(qn("w:p")):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        if any(text.count(one) != text.count(other) for one, other in _MARKS):
            raise TemplateRefusedError(
                _("A placeholder is not written correctly: %(error)s") % {"error": text}
            )


def _parsed(source: str) -> nodes.Template:
    try:
        return environment(autoescape=True).parse(source)
    except TemplateSyntaxError as error:
        raise TemplateRefusedError(
            _("A placeholder is not written correctly: %(error)s") % {"error": error.message}
        ) from error
    except TemplateError as error:
        raise TemplateRefusedError(
            _("The template cannot be filled in: %(error)s") % {"error": error}
        ) from error


def _names(node: nodes.Node, scope: Mapping[str, Shape]) -> Iterator[str]:
    """The names of the paper that are used; refuses what is unknown and what is no placeholder."""
    if isinstance(node, nodes.For):
        yield from _names_of_loop(node, scope)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        _resolved(node, scope)
        yield _path(node).partition(".")[0]
    elif isinstance(node, _JOINING):
        for child in node.iter_child_nodes():
            if isinstance(node, nodes.Output):
                _refuse_lists(child, scope)
            yield from _names(child, scope)
    elif not isinstance(node, nodes.TemplateData | nodes.Const):
        raise TemplateRefusedError(_("Only placeholders, “if” and “for” can be used in a template"))


def _names_of_loop(node: nodes.For, scope: Mapping[str, Shape]) -> Iterator[str]:
    yield from _names(node.iter, scope)
    items = _resolved(node.iter, scope).items
    if items is None or not isinstance(node.target, nodes.Name):
        raise TemplateRefusedError(
            _("“%(name)s” is no list: it cannot be repeated") % {"name": _path(node.iter)}
        )
    inside = {**scope, node.target.name: items, "loop": _LOOP}
    for child in node.body:
        yield from _names(child, inside)


def _refuse_lists(node: nodes.Node, scope: Mapping[str, Shape]) -> None:
    if isinstance(node, nodes.Name | nodes.Getattr) and not _resolved(node, scope).is_text:
        raise TemplateRefusedError(
            _("“%(name)s” holds several values: repeat it with “for”, or name one of them")
            % {"name": _path(node)}
        )


def _resolved(node: Any, scope: Mapping[str, Shape]) -> Shape:
    """What a dotted name stands for; an unknown one is named in the refusal."""
    path = _path(node)
    shape: Shape | None = Shape(group=dict(scope))
    for part in path.split("."):
        shape = (shape.group or {}).get(part) if shape else None
    if shape is None:
        raise TemplateRefusedError(
            _("This paper has no placeholder “%(name)s”. See the list of placeholders")
            % {"name": path}
        )
    return shape


def _path(node: Any) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
