"""A profile is confirmed once a year, or it is marked, and later hidden.

Only profiles whose people were asked are hidden: what the office entered and nobody keeps is marked
and put before staff, because hiding it would tell the public that an agency does not exist.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.mails import profiles as mails
from ecosystem.models import Membership, Organization, Startup
from portal import audit
from portal.mail import queue_once
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.db.models import QuerySet

    from portal.mail import Mail

    Profile = Organization | Startup

logger = logging.getLogger(__name__)

# A profile is asked about a year after it was last confirmed.
ASK_AFTER: Final = timedelta(days=365)
REMIND_AFTER: Final = timedelta(days=14)
CATCH_UP: Final = timedelta(days=7)
# Days to answer; then the public sees that nobody confirmed the profile.
GRACE: Final = timedelta(days=30)
HIDE_AFTER: Final = timedelta(days=90)
# So many profiles a run: the mails of a day do not become one burst.
BATCH: Final = 500

_SIGNER: Final = Signer(salt="ecosystem.freshness")
_MODELS: Final[dict[str, type[Profile]]] = {"organization": Organization, "startup": Startup}


class LinkGoneError(RefusedError):
    """The link leads to no profile that waits for an answer."""


# --- confirming --------------------------------------------------------------------------------


def confirm(profile: Profile, on: date | None = None) -> None:
    """Write that the profile was right ``on`` a day, today unless told; the row is not saved.

    Every door to ``verified_on`` leads here: what was asked and marked before is answered.
    """
    profile.verified_on = on or timezone.localdate()
    profile.asked_on = profile.stale_on = profile.hidden_on = None


@transaction.atomic
def confirm_profile(profile: Profile, *, actor: Any) -> Profile:
    """Confirm by staff, or by whoever holds the mailed link (``SYSTEM``). Twice is once."""
    locked = type(profile)._base_manager.select_for_update().get(pk=profile.pk)
    require(actor, "ecosystem.verify_profile", locked)
    confirm(locked)
    locked.save(update_fields=["verified_on", "asked_on", "stale_on", "hidden_on"])
    audit.record(locked, "verify", actor=actor)
    return locked


def link_of(profile: Profile) -> str:
    """The address of the question; whoever holds it may answer it, once."""
    value = f"{profile.profile_key}:{profile.asked_on:%Y%m%d}"
    return reverse("ecosystem:profile_confirm", args=[_SIGNER.sign(value)])


def find_by_link(key: str) -> tuple[Profile, bool]:
    """The profile behind a link, and whether its question is still open.

    Raises LinkGoneError for a key that is not ours.
    """
    profile: Profile | None
    try:
        model, pk, asked_on = _SIGNER.unsign(key).split(":")
        profile = _MODELS[model]._base_manager.filter(pk=int(pk)).first()
    except (BadSignature, KeyError, ValueError):
        profile = None
    if profile is None:
        raise LinkGoneError(_("This link is not right. Copy it whole from the mail."))
    is_open = profile.asked_on is not None and f"{profile.asked_on:%Y%m%d}" == asked_on
    return profile, is_open


# --- the daily work ----------------------------------------------------------------------------


def keep_fresh(today: date | None = None) -> dict[str, int]:
    """Ask, remind, mark and hide what is due; safe to run twice. Returns how many of each."""
    day = today or timezone.localdate()
    done = {"asked": 0, "reminded": 0, "marked": 0, "hidden": 0}
    for model in (Organization, Startup):
        done["hidden"] += _hide(model, day)
        done["marked"] += _mark(model, day)
        done["reminded"] += _remind(model, day)
        done["asked"] += _ask(model, day)
    return done


def recipients_of(profile: Profile) -> list[str]:
    """Whom to ask: the people who keep the profile, else the office's public address."""
    if isinstance(profile, Startup):
        owner = profile.owner
        if owner is not None and owner.is_active:
            return [owner.email]
        company = profile.organization
        return recipients_of(company) if company is not None else []
    addresses = list(
        Membership.objects.filter(organization=profile, is_active=True, user__is_active=True)
        .order_by("pk")
        .values_list("user__email", flat=True)
    )
    return addresses or ([profile.email] if profile.email else [])


