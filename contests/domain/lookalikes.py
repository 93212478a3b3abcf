"""Dossiers that resemble one another: found for staff to look at, never a reason to refuse by itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.identity import bare_phone
from contests.domain.likeness import (
    SUMMARY_THRESHOLD,
    TITLE_THRESHOLD,
    alike,
    letters_of,
    pairs_of,
)
from contests.enums import RECEIVED_STATES, LookAlikeKind, QuestionKind
from contests.models import (
    Answer,
    Application,
    ApplicationSnapshot,
    LookAlike,
    Question,
    TeamMember,
)
from portal import audit
from portal.models import Heartbeat
from portal.text import clean_text
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import datetime

# Name of the mark that says up to when submissions were compared.
MARK = "look-alikes"
# A submission that began before the mark may be committed after it.
OVERLAP = timedelta(minutes=2)

_Found = dict[tuple[int, int, str], Decimal]


@dataclass(kw_only=True)
class Profile:
    """What of a dossier is compared."""

    title: str = ""
    phones: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    tax_codes: set[str] = field(default_factory=set)
    summary: str = ""


def search_new(now: datetime | None = None) -> int:
    """Compare what was submitted since the last time with all received dossiers; return how many.

    The mark is a row: nothing is left out when a worker dies, and looking twice finds the same.
    """
    now = now or timezone.now()
    mark = Heartbeat.objects.filter(name=MARK).first()
    rows = ApplicationSnapshot.objects.filter(application__state__in=RECEIVED_STATES)
    if mark is not None:
        rows = rows.filter(submitted_at__gt=mark.seen_at - OVERLAP)
    found = set(rows.values_list("application", flat=True))
    if found:
        search(found)
        Heartbeat.objects.update_or_create(name=MARK, defaults={"seen_at": now})
    return len(found)


def search(applications: Collection[int]) -> None:
    """Find what resembles ``applications`` (keys) and store it, in a fixed number of queries.

    Made-up editions are compared among themselves. What was settled stays settled; what no longer
    holds is dropped.
    """
    found: _Found = {}
    searched: set[int] = set()
    for is_demo in (False, True):
        received = _received(is_demo=is_demo).values_list("pk", flat=True)
        if mine := set(applications).intersection(received):
            profiles = _profiles(is_demo=is_demo)
            mine &= profiles.keys()
            found |= _compare(profiles, mine)
            searched |= mine
    _store(searched, found)


@transaction.atomic
def settle_look_alike(row: LookAlike, *, actor: Any, reason: str) -> None:
    """Record what staff found about the pair of ``row``: all its open lines are settled together.

    The lines stay, with the reason.
    """
    pair = LookAlike.objects.filter(application=row.application_id, other=row.other_id)
    rows = list(pair.filter(cleared_at=None).select_for_update())
    require(actor, "contests.screen_application", row.application)
    reason = clean_text(reason).strip()
    if not rows:
        raise RefusedError(_("Somebody has settled this already."))
    if not reason:
        raise ReasonMissingError(_("Enter what you found: it is kept with both dossiers"))
    pair.filter(pk__in=[one.pk for one in rows]).update(
        clear_reason=reason,
        cleared_at=timezone.now(),
        cleared_by=None if actor is audit.SYSTEM else actor,
    )
    with translation.override(settings.LANGUAGE_CODE):
        kinds = ", ".join(str(one.get_kind_display()) for one in rows)
    for one, other in ((row.application, row.other), (row.other, row.application)):
        audit.record(
            one,
            "settle_look_alike",
            actor=actor,
            reason=reason,
            resembles=other.reference or other.public_id,
            in_what=kinds,
        )


@dataclass(kw_only=True)
class Resemblance:
    """Another dossier, and in what it resembles this one."""

    other: Application
    rows: list[LookAlike] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether anything of it waits for a conclusion."""
        return any(row.cleared_at is None for row in self.rows)


def resemblances_of(application: Application) -> list[Resemblance]:
    """Return the dossiers that resemble this one, those to be settled first, the likest first."""
    rows = LookAlike.objects.filter(Q(application=application) | Q(other=application))
    rows = rows.select_related("application__contest", "other__contest", "cleared_by")
    found: dict[int, Resemblance] = {}
    for row in rows.order_by("-score", "pk"):
        other = row.other if row.application_id == application.pk else row.application
        # What lies under a seal is compared, and shown when the seal is gone.
        if not other.is_under_seal:
            found.setdefault(other.pk, Resemblance(other=other)).rows.append(row)
    return sorted(found.values(), key=lambda one: not one.is_open)


# --- what is compared --------------------------------------------------------------------------


def _received(*, is_demo: bool) -> Any:
    return Application.objects.filter(state__in=RECEIVED_STATES, contest__is_demo=is_demo)


