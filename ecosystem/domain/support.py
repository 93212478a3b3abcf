"""What can I get? Six answers against the conditions of the offers that staff keep.

An answer that is not given excludes nothing; what an offer asks about it is told instead. Nothing
is stored: the answers stand in the address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecosystem.domain.support_answers import NO_GROUP, group_label, label_of
from ecosystem.enums import DocumentStatus, SeekerKind, SpecialGroup, StartupStage
from ecosystem.models import SupportOffer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model, QuerySet

    from ecosystem.domain.support_answers import Answers

# Rows of a group on the page; the rest is behind its link.
SHOWN: Final = 6
# Rows that are looked at, so that a page stays a page when the directory has thousands.
MAX_ROWS: Final = 200


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that somebody can get: what it is, whom to ask, on which ground, and why it is shown."""

    title: str
    url: str
    summary: str = ""
    amount: str = ""
    giver: str = ""
    giver_url: str = ""
    contact: str = ""
    how_to_ask: str = ""
    source: str = ""
    source_url: str = ""
    source_warning: str = ""
    is_demo: bool = False
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """Things of one kind; ``more_url`` leads to all of them."""

    key: str
    title: str | Promise
    items: Sequence[Found]
    more_url: str = ""
    more_label: str | Promise = ""

    @property
    def shown(self) -> Sequence[Found]:
        return self.items[:SHOWN]

    @property
    def hidden_count(self) -> int:
        return max(0, len(self.items) - SHOWN)


@dataclass
class Verdict:
    """Whether something fits the answers, the reasons, and what is still asked."""

    fits: bool = True
    reasons: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def condition(self, *, asked: bool, given: bool, met: bool, answer: str, only: str) -> None:
        """Take one condition in: ``asked`` by the offer, ``given`` by the seeker, ``met`` by the answer."""
        if not asked:
            return
        if not given:
            self.remarks.append(only)
        elif met:
            self.reasons.append(because(answer))
        else:
            self.fits = False


def because(answer: object) -> str:
    """Say which answer something is shown for."""
    return _("Because you chose: %(answer)s") % {"answer": answer}


def _only_for(labels: Iterable[str]) -> str:
    return _("Only for: %(groups)s") % {"groups": "; ".join(labels)}


# --- Offers that staff keep --------------------------------------------------------------------


def offers(answers: Answers) -> Group:
    """Support policies and programmes: one query, whatever their conditions."""
    rows = SupportOffer.objects.offered().for_page().with_source_validity()
    if answers.needs:
        rows = rows.filter(kind__in=answers.needs)
    found = []
    for offer in _with_places(rows, answers)[:MAX_ROWS]:
        verdict = verdict_on(offer, answers)
        if verdict.fits:
            found.append(_offer_found(offer, verdict))
    return Group(
        key="chinh-sach",
        title=_("Support policies and programmes"),
        items=most_reasons_first(found),
        more_url=reverse("ecosystem:support_list"),
        more_label=_("All support policies"),
    )


def _with_places(rows: QuerySet[SupportOffer], answers: Answers) -> QuerySet[SupportOffer]:
    """Annotated with what the conditions on field and commune ask, and whether the answers meet them."""
    fields = SupportOffer.for_fields.through.objects.filter(supportoffer=OuterRef("pk"))
    places = SupportOffer.for_localities.through.objects.filter(supportoffer=OuterRef("pk"))
    return rows.annotate(
        asks_field=Exists(fields),
        meets_field=Exists(fields.filter(field=answers.field)),
        asks_place=Exists(places),
        meets_place=Exists(places.filter(locality=answers.locality)),
    )


