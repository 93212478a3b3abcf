"""The people of a dossier: adding, changing and removing members, and handing the dossier over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.answers import lock_for_edit, touch
from contests.domain.applications import refuse_beyond_quota, refuse_inner_circle
from contests.domain.attachments import delete_stored
from contests.domain.consents import consent_scope
from contests.domain.people import REPRESENTATIVE
from contests.enums import (
    FINAL_STATES,
    ApplicantType,
    AttachmentKind,
    InvitationState,
    TeamAccess,
)
from contests.mails import team as mails
from contests.models import Attachment, TeamMember
from contests.workflow import APPLICATION
from portal import audit
from portal.mail import queue
from portal.models import Consent, User
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contests.models import Application


@transaction.atomic
def save_member(
    application: Application,
    values: Mapping[str, Any],
    *,
    actor: Any,
    limit: int,
    member_id: int | None = None,
) -> TeamMember:
    """Add a person to the team or change one; refused when the team would have more than ``limit``.

    An invitation that is still open falls when the address changes: its link went elsewhere.
    """
    locked = lock_for_edit(application, actor=actor)
    if member_id is None:
        if locked.members.count() + 2 > limit:
            raise RefusedError(_("A team has from 1 to %(limit)d people") % {"limit": limit})
        member = TeamMember(application=locked, order=locked.members.count() + 1)
    else:
        member = locked_member(locked, member_id)
    address = member.email.lower()
    for name, value in values.items():
        setattr(member, name, value)
    if member.invitation == InvitationState.INVITED and member.email.lower() != address:
        member.invitation, member.invitation_hash = InvitationState.NONE, ""
        member.access = TeamAccess.NONE
    member.save()
    touch(locked, actor=actor)
    return member


def locked_member(application: Application, member_id: int) -> TeamMember:
    """Return a member of the locked ``application``; refused when somebody removed them before."""
    member = application.members.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise RefusedError(_("This person is no longer in the team."))
    return member


def asks_contribution(application: Application) -> bool:
    """Whether every member has to say what they contribute: a group of two or more people."""
    return application.applicant_type == ApplicantType.GROUP


@transaction.atomic
def remove_member(application: Application, member_id: int, *, actor: Any) -> None:
    """Take a person out of the team, and out of the dossier at once; twice is once.

    Only the representative removes. A submitted dossier keeps its people until it is corrected.
    """
    locked = lock_for_edit(application, actor=actor)
    require(actor, "contests.lead_application", locked)
    member = locked.members.filter(pk=member_id).first()
    if member is None:
        return
    stored = [row.stored for row in member.attachments.select_related("stored")]
    audit.record(locked, "remove_member", actor=actor, access=member.access)
    member.delete()
    if locked.number is None:
        for file in stored:
            delete_stored(file)
    touch(locked, actor=actor)


# --- hand-over ---------------------------------------------------------------------------------


@transaction.atomic
def hand_over(application: Application, member_id: int, *, actor: Any) -> Application:
    """Make a member who accepted the representative; the former one stays as an editing member.

    What the rules say of one who starts a dossier holds for one who takes it over. Refused once
    the dossier left the contest. Both are told by mail.
    """
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.lead_application", locked)
    if locked.state in FINAL_STATES:
        raise RefusedError(_("The contest is over for this application."))
    member, former = locked_member(locked, member_id), locked.owner
    if former is None or member.user is None or member.invitation != InvitationState.ACCEPTED:
        raise RefusedError(_("Hand over to a member who accepted the invitation."))
    successor = User.objects.select_for_update().get(pk=member.user.pk)
    refuse_inner_circle(successor)
    refuse_beyond_quota(locked.contest, successor)
    _swap(locked, member, former)
    # On paper the former representative agreed, not this one.
    on_paper = Q(subject=REPRESENTATIVE) | Q(subject="", user=None)
    Consent.objects.filter(on_paper, scope=consent_scope(locked), withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    audit.record(locked, "hand_over", actor=actor, before_owner=former, after_owner=successor)
    queue(mails.handed_over(locked, to=successor, former=former))
    queue(mails.handed_over_by(locked, former=former, to=successor))
    return locked


def _swap(application: Application, member: TeamMember, former: User) -> None:
    """Let the two change places: their facts, and the forms that their guardians signed."""
    place = TeamMember.objects.create(
        application=application,
        full_name=application.contact_name or former.full_name,
        birth_date=application.contact_birth_date,
        sex=application.contact_sex,
        role=_("Former representative"),
        contribution=member.contribution,
        email=former.email,
        phone=application.contact_phone,
        guardian_name=application.guardian_name,
        guardian_relation=application.guardian_relation,
        guardian_phone=application.guardian_phone,
        user=former,
        access=TeamAccess.EDIT,
        invitation=InvitationState.ACCEPTED,
        answered_at=timezone.now(),
        order=member.order,
    )
    signed = Attachment.objects.filter(application=application, kind=AttachmentKind.GUARDIAN)
    theirs = list(signed.filter(member=member).values_list("pk", flat=True))
    signed.filter(member=None).update(member=place)
    signed.filter(pk__in=theirs).update(member=None)
    application.owner = member.user
    application.start_key = None
    application.contact_name = member.full_name
    application.contact_birth_date = member.birth_date
    application.contact_sex = member.sex
    application.contact_phone = member.phone
    application.contact_email = member.user.email if member.user else member.email
    application.contact_address = ""
    application.guardian_name = member.guardian_name
    application.guardian_relation = member.guardian_relation
    application.guardian_phone = member.guardian_phone
    application.version += 1
    application.refold()
    application.save()
    member.delete()