def _profiles(*, is_demo: bool) -> dict[int, Profile]:
    rows = _received(is_demo=is_demo)
    columns = ("contact_phone", "owner__phone", "contact_email", "owner__email", "tax_code")
    profiles: dict[int, Profile] = {}
    for pk, title, *values in rows.values_list("pk", "title", *columns).iterator():
        phone, account_phone, email, account_email, tax_code = values
        profile = profiles[pk] = Profile(title=title)
        _add_person(profile, phone, email)
        _add_person(profile, account_phone, account_email)
        profile.tax_codes = {tax_code} - {""}
    members = TeamMember.objects.filter(application__in=rows.values("pk"))
    for pk, phone, email in members.values_list("application", "phone", "email").iterator():
        # A dossier may arrive between the queries: the next run compares it.
        if pk in profiles:
            _add_person(profiles[pk], phone, email)
    for pk, text in _summaries(rows):
        if pk in profiles:
            profiles[pk].summary = f"{profiles[pk].summary} {text}"
    return profiles


def _add_person(profile: Profile, phone: str | None, email: str | None) -> None:
    profile.phones |= {bare_phone(phone)} - {""}
    profile.emails |= {(email or "").strip().lower()} - {""}


def _summaries(rows: Any) -> Iterator[tuple[int, str]]:
    answers = Answer.objects.filter(
        application__in=rows.values("pk"), question__in=summary_questions()
    ).exclude(value="")
    ordered = answers.order_by("application", "question__section__order", "question__order")
    yield from ordered.values_list("application", "value").iterator()


def summary_questions() -> list[int]:
    """Return the questions that hold a project's summary, of every edition.

    Those that are marked so; where an edition marks none, its first long answer.
    """
    rows = Question.objects.filter(Q(is_summary=True) | Q(kind=QuestionKind.LONG_TEXT))
    marked: dict[int, list[int]] = defaultdict(list)
    first: dict[int, int] = {}
    columns = ("section__contest", "pk", "is_summary")
    for contest, pk, is_summary in rows.order_by("section__order", "order", "pk").values_list(
        *columns
    ):
        first.setdefault(contest, pk)
        if is_summary:
            marked[contest].append(pk)
    return [pk for contest, pk in first.items() if contest not in marked] + [
        pk for found in marked.values() for pk in found
    ]


# --- comparing ---------------------------------------------------------------------------------


def _compare(profiles: dict[int, Profile], mine: Collection[int]) -> _Found:
    found: _Found = {}
    same: tuple[tuple[str, Callable[[Profile], set[str]]], ...] = (
        (LookAlikeKind.PHONE, lambda profile: profile.phones),
        (LookAlikeKind.EMAIL, lambda profile: profile.emails),
        (LookAlikeKind.TAX_CODE, lambda profile: profile.tax_codes),
    )
    for kind, values_of in same:
        holders: dict[str, list[int]] = defaultdict(list)
        for pk, profile in profiles.items():
            for value in values_of(profile):
                holders[value].append(pk)
        for pk in mine:
            others = {other for value in values_of(profiles[pk]) for other in holders[value]}
            _note(found, kind, pk, ((other, 1.0) for other in others))
    return found | _alike_texts(profiles, mine)


def _alike_texts(profiles: dict[int, Profile], mine: Collection[int]) -> _Found:
    found: _Found = {}
    compared: tuple[tuple[str, Any, Callable[[Profile], str], float], ...] = (
        (LookAlikeKind.TITLE, letters_of, lambda profile: profile.title, TITLE_THRESHOLD),
        (LookAlikeKind.SUMMARY, pairs_of, lambda profile: profile.summary, SUMMARY_THRESHOLD),
    )
    for kind, parts_of, text_of, threshold in compared:
        wanted = {pk: text_of(profiles[pk]) for pk in mine}
        texts = ((pk, text_of(profile)) for pk, profile in profiles.items())
        for pk, other, share in alike(wanted, texts, parts_of, threshold=threshold):
            _note(found, kind, pk, [(other, share)])
    return found


def _note(found: _Found, kind: str, pk: int, others: Iterable[tuple[int, float]]) -> None:
    """Keep each pair once, the later dossier first, whichever of them was looked at."""
    for other, share in others:
        if other != pk:
            pair = (max(pk, other), min(pk, other), str(kind))
            found[pair] = Decimal(str(share)).quantize(Decimal("0.001"))


@transaction.atomic
def _store(wanted: set[int], found: _Found) -> None:
    LookAlike.objects.bulk_create(
        [
            LookAlike(application_id=later, other_id=earlier, kind=kind, score=score)
            for (later, earlier, kind), score in found.items()
        ],
        update_conflicts=True,
        unique_fields=["application", "other", "kind"],
        update_fields=["score"],
        batch_size=500,
    )
    open_rows = LookAlike.objects.filter(
        Q(application__in=wanted) | Q(other__in=wanted), cleared_at=None
    )
    gone = [
        pk
        for pk, later, earlier, kind in open_rows.values_list("pk", "application", "other", "kind")
        if (later, earlier, kind) not in found
    ]
    LookAlike.objects.filter(pk__in=gone).delete()
