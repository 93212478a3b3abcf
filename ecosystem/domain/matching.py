"""Who fits a project, and why, in words: shared tags only, no weights and no hidden score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from ecosystem.enums import INVESTING_KINDS
from ecosystem.models import Expert, Organization

if TYPE_CHECKING:
    from ecosystem.models import Startup, SupportKind

    Helper = Expert | Organization

SHOWN: Final = 12


@dataclass(frozen=True, kw_only=True)
class Match:
    """Somebody who fits, and each thing that both share as a sentence."""

    helper: Helper
    reasons: list[str]


def reasons_for(
    startup: Startup, helper: Helper, *, wanted: SupportKind | None = None
) -> list[str]:
    """Return what ``helper`` shares with the project; ``wanted`` is the support that is looked for."""
    found = []
    if startup.field_id and startup.field_id in {field.pk for field in helper.fields.all()}:
        found.append(_("Same field: %(field)s") % {"field": startup.field})
    if startup.stage and startup.stage in helper.stages:
        stage = startup.get_stage_display()
        found.append(_("Helps projects at your stage: %(stage)s") % {"stage": stage})
    if wanted is not None and wanted in helper.supports.all():
        found.append(_("Offers what you look for: %(support)s") % {"support": wanted})
    return found


def matches_of(startup: Startup, *, wanted: SupportKind | None = None) -> list[Match]:
    """Experts and investing organisations that share something; most shared first, then by name."""
    shares = Q(fields=startup.field_id) if startup.field_id else Q(pk=None)
    if startup.stage:
        shares |= Q(served_stages__stage=startup.stage)
    if wanted is not None:
        shares |= Q(supports=wanted)
    experts = Expert.objects.taking_requests()
    investors = Organization.objects.public().existing().filter(kind__in=INVESTING_KINDS)
    parts = ("fields", "supports", "served_stages")
    helpers: list[Helper] = [
        *experts.filter(shares).distinct().select_related("organization").prefetch_related(*parts),
        *investors.filter(shares).distinct().prefetch_related(*parts),
    ]
    found = [
        Match(helper=helper, reasons=reasons_for(startup, helper, wanted=wanted))
        for helper in helpers
    ]
    return sorted(found, key=lambda match: (-len(match.reasons), match.helper.folded))[:SHOWN]
