"""Which rows are listed and who may open one: two answers that must agree."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from contests.enums import ApplicationState, Channel, ContestState, InvitationState, TeamAccess
from contests.models import Application, ConflictDeclaration, Contest
from portal.roles import Role
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    ContestFactory,
    RoundFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def _of_unit(application, *, roles=(Role.NOMINATOR,), **fields):
    unit = OrganizationFactory()
    Application.objects.filter(pk=application.pk).update(nominating_unit=unit)
    user = UserFactory(roles=roles)
    user.memberships.create(organization=unit, **fields)
    return user


VIEWERS = {
    "anonymous": lambda application: AnonymousUser(),
    "owner": lambda application: application.owner,
    "stranger": lambda application: UserFactory(),
    "reading member": lambda application: _member(application, access=TeamAccess.VIEW),
    "editing member": lambda application: _member(application, access=TeamAccess.EDIT),
    "member whose access ended": lambda application: _member(application, access=TeamAccess.NONE),
    "member who was only invited": lambda application: _member(
        application, access=TeamAccess.EDIT, invitation=InvitationState.INVITED
    ),
    "inactive owner": lambda application: _deactivated(application.owner),
    "assigned judge": lambda application: _judge(application, published=True),
    "judge before assignments are published": lambda application: _judge(
        application, published=False
    ),
    "judge in conflict": lambda application: _judge(application, published=True, conflict=True),
    "of the unit": _of_unit,
    "of the unit no longer": lambda application: _of_unit(application, is_active=False),
    "of the unit for its profile only": lambda application: _of_unit(
        application, is_profile_only=True
    ),
    "of the unit and the secretariat": lambda application: _of_unit(
        application, roles=[Role.NOMINATOR, Role.SECRETARY]
    ),
    "of another unit": lambda application: _of_unit(ApplicationFactory()),
    **{
        role.name.lower(): lambda application, role=role: UserFactory(roles=[role]) for role in Role
    },
}
# How a dossier came, whether anybody owns it, and whether its intake is sealed.
WAYS = {
    "online": {},
    "online, sealed": {"contest__is_sealed": True},
    "paper": {"owner": None, "channel": Channel.PAPER},
    "paper, sealed": {"owner": None, "channel": Channel.PAPER, "contest__is_sealed": True},
    "paper, claimed, sealed": {"channel": Channel.PAPER, "contest__is_sealed": True},
    "unit": {"owner": None, "channel": Channel.UNIT},
    "unit, sealed": {"owner": None, "channel": Channel.UNIT, "contest__is_sealed": True},
}


def _deactivated(user):
    user.is_active = False
    user.save()
    return user


def _member(application, **fields):
    return TeamMemberFactory(application=application, **{"accepted": True, **fields}).user


def _judge(application, *, published, conflict=False):
    round_ = RoundFactory(
        contest=application.contest, assignments_published_at=timezone.now() if published else None
    )
    assignment = AssignmentFactory(entry__round=round_, entry__application=application)
    if conflict:
        ConflictDeclaration.objects.create(
            application=application,
            judge=assignment.judge,
            declared_by=assignment.judge,
            reason="Họ hàng",
        )
    return assignment.judge


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("state", ApplicationState)
def test_applications_listed_are_the_applications_that_may_be_viewed(viewer, state):
    application = ApplicationFactory(state=state)
    user = VIEWERS[viewer](application)

    _assert_agreement(user, application)


@pytest.mark.parametrize("viewer", [name for name in VIEWERS if "owner" not in name])
@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.SUBMITTED])
@pytest.mark.parametrize("way", WAYS)
def test_however_a_dossier_came_list_and_permission_agree(viewer, state, way):
    application = ApplicationFactory(state=state, **WAYS[way])
    user = VIEWERS[viewer](application)

    _assert_agreement(user, application)


def _assert_agreement(user, application):
    application = Application.objects.get(pk=application.pk)
    rows = Application.objects.filter(pk=application.pk)

    assert rows.visible_to(user).exists() is user.has_perm("contests.view_application", application)
    if user.is_authenticated and user.is_active:
        works_on = rows.worked_on_by(user).exists()
        assert works_on is user.has_perm("contests.submit_application", application)
        opens = rows.held_by(user).exists() or works_on
        assert opens is user.has_perm("contests.open_application", application)
        assert rows.worked_on_by(user).count() <= 1


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("state", ContestState)
def test_contests_listed_are_public_or_of_the_staff(role, state):
    contest = ContestFactory(state=state)
    user = UserFactory(roles=[role] if role else [])

    listed = Contest.objects.visible_to(user).filter(pk=contest.pk).exists()

    assert listed is (
        state != ContestState.DRAFT or user.has_perm("contests.view_contest", contest)
    )
