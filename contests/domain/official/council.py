"""The minutes of the jury council: who met, what was found, how it was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.domain.official.offices import BLANK, head_of
from contests.domain.official.people import count_text, frame_of, moment_text
from contests.domain.official.prizes import unawarded_of
from contests.domain.official.scores import reasons_of, score_row, ties_of
from contests.domain.official.values import Attendant, CouncilMinutes
from contests.domain.ranking import ranking
from contests.enums import PaperIssuer
from contests.models import CouncilMeeting, PanelMember

if TYPE_CHECKING:
    from contests.models import Round


def council_minutes(round_: Round) -> CouncilMinutes:
    """The minutes as far as they are known; what nobody recorded stays open for the pen."""
    meeting = CouncilMeeting.objects.filter(round=round_).prefetch_related("absent").first()
    table = ranking(round_)
    members = _members(round_, meeting)
    away = sum(member.presence == _presence(is_absent=True) for member in members)
    return CouncilMinutes(
        head=head_of(round_.contest, PaperIssuer.JURY),
        round=round_.name,
        begins=moment_text(meeting.starts_at if meeting else None),
        ends=moment_text(meeting.ends_at if meeting else None),
        place=(meeting.place if meeting else "") or BLANK,
        members=members,
        present=count_text(len(members) - away) if meeting else BLANK,
        absent=count_text(away) if meeting else BLANK,
        guests=meeting.guests.splitlines() if meeting else [],
        entries=count_text(len(table.rows)),
        sheets=count_text(sum(row.result.sheet_count for row in table.rows)),
        rows=[score_row(row) for row in table.rows],
        ties=ties_of(table),
        reasons=reasons_of(table),
        unawarded=unawarded_of(round_) if round_.is_final else [],
        discussion=meeting.discussion if meeting else "",
        votes_for=_votes(meeting.votes_for if meeting else None),
        votes_against=_votes(meeting.votes_against if meeting else None),
        votes_abstained=_votes(meeting.votes_abstained if meeting else None),
        **frame_of(round_.contest),
    )


def _members(round_: Round, meeting: CouncilMeeting | None) -> list[Attendant]:
    """Everybody with a seat, once: the chairs first."""
    seats = PanelMember.objects.filter(panel__round=round_).select_related("judge")
    chairs: dict[int, bool] = {}
    people = {}
    for seat in seats:
        people[seat.judge_id] = seat.judge
        chairs[seat.judge_id] = chairs.get(seat.judge_id, False) or seat.is_chair
    absent = {judge.pk for judge in meeting.absent.all()} if meeting else set()
    ordered = sorted(people, key=lambda key: (not chairs[key], str(people[key])))
    return [
        Attendant(
            number=str(number),
            name=str(people[key]),
            role=_("Chair of the council") if chairs[key] else _("Member of the council"),
            presence=_presence(is_absent=key in absent) if meeting else "",
        )
        for number, key in enumerate(ordered, start=1)
    ]


def _presence(*, is_absent: bool) -> str:
    return _("Absent") if is_absent else _("Present")


def _votes(number: int | None) -> str:
    return BLANK if number is None else f"{count_text(number)} phiếu"
