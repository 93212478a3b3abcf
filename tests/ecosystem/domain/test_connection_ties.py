"""Who stands behind a startup through the board: posts that it answered, and answers to its own."""

import pytest

from ecosystem.domain.connection_ties import Tie, ties_of
from ecosystem.models import ConnectionRequest
from tests.factories.ecosystem import (
    BoardPostFactory,
    ConnectionRequestFactory,
    OrganizationFactory,
    StartupFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def answered(post, **sender):
    return ConnectionRequestFactory(expert=None, post=post, **sender)


def post_of_organization(person, organization, startup):
    post = BoardPostFactory(startup=None, organization=organization)
    answered(post, startup=startup, founder=UserFactory())
    return organization.name


def post_of_project(person, organization, startup):
    own = StartupFactory(owner=person)
    answered(BoardPostFactory(startup=own), startup=startup, founder=UserFactory())
    return own.name


def answer_in_own_name(person, organization, startup):
    answered(BoardPostFactory(startup=startup), startup=None, founder=person)
    return person.full_name


def answer_of_organization(person, organization, startup):
    answered(
        BoardPostFactory(startup=startup),
        startup=None,
        founder=UserFactory(),
        from_organization=organization,
    )
    return organization.name


def answer_of_project(person, organization, startup):
    own = StartupFactory(owner=person)
    answered(BoardPostFactory(startup=startup), startup=own, founder=UserFactory())
    return own.name


@pytest.mark.parametrize(
    "meet",
    [
        post_of_organization,
        post_of_project,
        answer_in_own_name,
        answer_of_organization,
        answer_of_project,
    ],
)
def test_a_connection_over_the_board_ties_once_it_is_accepted(meet):
    person, organization = UserFactory(), OrganizationFactory()
    startup = StartupFactory(name="Dự án A", owner=UserFactory())
    through = meet(person, organization, startup)

    def ties():
        found = ties_of([person], {person.pk: [organization.pk]})
        return {tie for tie in found if tie.startup_id == startup.pk}

    assert ties() == set()
    ConnectionRequest.objects.update(state="in_progress")

    assert ties() == {
        Tie(user_id=person.pk, startup_id=startup.pk, startup="Dự án A", through=through)
    }
    assert list(ties_of([UserFactory()], {})) == []
