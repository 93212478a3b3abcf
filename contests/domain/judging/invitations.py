"""Asking people onto a panel: nobody judges who has not accepted with the invited address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.appointments import recheck_teams_of
from contests.domain.judging.naming import set_named
from contests.enums import FROZEN_ROUND_STATES, JudgeInvitationState
from contests.mails import judging as mails
from contests.models import JudgeInvitation, PanelMember
from contests.models.juries import new_nonce
from contests.workflow import JUDGE_INVITATION
from portal import audit
from portal.events import RolesChanged, emit
from portal.mail import queue
from portal.models import User
from portal.roles import Role
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from contests.models import Panel, Round
    from contests.querysets import JudgeInvitationQuerySet
    from ecosystem.models import Locality

REMIND_DAYS_BEFORE = 3
DEFAULT_DAYS = 14
# A dot never occurs in what it separates, and stands unescaped in an address.
_signer = Signer(salt="contests.judge_invitation", sep=".")


class JudgeInvitationGoneError(RefusedError):
    """The link was answered, taken back or replaced, or its time is over."""

    def __init__(self) -> None:
        super().__init__(
            _("This invitation is no longer valid. Ask the secretariat to send a new link.")
        )


class OtherAccountError(RefusedError):
    """The account is not the one that was invited."""


# --- the secretariat's side -----------------------------------------------------------------------


@transaction.atomic
def invite_judge(
    panel: Panel,
    *,
    full_name: str,
    email: str,
    actor: Any,
    is_chair: bool = False,
    terms: str = "",
    days: int = DEFAULT_DAYS,
) -> JudgeInvitation:
    """Mail somebody the question whether they join the panel; asking twice is one row and one mail.

    Refused once the scores of the round are frozen, for somebody who sits on the panel, and for an
    address whose earlier invitation was answered or taken back: that one is sent again instead.
    """
    require(actor, "contests.invite_judge")
    _refuse_frozen(panel.round)
    address = email.strip().lower()
    if panel.members.filter(judge__email__iexact=address).exists():
        raise RefusedError(_("%(email)s sits on this panel already.") % {"email": address})
    invitation, is_new = JudgeInvitation.objects.get_or_create(
        panel=panel,
        email=address,
        defaults={
            "full_name": full_name,
            "is_chair": is_chair,
            "terms": terms,
            "invited_by": None if actor is audit.SYSTEM else actor,
            "expires_at": last_moment(days),
        },
    )
    if is_new:
        audit.record(invitation, "invite", actor=actor, panel=panel)
        queue(mails.judge_invited(invitation, key=key_of(invitation)))
    elif invitation not in JudgeInvitation.objects.waiting():
        raise RefusedError(
            _("%(email)s was invited to this panel before: send a new link from that invitation.")
            % {"email": address}
        )
    return invitation


@transaction.atomic
def resend_invitation(invitation: JudgeInvitation, *, actor: Any) -> JudgeInvitation:
    """Mail a new link with the full time to answer; every earlier link falls."""
    _refuse_frozen(invitation.panel.round)
    now = timezone.now()
    moved: JudgeInvitation = JUDGE_INVITATION.apply(
        invitation,
        "resend",
        actor=actor,
        changes={
            "nonce": new_nonce(),
            "sent_at": now,
            "expires_at": last_moment(DEFAULT_DAYS),
            "reminded_at": None,
            "answered_at": None,
            "decline_reason": "",
        },
    )
    queue(mails.judge_invited(moved, key=key_of(moved)))
    return moved


@transaction.atomic
def remind_judge(invitation: JudgeInvitation, *, actor: Any) -> JudgeInvitation:
    """Mail the same link again; at most once a day."""
    locked: JudgeInvitation = JUDGE_INVITATION.lock(invitation)
    if locked.has_run_out():
        raise RefusedError(_("The time to answer is over. Send a new link."))
    if locked.reminded_at and timezone.localdate(locked.reminded_at) == timezone.localdate():
        raise RefusedError(_("%(name)s was reminded today.") % {"name": locked.full_name})
    moved: JudgeInvitation = JUDGE_INVITATION.apply(
        locked, "remind", actor=actor, changes={"reminded_at": timezone.now()}
    )
    queue(mails.judge_reminded(moved, key=key_of(moved)))
    return moved


@transaction.atomic
def revoke_invitation(invitation: JudgeInvitation, *, actor: Any, reason: str) -> JudgeInvitation:
    """Make the link worthless and tell the invited person why."""
    moved: JudgeInvitation = JUDGE_INVITATION.apply(
        invitation, "revoke", actor=actor, reason=reason
    )
    queue(mails.judge_revoked(moved, reason=reason))
    return moved


def remind_invited_judges(now: datetime | None = None) -> int:
    """Remind, once, everybody whose time to answer or to join ends in three days; return how many.

    Safe to run again, and makes up for days on which no worker ran.
    """
    now = now or timezone.now()
    soon = now + timedelta(days=REMIND_DAYS_BEFORE)
    rows = JudgeInvitation.objects.waiting(now).filter(
        expires_at__lte=soon, reminded_at=None, sent_at__lte=now - timedelta(days=1)
    )
    return sum(_remind_by_clock(row.pk, now) for row in rows)


@transaction.atomic
def _remind_by_clock(pk: int, now: datetime) -> bool:
    claimed = JudgeInvitation.objects.waiting(now).filter(pk=pk, reminded_at=None)
    if not claimed.update(reminded_at=now):
        return False
    invitation = JudgeInvitation.objects.select_related("panel__round__contest").get(pk=pk)
    audit.record(invitation, "remind", actor=audit.SYSTEM)
    queue(mails.judge_reminded(invitation, key=key_of(invitation)))
    return True


def _refuse_frozen(round_: Round) -> None:
    if round_.state in FROZEN_ROUND_STATES:
        raise RefusedError(_("The scores of this round are frozen: its jury stands."))


def last_moment(days: int) -> datetime:
    """Return the end of the day that comes so many days after today."""
    end = timezone.localtime() + timedelta(days=days)
    return end.replace(hour=23, minute=59, second=0, microsecond=0)


def seatable(panel: Panel | None) -> QuerySet[User]:
    """Return who may be put on the panel by hand: its people, and who accepted for its round."""
    if panel is None:
        return User.objects.none()
    accepted = JudgeInvitation.objects.filter(
        panel__round=panel.round_id, state=JudgeInvitationState.SEATED
    )
    may = Q(pk__in=accepted.values("judge")) | Q(pk__in=panel.members.values("judge"))
    return User.objects.filter(may).order_by("full_name", "email")


# --- the invited person's side --------------------------------------------------------------------


def key_of(invitation: JudgeInvitation) -> str:
    """Return the signed key of the invitation's link."""
    return _signer.sign(invitation.nonce)


