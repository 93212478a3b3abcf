"""A person asks to keep a profile; the office checks the proof and says yes or no."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ecosystem.domain import freshness
from ecosystem.domain.memberships import sync_role
from ecosystem.domain.profile_consents import drop_contact, unpublish
from ecosystem.enums import KIND_PATHS, STARTUP_KIND, ClaimState, OrganizationKind
from ecosystem.mails import profiles as mails
from ecosystem.models import Membership, Organization, ProfileClaim, Startup
from ecosystem.workflow import PROFILE_CLAIM
from portal import audit
from portal.accounts import has_verified_email
from portal.files import KIND_DOCX, KIND_IMAGE, KIND_PDF, MEGABYTE, store_upload
from portal.mail import queue
from portal.models import User
from portal.text import fold
from portal.workflow import RefusedError

PROOF_KINDS: Final = (KIND_PDF, KIND_DOCX, KIND_IMAGE)
MAX_PROOF_BYTES: Final = 10 * MEGABYTE
# Claims that wait, of one account: more is not somebody who represents anything.
MAX_OPEN: Final = 5


def refuse_claimant(user: User, profile: Organization | Startup | None = None) -> None:
    """Raise RefusedError when ``user`` cannot claim now; says what to do."""
    if not has_verified_email(user):
        raise RefusedError(_("Confirm your e-mail address first: the answer goes there."))
    waiting = ProfileClaim.objects.filter(user=user, state=ClaimState.RECEIVED)
    if waiting.count() >= MAX_OPEN:
        raise RefusedError(
            _("You have %(count)d claims that wait for an answer. Wait for one, or withdraw one.")
            % {"count": MAX_OPEN}
        )
    if profile is None:
        return
    if isinstance(profile, Organization) and profile.is_former:
        raise RefusedError(_("This organisation no longer exists. Claim its successor."))
    if type(profile).objects.kept_by(user).filter(pk=profile.pk).exists():
        raise RefusedError(_("You keep this profile already."))
    if waiting.filter(**ProfileClaim.about(profile)).exists():
        raise RefusedError(_("You have claimed this profile already. The office will answer you."))


@transaction.atomic
def make_claim(
    user: User,
    *,
    position: str,
    statement: str,
    proof: Any = None,
    profile: Organization | Startup | None = None,
    proposed_kind: str = "",
    proposed_name: str = "",
    proposed_summary: str = "",
) -> ProfileClaim:
    """Keep the claim of a profile, or of a new one that is proposed; tell the claimant.

    Locks the person: the limit holds for clicks at once. Raises RefusedError for who may not claim, ValidationError for a file that may not be kept.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    refuse_claimant(user, profile)
    if profile is None:
        # Of what is not shown to the person, the answer says nothing: the office will see it.
        _refuse_known_name(_profiles(proposed_kind).visible_to(user), proposed_name)
    stored = (
        store_upload(proof, kinds=PROOF_KINDS, max_bytes=MAX_PROOF_BYTES, uploaded_by=user)
        if proof
        else None
    )
    try:
        with transaction.atomic():
            claim = ProfileClaim.objects.create(
                user=user,
                position=position,
                statement=statement,
                proof=stored,
                proposed_kind=proposed_kind,
                proposed_name=proposed_name,
                proposed_summary=proposed_summary,
                **(ProfileClaim.about(profile) if profile else {}),
            )
    except IntegrityError as error:
        # A double click: the first one is there.
        raise RefusedError(
            _("You have claimed this profile already. The office will answer you.")
        ) from error
    audit.record(claim, "claim", actor=user)
    queue(mails.claim_received(claim))
    return claim


def _profiles(kind: str) -> Any:
    return Startup.objects if kind == STARTUP_KIND else Organization.objects


def _refuse_known_name(rows: Any, name: str) -> None:
    """Refuse what only marks, case or blanks tell from a name among ``rows``."""
    wanted = fold(name)
    alike = rows.search(name).values_list("name", flat=True)
    if any(fold(known) == wanted for known in alike):
        raise RefusedError(
            _("The directory has a profile of this name. Open it and claim it instead.")
        )


