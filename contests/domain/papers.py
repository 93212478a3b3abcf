"""A dossier on paper: its parts as titles and rows, and the PDF made from them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contests.domain import dossier
from contests.domain.identity import phone_text
from contests.domain.snapshots import snapshot_content
from contests.domain.tables import Table
from contests.domain.typesetting import typeset
from contests.enums import EDITION_WORDS, ApplicantType, AttachmentKind, Channel, EditionKind
from portal.dates import format_long

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import TextChoices

    from contests.enums import EditionWords
    from contests.models import Application, ApplicationSnapshot


# Where files are added; kinds that are not named here belong to the evidence.
_PATH_OF_KIND = {
    AttachmentKind.EXPLANATION: dossier.EXPLANATION,
    AttachmentKind.GUARDIAN: dossier.GUARDIANS,
}


@dataclass(frozen=True, kw_only=True)
class PaperFile:
    """A file of the dossier; ``public_id`` finds the stored one."""

    kind: str
    name: str
    size: int
    sha256: str
    caption: str
    public_id: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A label with its text, or with the table or files that say the same in full."""

    label: str
    value: str
    table: Table | None = None
    files: list[PaperFile] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a dossier, in the order of its pages; ``path`` is the page that changes it."""

    path: str
    title: str
    rows: list[Row] = field(default_factory=list)
    files: list[PaperFile] = field(default_factory=list)


def parts_of(content: dict[str, Any]) -> list[Part]:
    """Return the parts of a snapshot's content; labels in the active language."""
    parts = [_division(content), _contact(content), _members(content), _organization(content)]
    # Versions that were frozen before there were nominating units do not name one.
    parts.append(_nomination(content.get("nominating_unit", "")))
    files = _answer_files(content)
    parts += [_section(section, files) for section in content["sections"]]
    parts += _documents(content)
    return parts


def dossier_pdf(snapshot: ApplicationSnapshot) -> bytes:
    """Return the PDF of a submitted version: A4, one font that the package brings."""
    return typeset("dossier.typ", submitted_paper(snapshot), moment=snapshot.submitted_at)


def draft_pdf(application: Application) -> bytes:
    """Return the PDF of a draft, marked as such on every page; load it with ``for_snapshot``."""
    return typeset("dossier.typ", draft_paper(application), moment=timezone.now())


def result_pdf(snapshot: ApplicationSnapshot, facts: list[list[str]], *, moment: datetime) -> bytes:
    """Return one page with the published result of a dossier: label and text of each line."""
    with translation.override(settings.LANGUAGE_CODE):
        paper = _paper(snapshot.content, _("Published result"), facts)
    return typeset("dossier.typ", paper | {"parts": []}, moment=moment)


def submitted_paper(snapshot: ApplicationSnapshot) -> dict[str, Any]:
    """Return a submitted version as the values of its page, in the office's language."""
    content = snapshot.content
    with translation.override(settings.LANGUAGE_CODE):
        facts = [
            [_("Reference number"), content["reference"]],
            [_("Submitted at"), _moment(snapshot.submitted_at)],
            *_channel(content),
            [_("Submission no."), str(snapshot.sequence)],
            [_("Rules"), _rules(content["rule_set"])],
        ]
        heading = str(_words(content).paper)
        return _paper(content, heading, facts) | {"fingerprint": snapshot.sha256}


def draft_paper(application: Application) -> dict[str, Any]:
    """Return a dossier as it stands now as the values of its page; it says that it is a draft."""
    content = snapshot_content(application)
    with translation.override(settings.LANGUAGE_CODE):
        mark = _("Draft – not submitted")
        facts = [
            [_("State"), mark],
            [_("Printed at"), _moment(timezone.now())],
            [_("Saved at"), _moment(application.updated_at)],
        ]
        return _paper(content, mark, facts) | {"mark": mark}


def _paper(content: dict[str, Any], heading: str, facts: list[list[str]]) -> dict[str, Any]:
    return {
        "contest": content["contest"]["title"],
        "heading": heading,
        "title": content["title"],
        "facts": facts,
        "parts": [asdict(part) for part in parts_of(content) if part.rows or part.files],
        "not_provided": _("Not provided"),
        "fingerprint_label": _("SHA-256 of the submitted content"),
        "fingerprint": "",
        "mark": "",
        "page_word": _("Page"),
        "total_word": pgettext("sum of a column", "Total"),
        "reference": content["reference"],
    }


def _channel(content: dict[str, Any]) -> list[list[str]]:
    """How the dossier came, where that is worth a line; old versions do not say."""
    channel = content.get("channel", Channel.ONLINE)
    return [] if channel == Channel.ONLINE else [[_("Channel"), str(Channel(channel).label)]]


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M}, {format_long(local)}"


def _rules(rules: dict[str, Any]) -> str:
    version = _("version %(n)s") % {"n": rules["version"]}
    return " – ".join(filter(None, [version, rules["decision"]]))


# --- parts -------------------------------------------------------------------------------------


def _rows(*pairs: tuple[str, str]) -> list[Row]:
    return [Row(label=label, value=value) for label, value in pairs]


def _named(choices: type[TextChoices], code: str, recorded: str) -> str:
    """What a version called something; in another language than the office's, what it is called now."""
    if translation.get_language() == settings.LANGUAGE_CODE or code not in choices.values:
        return recorded
    return str(choices(code).label)


