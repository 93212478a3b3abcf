"""Inviting a member to the dossier by mail, and the answer of whoever holds the link."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.applications import refuse_inner_circle
from contests.domain.team import locked_member
from contests.enums import GONE_STATES, InvitationState, TeamAccess
from contests.mails import team as mails
from contests.models import TeamMember
from contests.workflow import APPLICATION
from portal import audit
from portal.mail import queue
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from contests.models import Application
    from portal.models import User

GOOD_FOR = timedelta(days=30)
# A second click within this time is the first one again: one mail.
DOUBLE_CLICK = timedelta(seconds=30)


class InvitationGoneError(RefusedError):
    """The link was answered, withdrawn or replaced, or its time is over."""

    def __init__(self) -> None:
        super().__init__(
            _("This invitation is no longer valid. Ask the representative to send it again.")
        )


# --- the representative's side -----------------------------------------------------------------


@transaction.atomic
def invite_member(
    application: Application, member_id: int, *, actor: Any, access: str
) -> TeamMember:
    """Mail a member the link with which they accept; an earlier link falls.

    Refused without an address, for one who accepted already, and once the dossier left the contest.
    """
    locked = _lock_as_lead(application, actor)
    if locked.state in GONE_STATES:
        raise RefusedError(_("The contest is over for this application."))
    member = locked_member(locked, member_id)
    if member.invitation == InvitationState.ACCEPTED:
        raise RefusedError(_("%(name)s has accepted already.") % {"name": member.full_name})
    if not member.email:
        raise RefusedError(
            _("Enter the e-mail address of %(name)s first.") % {"name": member.full_name}
        )
    if _was_just_invited(member, access):
        return member
    key = secrets.token_urlsafe(32)
    member.access, member.invitation = TeamAccess(access), InvitationState.INVITED
    member.invitation_hash = hash_of(key)
    member.invited_at, member.answered_at = timezone.now(), None
    member.save()
    audit.record(locked, "invite_member", actor=actor, access=access)
    queue(mails.member_invited(locked, member, key=key, days=GOOD_FOR.days))
    return member


def _was_just_invited(member: TeamMember, access: str) -> bool:
    return (
        member.invitation == InvitationState.INVITED
        and member.access == access
        and member.invited_at is not None
        and timezone.now() - member.invited_at < DOUBLE_CLICK
    )


@transaction.atomic
def withdraw_invitation(application: Application, member_id: int, *, actor: Any) -> TeamMember:
    """Make the mailed link worthless; nothing happens when it was answered before."""
    locked = _lock_as_lead(application, actor)
    member = locked_member(locked, member_id)
    if member.invitation == InvitationState.INVITED:
        _close(member, InvitationState.NONE)
        audit.record(locked, "withdraw_invitation", actor=actor)
    return member


@transaction.atomic
def change_access(
    application: Application, member_id: int, *, actor: Any, access: str
) -> TeamMember:
    """Let a member who was invited or accepted read, edit as well, or nothing at once.

    Without access the person stays in the team, and the consents of their account stand.
    """
    locked = _lock_as_lead(application, actor)
    member = locked_member(locked, member_id)
    if member.invitation not in {InvitationState.INVITED, InvitationState.ACCEPTED}:
        raise RefusedError(_("Invite %(name)s first.") % {"name": member.full_name})
    before, member.access = member.access, TeamAccess(access)
    member.save(update_fields=["access"])
    audit.record(locked, "change_access", actor=actor, was=before, access=access)
    return member


def _lock_as_lead(application: Application, actor: Any) -> Application:
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.lead_application", locked)
    return locked


# --- the invited person's side -----------------------------------------------------------------


def find_invitation(key: str) -> TeamMember:
    """Return the member whom the link invites; raises InvitationGoneError when it holds no more."""
    return _open(
        TeamMember.objects.select_related("application__contest", "application__owner"), key
    )


def joined_with(key: str, user: Any) -> Application | None:
    """Return the dossier that ``user`` joined with this link: clicked twice, or opened again later."""
    member = (
        TeamMember.objects.select_related("application")
        .filter(invitation_hash=hash_of(key), invitation=InvitationState.ACCEPTED, user_id=user.pk)
        .exclude(access=TeamAccess.NONE)
        .first()
    )
    return member.application if member else None


def _open(members: Any, key: str) -> TeamMember:
    member: TeamMember | None = members.filter(
        invitation_hash=hash_of(key),
        invitation=InvitationState.INVITED,
        invited_at__gt=timezone.now() - GOOD_FOR,
    ).first()
    if member is None or member.application.state in GONE_STATES:
        raise InvitationGoneError
    return member


@transaction.atomic
def accept_invitation(key: str, *, actor: User) -> TeamMember:
    """Give the account of ``actor`` the invited member's place.

    Any account may accept: people use several addresses. The contest's own people may not.
    """
    member = _locked_invitation(key)
    refuse_inner_circle(actor)
    application = member.application
    if application.owner_id == actor.pk:
        raise RefusedError(_("You are the representative of this application."))
    if application.members.filter(user=actor).exists():
        raise RefusedError(_("You are a member of this team already."))
    member.user = actor
    _close(member, InvitationState.ACCEPTED)
    audit.record(application, "accept_invitation", actor=actor, access=member.access)
    queue(mails.invitation_accepted(application, member))
    return member


@transaction.atomic
def decline_invitation(key: str) -> TeamMember:
    """Turn the invitation down, for which no account is needed; the representative is told."""
    member = _locked_invitation(key)
    _close(member, InvitationState.DECLINED)
    audit.record(member.application, "decline_invitation", actor=audit.SYSTEM)
    queue(mails.invitation_declined(member.application, member))
    return member


def _locked_invitation(key: str) -> TeamMember:
    """Lock the dossier first, as everybody else does, then read the invitation anew."""
    found = find_invitation(key)
    APPLICATION.lock(found.application)
    return _open(
        TeamMember.objects.select_related("application__contest", "application__owner"), key
    )


def _close(member: TeamMember, outcome: InvitationState) -> None:
    member.invitation = outcome
    # Who accepted is led to the dossier by the same link ever after.
    if outcome != InvitationState.ACCEPTED:
        member.invitation_hash = ""
    if outcome == InvitationState.NONE:
        member.access = TeamAccess.NONE
    else:
        member.answered_at = timezone.now()
    if outcome == InvitationState.DECLINED:
        member.access = TeamAccess.NONE
    member.save()


def hash_of(key: str) -> str:
    """Return what is stored of a link's key."""
    return hashlib.sha256(key.encode()).hexdigest()
