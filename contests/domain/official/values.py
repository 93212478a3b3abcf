"""What each paper says, as plain texts: the one thing that builders fill in and renderers read.

Every field carries its meaning; the page of placeholders is made from these classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Head:
    superior: Annotated[str, _("superior body, in capitals")]
    body: Annotated[str, _("issuing body, in capitals")]
    issuer: Annotated[str, _("issuing body, in capitals, on one line")]
    symbol: Annotated[str, _("symbol of the issuing body, for example SKHCN")]
    number: Annotated[str, _("number of the paper, or room to write it")]
    place: Annotated[str, _("place")]
    date: Annotated[str, _("day of the paper, or room to write it")]
    authority: Annotated[str, _("authority of the signature, for example TM. BAN TỔ CHỨC")]
    signer_title: Annotated[str, _("title of the signer")]
    signer_name: Annotated[str, _("name of the signer")]
    clerk_title: Annotated[str, _("title of the second signature")]
    clerk_name: Annotated[str, _("name of the second signer")]
    recipients: Annotated[list[str], _("recipients")]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper has."""

    head: Annotated[Head, _("head and signatures")]
    contest: Annotated[str, _("title of the edition")]
    year: Annotated[str, _("year of the edition")]


@dataclass(frozen=True, kw_only=True)
class ValidRow:
    number: Annotated[str, _("running number")]
    reference: Annotated[str, _("reference number")]
    project: Annotated[str, _("project name")]
    authors: Annotated[str, _("representative and members")]
    organization: Annotated[str, _("organisation or enterprise")]
    locality: Annotated[str, _("commune or ward")]
    field: Annotated[str, _("field")]


@dataclass(frozen=True, kw_only=True)
class ValidList(Paper):
    received: Annotated[str, _("how many applications were received")]
    total: Annotated[str, _("how many applications are valid")]
    rows: Annotated[list[ValidRow], _("the valid applications, by reference number")]


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    number: Annotated[str, _("running number")]
    name: Annotated[str, _("criterion")]
    guidance: Annotated[str, _("guidance for scoring")]
    maximum: Annotated[str, _("points, at most")]
    weight: Annotated[str, _("coefficient")]
    points: Annotated[str, _("points given; nothing on a blank sheet")]
    comment: Annotated[str, _("comment on the criterion")]


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    number: Annotated[str, _("running number")]
    reference: Annotated[str, _("reference number")]
    project: Annotated[str, _("project name")]
    field: Annotated[str, _("field")]
    authors: Annotated[str, _("authors; nothing where the round hides names")]
    lines: Annotated[list[SheetLine], _("the criteria")]
    highest: Annotated[str, _("total of full marks")]
    total: Annotated[str, _("total of the sheet; nothing on a blank sheet")]
    comment: Annotated[str, _("comment for the authors")]
    sent: Annotated[str, _("when the sheet was sent")]
    from_paper: Annotated[str, _("by whom a paper sheet was typed and checked; else nothing")]
    code: Annotated[str, _("short code of the sheet")]
    address: Annotated[str, _("address of the sheet's entry form")]
    qr: Annotated[str, _("the same address as a QR code; nothing on a filled sheet")]
    is_last: Annotated[bool, _("whether no sheet follows")]


@dataclass(frozen=True, kw_only=True)
class ScoreSheets(Paper):
    round: Annotated[str, _("name of the round")]
    judge: Annotated[str, _("name of the judge")]
    is_blank: Annotated[bool, _("whether the sheets are to be filled in by hand")]
    sheets: Annotated[list[SheetPage], _("one sheet for each application of the judge")]


@dataclass(frozen=True, kw_only=True)
class Legend:
    label: Annotated[str, _("short name in the head of the table")]
    name: Annotated[str, _("what it stands for")]
    note: Annotated[str, _("points, at most, and coefficient")]


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    rank: Annotated[str, _("rank")]
    reference: Annotated[str, _("reference number")]
    project: Annotated[str, _("project name")]
    means: Annotated[list[str], _("mean in each criterion")]
    totals: Annotated[list[str], _("total of each judge")]
    mean: Annotated[str, _("mean of the totals")]
    sheets: Annotated[str, _("how many sheets count")]
    note: Annotated[str, _("tie, threshold, outcome, award")]


@dataclass(frozen=True, kw_only=True)
class ScoreTable(Paper):
    round: Annotated[str, _("name of the round")]
    closed: Annotated[str, _("when the scores were frozen")]
    criteria: Annotated[list[Legend], _("the criteria")]
    judges: Annotated[list[Legend], _("the judges")]
    rows: Annotated[list[ScoreRow], _("the entries, best first")]
    has_abstained: Annotated[bool, _("whether a judge abstained from an entry")]
    ties: Annotated[list[str], _("how each tie was broken")]
    reasons: Annotated[list[str], _("why the rank was not followed")]


@dataclass(frozen=True, kw_only=True)
class Attendant:
    number: Annotated[str, _("running number")]
    name: Annotated[str, _("name")]
    role: Annotated[str, _("chair or member")]
    presence: Annotated[str, _("present or absent")]


