"""Papers about awards: submission, draft decision with its annex, and the announcer's script."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import groupby, islice
from typing import TYPE_CHECKING

from contests.domain.awards import catalogue
from contests.domain.credit import public_credits
from contests.domain.limits import current_rules
from contests.domain.official.offices import BLANK, head_of, office_of
from contests.domain.official.people import (
    authors_of,
    count_text,
    document_text,
    frame_of,
    loaded,
)
from contests.domain.official.values import (
    AwardGroup,
    AwardLine,
    AwardPaper,
    CalledGroup,
    CalledPrize,
    Fund,
    Script,
    Winner,
)
from contests.domain.official.words import amount_in_words, in_words
from contests.domain.phases import counts
from contests.enums import AwardState, PaperIssuer
from portal.dates import format_long
from portal.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contests.domain.awards import PrizeLine
    from contests.domain.credit import PublicCredit
    from contests.models import Application, Award, Round


# Papers are Vietnamese, as the wording of their layouts is.
_OWN = "Giải thưởng của Cuộc thi"


def award_paper(round_: Round, issuer: PaperIssuer) -> AwardPaper:
    """The proposed or approved awards of a final, in the name of ``issuer``; revoked ones are left out."""
    contest = round_.contest
    lines = _lines_in_force(round_)
    applications = _applications(lines)
    rows = [_line(number, *pair, applications) for number, pair in enumerate(_pairs(lines), 1)]
    amount = _amount(lines)
    counted = counts(contest)
    is_decision = issuer == PaperIssuer.PROVINCE
    return AwardPaper(
        head=head_of(contest, issuer, decision=round_.decision if is_decision else None),
        round=round_.name,
        addressee=office_of(contest, PaperIssuer.PROVINCE).name,
        department=office_of(contest, PaperIssuer.DEPARTMENT).name,
        received=count_text(counted.received),
        valid=count_text(counted.valid),
        finalists=count_text(counted.finalists),
        total=count_text(len(rows)),
        total_amount=_money(amount),
        total_words=amount_in_words(amount) if amount else "",
        rules=document_text(current_rules(contest).decision),
        rows=rows,
        groups=_award_groups(lines, rows),
        funds=_funds(lines),
        reasons=[
            f"{_named(*pair, applications)}: {pair[1].reason}"
            for pair in _pairs(lines)
            if pair[1].reason and pair[1].extra_decision is None
        ],
        extras=[
            f"{_named(*pair, applications)}: {pair[1].reason} ({document_text(pair[1].extra_decision)})"
            for pair in _pairs(lines)
            if pair[1].extra_decision is not None
        ],
        unawarded=unawarded_of(round_),
        **_decided(round_),
        **frame_of(contest),
    )


def script(round_: Round) -> Script:
    """What the announcer reads: the lowest prize first, the contest's own family last.

    People are named only where the public may know them; a revoked award is not called.
    """
    lines = _lines_in_force(round_)[::-1]
    credits_ = public_credits(_applications(lines).values())
    groups = [
        CalledGroup(family=name, prizes=[_called(line, credits_) for line in of_group])
        for name, of_group in _by_family(lines)
    ]
    return Script(
        head=head_of(round_.contest, PaperIssuer.BOARD),
        round=round_.name,
        total=in_words(len(_pairs(lines))),
        prizes=[prize for group in groups for prize in group.prizes],
        groups=groups,
        **_decided(round_),
        **frame_of(round_.contest),
    )


def unawarded_of(round_: Round) -> list[str]:
    """The places that it was decided to leave empty, in the order of the catalogue."""
    return [
        f"{line.prize.label}: để trống {count_text(line.left)} giải. Lý do: {line.prize.unawarded_reason}"
        for line in catalogue(round_)
        if line.is_left_empty
    ]


# --- the awards that count ------------------------------------------------------------------------


def _lines_in_force(round_: Round) -> list[PrizeLine]:
    """The prizes with an award that nobody revoked, in the order of the catalogue."""
    lines = (
        replace(
            line,
            awards=tuple(award for award in line.awards if award.state != AwardState.REVOKED),
        )
        for line in catalogue(round_)
    )
    return [line for line in lines if line.awards]


def _pairs(lines: Sequence[PrizeLine]) -> list[tuple[PrizeLine, Award]]:
    return [(line, award) for line in lines for award in line.awards]


def _applications(lines: Sequence[PrizeLine]) -> dict[int, Application]:
    return loaded(award.application_id for _line_of, award in _pairs(lines))


def _by_family(lines: Sequence[PrizeLine]) -> list[tuple[str, list[PrizeLine]]]:
    """Lines of each family under its name, in their order; contest's own alone need no name."""
    found = [
        (family, list(of_family))
        for family, of_family in groupby(lines, key=lambda line: line.prize.family)
    ]
    if [family for family, _lines in found] == [None]:
        return [("", found[0][1])]
    return [(family.name if family else _OWN, of_family) for family, of_family in found]


