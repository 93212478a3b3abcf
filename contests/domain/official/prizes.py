"""Papers about awards: submission, draft decision with its annex, and the announcer's script."""

from __future__ import annotations

from decimal import Decimal
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
    AwardLine,
    AwardPaper,
    CalledPrize,
    Script,
    Winner,
)
from contests.domain.official.words import amount_in_words, in_words
from contests.domain.phases import counts
from contests.enums import PaperIssuer
from portal.dates import format_long
from portal.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.domain.awards import PrizeLine
    from contests.domain.credit import PublicCredit
    from contests.models import Application, Award, Round


def award_paper(round_: Round, issuer: PaperIssuer) -> AwardPaper:
    """The proposed or approved awards of a final, in the name of ``issuer``."""
    contest = round_.contest
    lines = [line for line in catalogue(round_) if line.awards]
    applications = _applications(lines)
    pairs = [(line, award) for line in lines for award in line.awards]
    amount = sum(line.prize.amount or 0 for line, _award in pairs)
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
        total=count_text(len(pairs)),
        total_amount=_money(amount),
        total_words=amount_in_words(amount) if amount else "",
        rules=document_text(current_rules(contest).decision),
        rows=[
            _line(number, line, applications[award.application_id])
            for number, (line, award) in enumerate(pairs, start=1)
        ],
        reasons=[
            f"{applications[award.application_id].reference}: {award.reason}"
            for _line_of, award in pairs
            if award.reason
        ],
        **_decided(round_),
        **frame_of(contest),
    )


def script(round_: Round) -> Script:
    """What the announcer reads: the lowest prize first; people only where the public may know them."""
    lines = [line for line in reversed(catalogue(round_)) if line.awards]
    applications = _applications(lines)
    credits_ = public_credits(applications.values())
    return Script(
        head=head_of(round_.contest, PaperIssuer.BOARD),
        round=round_.name,
        total=in_words(sum(len(line.awards) for line in lines)),
        prizes=[
            CalledPrize(
                prize=line.prize.name,
                count=in_words(len(line.awards)),
                amount=amount_in_words(line.prize.amount).lower() if line.prize.amount else "",
                given=line.prize.paper,
                winners=[_winner(award, credits_) for award in line.awards],
            )
            for line in lines
        ],
        **_decided(round_),
        **frame_of(round_.contest),
    )


def _applications(lines: Sequence[PrizeLine]) -> dict[int, Application]:
    return loaded(award.application_id for line in lines for award in line.awards)


def _line(number: int, line: PrizeLine, application: Application) -> AwardLine:
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
