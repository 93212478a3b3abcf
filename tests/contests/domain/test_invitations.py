"""An invitation from the mail to the answer."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import invitations
from contests.domain.applications import InnerCircleError
from contests.domain.invitations import InvitationGoneError
from contests.enums import ApplicationState, InvitationState, TeamAccess
from contests.models import Application
from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.contests import TeamMemberFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def invited(access=TeamAccess.EDIT, **fields):
    """A member with an open invitation, and the key that was mailed."""
    member = TeamMemberFactory(**({"email": "moi@vidu.vn"} | fields))
    owner = member.application.owner
    member = invitations.invite_member(member.application, member.pk, actor=owner, access=access)
    return member, mailed_key()


def mailed_key():
    body = OutgoingMail.objects.latest("pk").body_text
    return re.search(r"/ho-so/loi-moi/([^/\s]+)/", body).group(1)


def test_the_mail_holds_the_key_and_the_database_only_its_digest():
    member, key = invited()

    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.is_secret) == ("moi@vidu.vn", True)
    assert member.invitation_hash == invitations.hash_of(key) != key
    assert invitations.find_invitation(key) == member


def test_accepting_gives_the_account_the_place_and_tells_the_representative():
    member, key = invited(TeamAccess.VIEW)
    other_address = UserFactory()

    accepted = invitations.accept_invitation(key, actor=other_address)

    assert (accepted.user, accepted.invitation) == (other_address, InvitationState.ACCEPTED)
    assert other_address.has_perm("contests.view_application", accepted.application)
    assert not other_address.has_perm("contests.edit_application", accepted.application)
    assert OutgoingMail.objects.latest("pk").recipient == member.application.owner.email
    with pytest.raises(InvitationGoneError):
        invitations.accept_invitation(key, actor=UserFactory())


def test_declining_tells_the_representative_and_ends_the_link():
    _member, key = invited()

    declined = invitations.decline_invitation(key)

    assert (declined.invitation, declined.access) == (InvitationState.DECLINED, TeamAccess.NONE)
    assert OutgoingMail.objects.latest("pk").template == "contests/team_declined"
    with pytest.raises(InvitationGoneError):
        invitations.find_invitation(key)


@pytest.mark.parametrize(("seconds", "is_good"), [(-1, True), (0, False), (1, False)])
def test_a_link_is_good_for_thirty_days(seconds, is_good):
    member, key = invited()

    with time_machine.travel(member.invited_at + timedelta(days=30, seconds=seconds), tick=False):
        if is_good:
            assert invitations.find_invitation(key) == member
        else:
            with pytest.raises(InvitationGoneError):
                invitations.accept_invitation(key, actor=UserFactory())


def test_sending_again_makes_the_earlier_link_worthless_and_a_double_click_does_not():
    member, first = invited()
    owner = member.application.owner
    again = {"actor": owner, "access": TeamAccess.EDIT}

    invitations.invite_member(member.application, member.pk, **again)
    assert OutgoingMail.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        invitations.invite_member(member.application, member.pk, **again)

        assert invitations.find_invitation(mailed_key()) == member
        with pytest.raises(InvitationGoneError):
            invitations.find_invitation(first)


def test_a_withdrawn_invitation_and_one_to_a_withdrawn_dossier_hold_no_more():
    member, key = invited()
    invitations.withdraw_invitation(member.application, member.pk, actor=member.application.owner)
    with pytest.raises(InvitationGoneError):
        invitations.find_invitation(key)

    other, key = invited()
    Application.objects.filter(pk=other.application_id).update(state=ApplicationState.WITHDRAWN)
    with pytest.raises(InvitationGoneError):
        invitations.find_invitation(key)
    with pytest.raises(RefusedError):
        invitations.invite_member(
            other.application, other.pk, actor=other.application.owner, access=TeamAccess.VIEW
        )


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.BOARD, Role.JUDGE, Role.ADMINISTRATOR])
def test_the_contests_own_people_cannot_accept(role):
    _member, key = invited()

    with pytest.raises(InnerCircleError):
        invitations.accept_invitation(key, actor=UserFactory(roles=[role]))


def test_one_account_has_one_place_in_a_team():
    member, key = invited()
    second = TeamMemberFactory(application=member.application, accepted=True)

    for person in (second.user, member.application.owner):
        with pytest.raises(RefusedError):
            invitations.accept_invitation(key, actor=person)


def test_rights_change_at_once_and_can_be_taken_away():
    member = TeamMemberFactory(access=TeamAccess.VIEW, accepted=True)
    application, owner = member.application, member.application.owner

    invitations.change_access(application, member.pk, actor=owner, access=TeamAccess.EDIT)
    assert member.user.has_perm("contests.edit_application", Application.objects.get())
    invitations.change_access(application, member.pk, actor=owner, access=TeamAccess.NONE)
    assert not member.user.has_perm("contests.view_application", Application.objects.get())
    uninvited = TeamMemberFactory(application=application)
    with pytest.raises(RefusedError):
        invitations.change_access(application, uninvited.pk, actor=owner, access=TeamAccess.VIEW)


def test_only_the_representative_invites_and_only_with_an_address():
    member = TeamMemberFactory(access=TeamAccess.EDIT, accepted=True)
    other = TeamMemberFactory(application=member.application, email="")

    with pytest.raises(PermissionDenied):
        invitations.invite_member(
            member.application, other.pk, actor=member.user, access=TeamAccess.VIEW
        )
    for wrong in (other, member):
        with pytest.raises(RefusedError):
            invitations.invite_member(
                member.application,
                wrong.pk,
                actor=member.application.owner,
                access=TeamAccess.VIEW,
            )
