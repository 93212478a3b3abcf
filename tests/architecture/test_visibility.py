"""Which rows are listed and who may open one: two answers that must agree."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from contests.enums import ApplicationState, ContestState, InvitationState, TeamAccess
from contests.models import Application, ConflictDeclaration, Contest
from portal.roles import Role
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    ContestFactory,
    RoundFactory,
    TeamMemberFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

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
    **{
        role.name.lower(): lambda application, role=role: UserFactory(roles=[role]) for role in Role
    },
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

    listed = Application.objects.visible_to(user).filter(pk=application.pk).exists()

    assert listed is user.has_perm("contests.view_application", application)
    held = Application.objects.held_by(user).exists() if user.is_authenticated else False
    assert (held and user.is_active) is user.has_perm("contests.open_application", application)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("state", ContestState)
def test_contests_listed_are_public_or_of_the_staff(role, state):
    contest = ContestFactory(state=state)
    user = UserFactory(roles=[role] if role else [])

    listed = Contest.objects.visible_to(user).filter(pk=contest.pk).exists()

    assert listed is (
        state != ContestState.DRAFT or user.has_perm("contests.view_contest", contest)
    )