def verdict_on(offer: Any, answers: Answers) -> Verdict:
    """Whether an offer (annotated by ``_with_places``) is for somebody who answers so."""
    verdict = Verdict()
    for need in answers.needs:
        if need.pk == offer.kind_id:
            verdict.reasons.append(because(need))
    verdict.condition(
        asked=bool(offer.for_seekers),
        given=bool(answers.seeker),
        met=answers.seeker in offer.for_seekers,
        answer=label_of(SeekerKind, answers.seeker),
        only=_only_for(str(SeekerKind(kind).label) for kind in offer.for_seekers),
    )
    verdict.condition(
        asked=bool(offer.for_stages),
        given=bool(answers.stage),
        met=answers.stage in offer.for_stages,
        answer=label_of(StartupStage, answers.stage),
        only=_only_for(str(StartupStage(stage).label) for stage in offer.for_stages),
    )
    verdict.condition(
        asked=offer.asks_field,
        given=answers.field is not None,
        met=offer.meets_field,
        answer=str(answers.field),
        only=_("Only for certain fields"),
    )
    verdict.condition(
        asked=offer.asks_place,
        given=answers.locality is not None,
        met=offer.meets_place,
        answer=str(answers.locality),
        only=_("Only in certain communes"),
    )
    mine = [group for group in answers.groups if group in offer.for_groups]
    verdict.condition(
        asked=bool(offer.for_groups),
        given=bool(answers.groups),
        met=bool(mine),
        answer="; ".join(group_label(group) for group in mine),
        only=_only_for(group_label(group) for group in offer.for_groups),
    )
    if not verdict.reasons and not verdict.remarks:
        verdict.reasons.append(_("Open to everybody"))
    return verdict


def source_warning(validity: str | None) -> str:
    """Say what is wrong with the legal source of an offer; nothing when it may stand."""
    if validity == DocumentStatus.EXPIRED:
        return _("This document has expired: ask before you count on it")
    if validity == DocumentStatus.UNKNOWN:
        return _("The office has not determined whether this document is still in force")
    if validity == DocumentStatus.NOT_YET:
        return _("This document is not in force yet")
    return ""


def source_text(offer: SupportOffer) -> str:
    """Return clause and number of the legal source."""
    if offer.document is None:
        return ""
    document = f"{offer.document.get_kind_display()} {offer.document.number}"
    return f"{offer.clause}, {document}" if offer.clause else document


def contact_of(offer: SupportOffer) -> str:
    """Return whom to ask, as far as the office told: else the page sends people to the Department."""
    if offer.contact or offer.organization is None:
        return offer.contact
    return ", ".join(filter(None, (offer.organization.phone, offer.organization.email)))


def _offer_found(offer: Any, verdict: Verdict) -> Found:
    giver, here = offer.organization, offer.here
    return Found(
        title=here.name,
        url=offer.get_absolute_url(),
        summary=here.summary,
        amount=here.amount_text or (_("As the document says") if offer.document else ""),
        giver=giver.here.name if giver else "",
        giver_url=giver.get_absolute_url() if giver and giver.is_listed else "",
        contact=contact_of(offer),
        how_to_ask=here.how_to_ask,
        source=source_text(offer),
        source_url=offer.document.get_absolute_url() if offer.document else "",
        source_warning=source_warning(offer.source_validity),
        reasons=tuple(verdict.reasons),
        remarks=tuple(verdict.remarks),
    )


def most_reasons_first(found: list[Found]) -> list[Found]:
    """Most reasons and fewest doubts first; among equals the order of the rows stays."""
    return sorted(found, key=lambda item: len(item.remarks) - len(item.reasons))


# --- Who sees an offer: for staff --------------------------------------------------------------


def audience(offer: SupportOffer) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Each question with its answers and whether who gives it is shown the offer.

    All questions must be met: who fails one sees nothing of it.
    """
    return [
        (_("Who you are"), _answers(SeekerKind.choices, offer.for_seekers)),
        (_("Stage of the project"), _answers(StartupStage.choices, offer.for_stages)),
        (_("Field"), _rows_of(offer.for_fields.all())),
        (_("Locality"), _rows_of(offer.for_localities.all())),
        (
            _("What you need"),
            [(str(offer.kind), True), (_("Another kind of support only"), False)],
        ),
        (
            _("Special group"),
            [
                *_answers(SpecialGroup.choices, offer.for_groups),
                (group_label(NO_GROUP), not offer.for_groups),
            ],
        ),
    ]


def _answers(choices: Iterable[tuple[str, Any]], wanted: Sequence[str]) -> list[tuple[str, bool]]:
    return [(str(label), not wanted or value in wanted) for value, label in choices]


def _rows_of(rows: Iterable[Model]) -> list[tuple[str, bool]]:
    named = [(str(row), True) for row in rows]
    return [*named, (_("Every other one"), False)] if named else [(_("Every one"), True)]