@dataclass(frozen=True, kw_only=True)
class CouncilMinutes(Paper):
    round: Annotated[str, _("name of the round")]
    begins: Annotated[str, _("when the meeting begins, or room to write it")]
    ends: Annotated[str, _("when the meeting ends, or room to write it")]
    place: Annotated[str, _("where the council meets, or room to write it")]
    members: Annotated[list[Attendant], _("members of the council")]
    present: Annotated[str, _("how many members are present")]
    absent: Annotated[str, _("how many members are absent")]
    guests: Annotated[list[str], _("others present")]
    entries: Annotated[str, _("how many entries were judged")]
    sheets: Annotated[str, _("how many score sheets count")]
    rows: Annotated[list[ScoreRow], _("the entries, best first")]
    ties: Annotated[list[str], _("how each tie was broken")]
    reasons: Annotated[list[str], _("why the rank was not followed")]
    unawarded: Annotated[list[str], _("places of prizes left empty, with the reason")]
    discussion: Annotated[str, _("what was said")]
    votes_for: Annotated[str, _("votes for, or room to write them")]
    votes_against: Annotated[str, _("votes against, or room to write them")]
    votes_abstained: Annotated[str, _("abstentions, or room to write them")]


@dataclass(frozen=True, kw_only=True)
class AwardLine:
    number: Annotated[str, _("running number")]
    prize: Annotated[str, _("prize")]
    reference: Annotated[str, _("reference number")]
    project: Annotated[str, _("project name")]
    authors: Annotated[str, _("representative and members")]
    organization: Annotated[str, _("organisation or enterprise")]
    locality: Annotated[str, _("commune or ward")]
    amount: Annotated[str, _("amount in đồng")]
    given: Annotated[str, _("paper given with the prize")]
    funding: Annotated[str, _("funding source")]


@dataclass(frozen=True, kw_only=True)
class AwardGroup:
    """The awards of one giver: the contest's own, or those of a family."""

    number: Annotated[str, _("running number")]
    family: Annotated[str, _("family of prizes; nothing where the contest has its own only")]
    decided_by: Annotated[str, _("deciding authority")]
    total: Annotated[str, _("how many awards")]
    amount: Annotated[str, _("sum of the amounts in đồng")]
    rows: Annotated[list[AwardLine], _("the awards, highest first")]


@dataclass(frozen=True, kw_only=True)
class Fund:
    source: Annotated[str, _("funding source, or room to write it")]
    total: Annotated[str, _("how many awards")]
    amount: Annotated[str, _("sum of the amounts in đồng")]


@dataclass(frozen=True, kw_only=True)
class AwardPaper(Paper):
    """The submission, the draft decision and its annex say the same awards."""

    round: Annotated[str, _("name of the final")]
    addressee: Annotated[str, _("to whom it is submitted")]
    department: Annotated[str, _("the Department that submits")]
    received: Annotated[str, _("how many applications were received")]
    valid: Annotated[str, _("how many applications are valid")]
    finalists: Annotated[str, _("how many applications are in the final")]
    total: Annotated[str, _("how many awards")]
    total_amount: Annotated[str, _("sum of the amounts in đồng")]
    total_words: Annotated[str, _("the same sum in words")]
    rules: Annotated[str, _("the decision that issued the rules, or room to write it")]
    decision: Annotated[str, _("number of the award decision, or room to write it")]
    decided_on: Annotated[str, _("day of the award decision, or room to write it")]
    rows: Annotated[list[AwardLine], _("the awards, highest first")]
    groups: Annotated[list[AwardGroup], _("the same awards by family, the contest's own first")]
    funds: Annotated[list[Fund], _("the money by funding source; nothing where none is named")]
    reasons: Annotated[list[str], _("why the rank was not followed")]
    extras: Annotated[list[str], _("awards beyond the catalogue, why and by which document")]
    unawarded: Annotated[list[str], _("places of prizes left empty, with the reason")]


@dataclass(frozen=True, kw_only=True)
class Turn:
    number: Annotated[str, _("place in the running order; nothing before the draw")]
    reference: Annotated[str, _("reference number")]
    project: Annotated[str, _("project name")]
    presenter: Annotated[str, _("representative")]
    field: Annotated[str, _("field")]


@dataclass(frozen=True, kw_only=True)
class RunningOrder(Paper):
    round: Annotated[str, _("name of the round")]
    total: Annotated[str, _("how many entries")]
    rows: Annotated[list[Turn], _("the entries in their order")]


@dataclass(frozen=True, kw_only=True)
class Winner:
    project: Annotated[str, _("project name")]
    authors: Annotated[str, _("authors whom the public may read about")]
    locality: Annotated[str, _("commune or ward")]


@dataclass(frozen=True, kw_only=True)
class CalledPrize:
    prize: Annotated[str, _("prize")]
    count: Annotated[str, _("how many awards, in words")]
    amount: Annotated[str, _("amount in words")]
    given: Annotated[str, _("paper given with the prize")]
    winners: Annotated[list[Winner], _("the winners")]


@dataclass(frozen=True, kw_only=True)
class CalledGroup:
    family: Annotated[str, _("family of prizes; nothing where the contest has its own only")]
    prizes: Annotated[list[CalledPrize], _("the prizes, lowest first")]


@dataclass(frozen=True, kw_only=True)
class Script(Paper):
    round: Annotated[str, _("name of the final")]
    decision: Annotated[str, _("number of the award decision, or room to write it")]
    decided_on: Annotated[str, _("day of the award decision, or room to write it")]
    total: Annotated[str, _("how many awards, in words")]
    prizes: Annotated[list[CalledPrize], _("the prizes, lowest first")]
    groups: Annotated[list[CalledGroup], _("the same prizes by family, the contest's own last")]
