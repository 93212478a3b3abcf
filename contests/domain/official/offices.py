"""In whose name a paper is written: the edition's office data, or the usual ones of the province."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from contests.domain.official.values import Head
from contests.models import PaperOffice
from portal.dates import format_long

if TYPE_CHECKING:
    from contests.enums import PaperIssuer
    from contests.models import Contest, OfficialDecision

_FILE = Path(settings.BASE_DIR) / "contests" / "data" / "paper_offices.json"
# Room for what is written by hand.
BLANK = "……………"
_ROOM_FOR_NUMBER = "\u00a0" * 8


@cache
def usual_offices() -> dict[str, dict[str, str]]:
    """What is printed, by issuer, until an edition says otherwise."""
    found: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def office_of(contest: Contest, issuer: PaperIssuer | str) -> PaperOffice:
    """Return the edition's row, or an unsaved one with the usual values."""
    row = PaperOffice.objects.filter(contest=contest, issuer=issuer).first()
    return row or PaperOffice(contest=contest, issuer=issuer, **usual_offices()[str(issuer)])


def head_of(
    contest: Contest, issuer: PaperIssuer | str, *, decision: OfficialDecision | None = None
) -> Head:
    """Return head and signatures of a paper; number and day stay open without its ``decision``."""
    office = office_of(contest, issuer)
    return Head(
        superior=office.superior,
        body=office.body,
        issuer=" ".join(office.body.split()),
        symbol=office.symbol,
        number=decision.number.partition("/")[0] if decision else _ROOM_FOR_NUMBER,
        place=office.place,
        date=format_long(decision.issued_on) if decision else open_day(contest),
        authority=office.authority,
        signer_title=office.signer_title,
        signer_name=office.signer_name,
        clerk_title=office.clerk_title,
        clerk_name=office.clerk_name,
        recipients=[line.strip() for line in office.recipients.splitlines() if line.strip()],
    )


def open_day(contest: Contest) -> str:
    """Room for a day in the year of the edition, as official papers write it."""
    return (
        f"ngày\u00a0\u00a0\u00a0\u00a0\u00a0tháng\u00a0\u00a0\u00a0\u00a0\u00a0năm {contest.year}"
    )