def find_judge_invitation(key: str) -> JudgeInvitation:
    """Return the invitation that the link opens; raises JudgeInvitationGoneError otherwise."""
    rows: JudgeInvitationQuerySet = JudgeInvitation.objects.waiting()
    try:
        nonce = _signer.unsign(key)
    except BadSignature:
        raise JudgeInvitationGoneError from None
    invitation: JudgeInvitation | None = (
        rows.select_related("panel__round__contest").filter(nonce=nonce).first()
    )
    if invitation is None or invitation.panel.round.state in FROZEN_ROUND_STATES:
        raise JudgeInvitationGoneError
    return invitation


@transaction.atomic
def accept_judge_invitation(key: str) -> JudgeInvitation:
    """Say yes, for which no account is needed; the secretariat is told. Saying it twice is once.

    The seat is taken by ``take_seat``, with an account of the invited address.
    """
    invitation = _locked(key)
    if invitation.state == JudgeInvitationState.ACCEPTED:
        return invitation
    moved: JudgeInvitation = JUDGE_INVITATION.apply(
        invitation, "accept", actor=audit.SYSTEM, changes={"answered_at": timezone.now()}
    )
    queue(mails.judge_answered(moved, accepts=True))
    return moved


@transaction.atomic
def decline_judge_invitation(key: str, *, reason: str) -> JudgeInvitation:
    """Say no with a reason, for which no account is needed; the secretariat is told."""
    moved: JudgeInvitation = JUDGE_INVITATION.apply(
        _locked(key),
        "decline",
        actor=audit.SYSTEM,
        reason=reason,
        changes={"answered_at": timezone.now(), "decline_reason": reason},
    )
    queue(mails.judge_answered(moved, accepts=False))
    return moved


@transaction.atomic
def take_seat(
    key: str,
    *,
    actor: User,
    organization_name: str = "",
    tax_code: str = "",
    locality: Locality | None = None,
    is_named: bool = False,
) -> PanelMember:
    """Put the invited account into the group of judges and on the panel.

    Accepts first where that has not happened. OtherAccountError for any account but the invited
    one. The teams of the edition are checked again for the new judge. What the judge tells of
    work and commune is compared with dossiers, and shown to the staff of the contest only.
    ``is_named`` is the consent to be named in public.
    """
    invitation = accept_judge_invitation(key)
    if not actor.has_perm("contests.answer_judgeinvitation", invitation):
        raise OtherAccountError(
            _("The invitation is for the account with the address %(email)s. Sign in with it.")
            % {"email": invitation.email}
        )
    moved = JUDGE_INVITATION.apply(
        invitation,
        "take_seat",
        actor=actor,
        changes={
            "judge": actor,
            "organization_name": organization_name,
            "tax_code": tax_code,
            "locality": locality,
        },
    )
    _give_role(actor)
    seat, _is_new = PanelMember.objects.get_or_create(
        panel=moved.panel, judge=actor, defaults={"is_chair": moved.is_chair}
    )
    if is_named:
        set_named(moved.panel.round.contest, judge=actor, agrees=True)
    recheck_teams_of([actor])
    return seat


def _give_role(user: User) -> None:
    group = Group.objects.get_or_create(name=Role.JUDGE.value)[0]
    if user.groups.filter(pk=group.pk).exists():
        return
    user.groups.add(group)
    audit.record(user, "judge_role", actor=user)
    emit(RolesChanged(user_id=user.pk))


def _locked(key: str) -> JudgeInvitation:
    """Lock the invitation, then read it anew: it may have been answered in between."""
    JUDGE_INVITATION.lock(find_judge_invitation(key))
    return find_judge_invitation(key)