@transaction.atomic
def approve_claim(claim: ProfileClaim, *, actor: Any) -> ProfileClaim:
    """Let the claimant keep the profile: a membership for the profile only, or the project's owner.

    A proposed profile is made now. The earlier owner of a project is told.
    """
    moved: ProfileClaim = PROFILE_CLAIM.apply(
        claim, "approve", actor=actor, changes=_decided(actor)
    )
    if moved.profile is None:
        _make_profile(moved)
    if moved.startup is not None:
        _hand_over(moved.startup, moved.user)
    else:
        _let_keep(moved, actor=actor)
    queue(mails.claim_approved(moved, edit_path=edit_path(moved.profile)))
    return moved


@transaction.atomic
def refuse_claim(claim: ProfileClaim, *, actor: Any, reason: str) -> ProfileClaim:
    """Say no, with the reason that the claimant reads."""
    changes = {**_decided(actor), "reason": reason}
    moved: ProfileClaim = PROFILE_CLAIM.apply(
        claim, "refuse", actor=actor, reason=reason, changes=changes
    )
    queue(mails.claim_refused(moved))
    return moved


@transaction.atomic
def withdraw_claim(claim: ProfileClaim, *, actor: User) -> ProfileClaim:
    """Take one's own claim back."""
    moved: ProfileClaim = PROFILE_CLAIM.apply(claim, "withdraw", actor=actor)
    return moved


def edit_path(profile: Organization | Startup | None) -> str:
    """Where a keeper edits ``profile``."""
    return reverse("ecosystem:profile_list") if profile is None else _path(profile, "edit")


def claim_path(profile: Organization | Startup) -> str:
    """Where somebody asks to keep ``profile``."""
    return _path(profile, "claim")


def _path(profile: Organization | Startup, act: str) -> str:
    if isinstance(profile, Startup):
        return reverse(f"ecosystem:startup_{act}", args=[profile.slug])
    return reverse(
        f"ecosystem:organization_{act}",
        args=[KIND_PATHS[OrganizationKind(profile.kind)], profile.slug],
    )


def _decided(actor: Any) -> dict[str, object]:
    return {
        "decided_by": None if actor is audit.SYSTEM else actor,
        "decided_at": timezone.now(),
    }


def _make_profile(claim: ProfileClaim) -> None:
    """A new row of the directory; a project stays unseen until its owner shows it."""
    _refuse_known_name(_profiles(claim.proposed_kind).all(), claim.proposed_name)
    values = {"name": claim.proposed_name, "summary": claim.proposed_summary}
    with translation.override(settings.LANGUAGE_CODE):
        source = _("Registered by its people, checked by the office")
    if claim.proposed_kind == STARTUP_KIND:
        claim.startup = Startup.objects.create(source=source, is_public=False, **values)
    else:
        row = Organization(source=source, kind=claim.proposed_kind, **values)
        freshness.confirm(row)
        row.save()
        claim.organization = row
    claim.save(update_fields=["startup", "organization"])


def _hand_over(startup: Startup, user: User) -> None:
    """Make ``user`` the owner. What the earlier one agreed to, and was asked, ends with it."""
    locked = Startup._base_manager.select_for_update().get(pk=startup.pk)
    earlier = locked.owner
    locked.owner = user
    # The question that was mailed is not the new owner's: its link must not answer any more.
    locked.asked_on = None
    if earlier is not None and earlier != user:
        _end_consents(locked, earlier)
    locked.save()
    if earlier is not None and earlier != user:
        queue(
            mails.profile_handed_over(locked, recipient=earlier.email, full_name=earlier.full_name)
        )


def _end_consents(startup: Startup, earlier: User) -> None:
    """Name the earlier owner no more, and show the project once the new one agrees."""
    if startup.publication_consent is not None:
        unpublish(startup)
    contact = startup.contact_consent
    is_theirs = contact is not None and contact.user_id in {earlier.pk, None}
    if is_theirs and fold(startup.contact_name) == fold(earlier.full_name):
        drop_contact(startup, by=earlier)


def _let_keep(claim: ProfileClaim, *, actor: Any) -> None:
    """Make the membership, or wake one that ended; never with the nominations of before."""
    membership, created = Membership.objects.get_or_create(
        organization=claim.organization,
        user=claim.user,
        defaults={"position": claim.position, "is_profile_only": True},
    )
    if not created and not membership.is_active:
        membership.is_active = membership.is_profile_only = True
        membership.position = claim.position
        membership.save(update_fields=["is_active", "is_profile_only", "position"])
    sync_role(claim.user, actor=actor)
