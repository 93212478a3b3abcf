"""What followed from a petition that was upheld: an act on the dossier, linked to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.acts import acts_of
from contests.domain.petitions import PetitionRefusedError
from contests.enums import PetitionState
from contests.workflow import PETITION
from portal import audit
from portal.workflow import require

if TYPE_CHECKING:
    from contests.domain.acts import Act
    from contests.models import Petition

# Acts on a dossier that can answer for an upheld petition, in the words of the trail.
REMEDIES: Final = {
    "reopen_check": gettext_lazy("Reopen the validity check"),
    "grant_extension": gettext_lazy("Grant more time"),
    "mark_valid": gettext_lazy("Mark as valid"),
    "decide_check": gettext_lazy("Decide a rule of the checklist"),
}


def possible_remedies(petition: Petition) -> list[Act]:
    """Return the acts on the dossier since the petition was filed, newest first."""
    return acts_of(petition.application, set(REMEDIES), since=petition.filed_at)[::-1]


@transaction.atomic
def link_remedy(petition: Petition, *, actor: Any, act: Act) -> Petition:
    """Record which act followed from the answer; refused unless the petition was upheld."""
    locked: Petition = PETITION.lock(petition)
    require(actor, "contests.handle_petition", locked)
    if locked.state not in {PetitionState.UPHELD, PetitionState.PARTLY}:
        raise PetitionRefusedError(_("Only an act after an upheld petition is linked to it."))
    locked.remedy, locked.remedy_by, locked.remedy_at = act.verb, act.actor, act.at
    locked.save(update_fields=["remedy", "remedy_by", "remedy_at"])
    audit.record(locked, "link_remedy", actor=actor, title=REMEDIES[act.verb])
    return locked