def _amount(lines: Sequence[PrizeLine]) -> int:
    """Whole đồng of all awards."""
    return sum((line.prize.amount or 0) * len(line.awards) for line in lines)


# --- lines of the papers --------------------------------------------------------------------------


def _award_groups(lines: Sequence[PrizeLine], rows: Sequence[AwardLine]) -> list[AwardGroup]:
    """``rows``, which follow ``lines``, under their families."""
    left = iter(rows)
    return [
        AwardGroup(
            number=str(number),
            family=name,
            decided_by=family.authority if (family := of_group[0].prize.family) else "",
            total=count_text(len(_pairs(of_group))),
            amount=_money(_amount(of_group)),
            rows=list(islice(left, len(_pairs(of_group)))),
        )
        for number, (name, of_group) in enumerate(_by_family(lines), start=1)
    ]


def _funds(lines: Sequence[PrizeLine]) -> list[Fund]:
    """The money by its source, in the order of the catalogue; empty where no source is named."""
    paid: dict[str, list[PrizeLine]] = {}
    for line in lines:
        if line.prize.amount:
            paid.setdefault(line.prize.funding, []).append(line)
    if not any(paid):
        return []
    return [
        Fund(
            source=source or BLANK,
            total=count_text(len(_pairs(of_source))),
            amount=_money(_amount(of_source)),
        )
        for source, of_source in paid.items()
    ]


def _named(line: PrizeLine, award: Award, applications: Mapping[int, Application]) -> str:
    return f"{applications[award.application_id].reference} ({line.prize.name})"


def _line(
    number: int, line: PrizeLine, award: Award, applications: Mapping[int, Application]
) -> AwardLine:
    application = applications[award.application_id]
    return AwardLine(
        number=str(number),
        prize=line.prize.name,
        reference=application.reference or "",
        project=application.title,
        authors=authors_of(application),
        organization=application.organization_name,
        locality=str(application.locality or ""),
        amount=_money(line.prize.amount or 0),
        given=line.prize.paper,
        funding=line.prize.funding,
    )


def _called(line: PrizeLine, credits_: dict[int, PublicCredit]) -> CalledPrize:
    return CalledPrize(
        prize=line.prize.name,
        count=in_words(len(line.awards)),
        amount=amount_in_words(line.prize.amount).lower() if line.prize.amount else "",
        given=line.prize.paper,
        winners=[_winner(award, credits_) for award in line.awards],
    )


def _winner(award: Award, credits_: dict[int, PublicCredit]) -> Winner:
    credit = credits_[award.application_id]
    return Winner(project=credit.project, authors=credit.authors, locality=credit.locality)


def _decided(round_: Round) -> dict[str, str]:
    decision = round_.decision
    return {
        "decision": decision.number if decision else BLANK,
        "decided_on": format_long(decision.issued_on) if decision else f"ngày {BLANK}",
    }


def _money(amount: int) -> str:
    return format_number(Decimal(amount)) if amount else ""
