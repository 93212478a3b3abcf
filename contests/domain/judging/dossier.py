"""What a judge may read of an application: the submitted version, without contact data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contests.domain.papers import table_from
from contests.enums import ApplicantType, AttachmentKind, QuestionKind
from portal.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from contests.domain.tables import Table
    from contests.models import Round, RoundEntry


_FROZEN_AS_TEXT = frozenset({QuestionKind.MULTIPLE, QuestionKind.TABLE, QuestionKind.FILE})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question with its answer as text to read."""

    label: str
    text: str
    is_link: bool = False
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of answers. ``is_extra`` where only entrants of the round were asked."""

    title: str
    answers: list[Answer]
    slug: str = ""
    is_extra: bool = False


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of the submitted version; ``public_id`` finds the stored file."""

    public_id: str
    kind: str
    name: str
    size: int
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What stands beside the score sheet. ``people`` is empty in a round that hides names."""

    title: str
    division: str = ""
    field: str = ""
    applicant_type: str = ""
    organization: str = ""
    people: Sequence[tuple[str, str]] = ()
    sections: Sequence[Section] = ()
    video_url: str = ""
    files: Sequence[File] = ()
    is_pinned: bool = True

    @property
    def extra(self) -> list[Section]:
        """What the round asked in addition: its judges look for that first."""
        return [section for section in self.sections if section.is_extra]


def dossier_of(entry: RoundEntry) -> Dossier:
    """The version that was pinned when the round started, as a judge of the round may read it.

    Telephone, e-mail, address and dates of birth are never shown; names and organisation are not
    where the round hides them; answers that are not for judges are left out.
    """
    if entry.snapshot is None:
        return Dossier(title=entry.application.title, is_pinned=False)
    content: dict[str, Any] = entry.snapshot.content
    hides = entry.round.hides_names
    return Dossier(
        title=content.get("title") or entry.application.title,
        division=_name(content.get("division")),
        field=_name(content.get("field")),
        applicant_type=_label(ApplicantType, content.get("applicant_type")),
        organization="" if hides else _name(content.get("organization")),
        people=[] if hides else _people(content),
        sections=_sections(content, _asked_by(entry.round)),
        video_url=content.get("video_url") or "",
        files=[
            File(
                public_id=str(item.get("stored_public_id", "")),
                kind=_label(AttachmentKind, item.get("kind")),
                name=item.get("name", ""),
                size=item.get("size", 0),
                caption=item.get("caption") or "",
            )
            for item in content.get("attachments", [])
            # signed by a family: the secretariat's business, not the jury's
            if item.get("kind") != AttachmentKind.GUARDIAN and item.get("visible_to_judges", True)
        ],
    )


def _people(content: dict[str, Any]) -> list[tuple[str, str]]:
    contact = content.get("contact") or {}
    leader = [(_name(contact), _("Representative"))] if _name(contact) else []
    return [*leader, *((_name(m), m.get("role", "")) for m in content.get("members", []))]


def _asked_by(round_: Round) -> set[str]:
    """Paths of the sections that open for entrants of a round."""
    return set(round_.contest.sections.filter(opens_in=round_).values_list("slug", flat=True))


def _sections(content: dict[str, Any], asked: Collection[str]) -> list[Section]:
    sections = [
        Section(
            title=section.get("title", ""),
            slug=section.get("slug", ""),
            is_extra=section.get("slug") in asked,
            answers=[
                _answer(item)
                for item in section.get("answers", [])
                if item.get("visible_to_judges", True)
            ],
        )
        for section in content.get("sections", [])
    ]
    return [section for section in sections if section.answers]


def _answer(item: dict[str, Any]) -> Answer:
    value, kind = str(item.get("value") or ""), item.get("kind")
    is_link = kind == QuestionKind.LINK and value.startswith(("https://", "http://"))
    # Lists, tables and files were frozen with their text; format 1 had none of them.
    text = str(item.get("text") or "") if kind in _FROZEN_AS_TEXT else _readable(value, kind)
    return Answer(
        label=item.get("label", ""),
        text=text,
        is_link=is_link,
        table=table_from(item.get("table")),
    )


def _readable(value: str, kind: str | None) -> str:
    """Stored text (ISO dates, plain numbers) as people read it; anything else as it stands."""
    if kind == QuestionKind.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}.get(value.lower(), value)
    try:
        if kind == QuestionKind.DATE:
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        if kind in {QuestionKind.NUMBER, QuestionKind.MONEY}:
            number = format_number(Decimal(value))
            return f"{number} đồng" if kind == QuestionKind.MONEY else number
    except (ValueError, InvalidOperation):
        return value
    return value


def _name(value: Any) -> str:
    """A name given as text, or within a group of values."""
    if isinstance(value, dict):
        return str(value.get("name") or value.get("full_name") or "")
    return str(value or "")


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else str(value or "")
