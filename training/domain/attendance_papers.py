"""The list of a session, or of a whole class, with columns to sign in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.typesetting import typeset
from training.domain import rolls
from training.domain.attendance import EXPECTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.models import CourseRun, Registration, Session

TEMPLATE: Final = Path(settings.BASE_DIR) / "templates" / "training" / "papers" / "attendance.typ"
# Lines for people who come without a registration.
EMPTY_LINES: Final = 5
# So many columns to sign in stand beside a name on a page across.
SESSIONS_ACROSS: Final = 6


def session_paper(session: Session) -> bytes:
    """One session on paper upright: a line a person, one column to sign in."""
    facts = [(pgettext("training", "Session"), session.when)]
    if session.topic:
        facts.append((_("Topic"), session.topic))
    return _typeset(session.run, [session], facts, place=session.venue, is_across=False)


def run_paper(run: CourseRun) -> bytes:
    """The class on paper across: a column to sign in for each session."""
    return _typeset(run, list(run.sessions.all()), [(_("Time"), run.days)], is_across=True)


def _typeset(
    run: CourseRun,
    sessions: Sequence[Session],
    facts: Sequence[tuple[str, str]],
    *,
    place: str = "",
    is_across: bool,
) -> bytes:
    """Papers of the office are in Vietnamese whatever the reader's language."""
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        paper = {
            "title": _("ATTENDANCE LIST"),
            "run": str(run),
            "organizer": str(run.held_by or ""),
            "facts": [[str(label), value] for label, value in _facts(run, facts, place)],
            "heads": [_("No."), _("Full name"), pgettext("attendance list", "Organisation")],
            "parts": _parts(sessions, is_across=is_across),
            "rows": _rows(run),
            "empty": EMPTY_LINES,
            "foot": [
                _("People who attended: ……………"),
                pgettext("attendance list", "Trainer"),
                pgettext("attendance list", "For the organisers"),
                _("(signature and full name)"),
            ],
            "printed": _("Printed at %(moment)s")
            % {"moment": f"{timezone.localtime(now):%H:%M %d/%m/%Y}"},
            "across": is_across,
        }
        return typeset(TEMPLATE, paper, moment=now)


def _facts(run: CourseRun, facts: Sequence[tuple[str, str]], place: str) -> list[tuple[str, str]]:
    found = [*facts, (pgettext("training", "Place"), place or run.place)]
    trainers = "; ".join(str(trainer) for trainer in run.trainers.select_related("expert"))  # type: ignore[attr-defined]  # the reverse side
    found.append((_("Trainers"), trainers))
    return [(label, value) for label, value in found if value]


def _parts(sessions: Sequence[Session], *, is_across: bool) -> list[list[str]]:
    """The heads of the columns to sign in, as many to a page as fit beside the names."""
    if not is_across:
        return [[_("Signature")]]
    heads = [_short(session) for session in sessions] or [_("Signature")]
    return [heads[at : at + SESSIONS_ACROSS] for at in range(0, len(heads), SESSIONS_ACROSS)]


def _short(session: Session) -> str:
    start = timezone.localtime(session.starts_at)
    return f"{start:%H:%M}\n{start:%d/%m}"


def _rows(run: CourseRun) -> list[list[str]]:
    people = [row for row in rolls.people_of(run) if row.state in EXPECTED]
    return [_row(number, row) for number, row in enumerate(rolls.in_order(people), 1)]


def _row(number: int, person: Registration) -> list[str]:
    return [str(number), person.full_name, person.organization_name]