def _words(content: dict[str, Any]) -> EditionWords:
    """What the edition of a version is called; versions of the contest do not say what they are of."""
    return EDITION_WORDS[EditionKind(content.get("contest", {}).get("kind", EditionKind.CONTEST))]


def _division(content: dict[str, Any]) -> Part:
    rows = _rows(
        (_("Project name"), content["title"]),
        (
            str(_words(content).who),
            _named(
                ApplicantType, content.get("applicant_type", ""), content["applicant_type_label"]
            ),
        ),
        (_("Division"), content["division"]),
        (str(_words(content).field), content["field"]),
    )
    return Part(path=dossier.DIVISION, title=_("Project name, division and field"), rows=rows)


def _contact(content: dict[str, Any]) -> Part:
    contact, guardian = content["contact"], content["guardian"]
    rows = _rows(
        (_("Full name"), contact["full_name"]),
        (_("Date of birth"), _day(contact["birth_date"])),
        (_("Telephone number"), phone_text(contact["phone"])),
        (_("E-mail address"), contact["email"]),
        (_("Commune or ward"), contact["locality"]),
        (_("Address"), contact["address"]),
    )
    if guardian["full_name"]:
        rows += _rows((_("Guardian"), _guardian(guardian)))
    return Part(path=dossier.CONTACT, title=_("Representative of the team"), rows=rows)


def _guardian(guardian: dict[str, Any]) -> str:
    """Name, relation (snapshots before format 2 have none) and telephone number."""
    parts = [guardian["full_name"], guardian.get("relation", ""), phone_text(guardian["phone"])]
    return ", ".join(filter(None, parts))


def _members(content: dict[str, Any]) -> Part:
    rows = [Row(label=row["full_name"], value=_member(row)) for row in content["members"]]
    return Part(path=dossier.MEMBERS, title=_("Members"), rows=rows)


def _member(member: dict[str, Any]) -> str:
    facts = [
        member["role"],
        _day(member["birth_date"]),
        member["email"],
        phone_text(member["phone"]),
    ]
    lines = [", ".join(filter(None, facts)), member.get("contribution", "")]
    if (guardian := member.get("guardian")) and guardian["full_name"]:
        lines.append(_("Guardian: %(name)s") % {"name": _guardian(guardian)})
    return "\n".join(filter(None, lines))


def _organization(content: dict[str, Any]) -> Part:
    organization = content["organization"]
    rows = _rows(
        (_("Name of the organisation or enterprise"), organization["name"]),
        (_("Tax code"), organization["tax_code"]),
        (_("Day of the first enterprise registration"), _day(organization["registered_on"])),
    )
    is_given = any(row.value for row in rows)
    return Part(
        path=dossier.ORGANISATION,
        title=_("Organisation or enterprise"),
        rows=rows if is_given else [],
    )


def _nomination(unit: str) -> Part:
    rows = _rows((_("Nominating unit"), unit)) if unit else []
    return Part(path=dossier.NOMINATION, title=_("Nominating unit"), rows=rows)


def _section(section: dict[str, Any], files: dict[str, list[PaperFile]]) -> Part:
    rows = [
        Row(
            label=answer["label"],
            value=answer["text"],
            # Format 1 had no tables.
            table=table_from(answer.get("table")),
            files=files.get(f"{section['slug']}/{answer['key']}", []),
        )
        for answer in section["answers"]
    ]
    return Part(path=section["slug"], title=section["title"], rows=rows)


def table_from(frozen: dict[str, Any] | None) -> Table | None:
    """Return the table of a frozen answer; None where it has none or no rows."""
    return Table(**frozen) if frozen and frozen["rows"] else None


def _answer_files(content: dict[str, Any]) -> dict[str, list[PaperFile]]:
    found: dict[str, list[PaperFile]] = {}
    for item in content["attachments"]:
        if item.get("answers"):
            found.setdefault(item["answers"], []).append(_paper_file(item))
    return found


def _paper_file(item: dict[str, Any]) -> PaperFile:
    return PaperFile(
        kind=_named(AttachmentKind, item.get("kind", ""), item["kind_label"]),
        name=item["name"],
        size=item["size"],
        sha256=item["sha256"],
        caption=item["caption"],
        public_id=item["stored_public_id"],
    )


def _documents(content: dict[str, Any]) -> list[Part]:
    files: dict[str, list[PaperFile]] = {}
    for item in content["attachments"]:
        if item.get("answers"):
            continue  # stands with its question
        path = _PATH_OF_KIND.get(item["kind"], dossier.EVIDENCE)
        files.setdefault(path, []).append(_paper_file(item))
    video = _rows((_("Link to a video"), content["video_url"])) if content["video_url"] else []
    return [
        Part(
            path=dossier.GUARDIANS,
            title=_("Consent of guardians"),
            files=files.get(dossier.GUARDIANS, []),
        ),
        Part(
            path=dossier.EXPLANATION,
            title=_("Project explanation"),
            files=files.get(dossier.EXPLANATION, []),
        ),
        Part(
            path=dossier.EVIDENCE,
            title=_("Slides, pictures, evidence, video"),
            rows=video,
            files=files.get(dossier.EVIDENCE, []),
        ),
    ]


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}" if value else ""