def _due(model: type[Profile]) -> QuerySet[Any]:
    """Profiles that the public sees, with the day they were last known to be right."""
    rows = model.objects.public()
    if model is Organization:
        rows = rows.existing()
    return rows.annotate(known_on=Coalesce(F("verified_on"), F("listed_on"))).order_by("pk")


def _reachable(model: type[Profile]) -> Q:
    """The profiles for which ``recipients_of`` finds somebody, as a condition."""
    keepers = Membership.objects.filter(is_active=True, user__is_active=True)
    if model is Organization:
        return Q(pk__in=keepers.values("organization")) | ~Q(email="")
    company = Q(organization__in=keepers.values("organization")) | Q(
        organization__isnull=False
    ) & ~Q(organization__email="")
    return Q(owner__is_active=True) | company


def _ask(model: type[Profile], day: date) -> int:
    rows = _due(model).filter(_reachable(model), asked_on=None, known_on__lte=day - ASK_AFTER)
    return _each(
        rows,
        lambda profile: _move(
            profile, {"asked_on": None}, {"asked_on": day}, mail=mails.profile_to_confirm
        ),
    )


def _remind(model: type[Profile], day: date) -> int:
    """Those asked two weeks ago; a week more, should the work have stood still. One mail each."""
    rows = _due(model).filter(
        asked_on__lte=day - REMIND_AFTER, asked_on__gt=day - REMIND_AFTER - CATCH_UP
    )
    return _each(rows, lambda profile: _tell(profile, mails.profile_reminder) > 0)


def _mark(model: type[Profile], day: date) -> int:
    """Mark what was not answered in time, and what there was nobody to ask about.

    Somebody may have come since who can be asked: then the question comes first.
    """
    unanswered = Q(asked_on__lte=day - GRACE)
    nobody = Q(asked_on=None, known_on__lte=day - ASK_AFTER - GRACE) & ~_reachable(model)
    return _each(
        _due(model).filter(unanswered | nobody, stale_on=None),
        lambda profile: _move(
            profile,
            {"stale_on": None, "asked_on": profile.asked_on},
            {"stale_on": day},
            verb="mark_unconfirmed",
        ),
    )


def _hide(model: type[Profile], day: date) -> int:
    return _each(
        _due(model).filter(stale_on__lte=day - HIDE_AFTER, asked_on__lte=day - GRACE),
        lambda profile: _move(
            profile,
            {"hidden_on": None, "stale_on": profile.stale_on},
            {"hidden_on": day},
            verb="hide_unconfirmed",
            mail=mails.profile_hidden,
        ),
    )


def _each(rows: QuerySet[Any], act: Callable[[Any], bool]) -> int:
    """Do ``act`` with so many of ``rows`` as a run may; return with how many it did something.

    What fails is logged and passed over, so that it keeps nobody behind it waiting.
    """
    done, last = 0, 0
    while batch := list(rows.filter(pk__gt=last)[: BATCH - done]):
        last = batch[-1].pk
        done += sum(_tried(act, profile) for profile in batch)
        if done >= BATCH:
            break
    return done


def _tried(act: Callable[[Any], bool], profile: Profile) -> bool:
    try:
        with transaction.atomic():
            return act(profile)
    except Exception:
        logger.exception("The question about %s failed", profile.profile_key)
        return False


@transaction.atomic
def _move(
    profile: Profile,
    seen: dict[str, Any],
    values: dict[str, Any],
    *,
    verb: str = "",
    mail: Callable[..., Mail] | None = None,
) -> bool:
    """Write ``values`` unless the row moved meanwhile: two workers never act on one twice."""
    rows = type(profile)._base_manager.filter(pk=profile.pk, **seen)
    if not rows.update(**values):
        return False
    for name, value in values.items():
        setattr(profile, name, value)
    if verb:
        audit.record(profile, verb, actor=audit.SYSTEM)
    if mail is not None:
        _tell(profile, mail)
    return True


def _tell(profile: Profile, build: Callable[..., Mail]) -> int:
    """Mail the people of the profile; return how many mails are new."""
    path = link_of(profile)
    return sum(
        queue_once(build(profile, recipient=address, path=path))
        for address in recipients_of(profile)
    )
