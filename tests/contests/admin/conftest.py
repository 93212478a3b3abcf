"""The two desks of the contest, signed in."""

import pytest

from tests.factories.portal import board_member, secretary


@pytest.fixture
def office(client):
    client.force_login(secretary())
    return client


@pytest.fixture
def board(client):
    client.force_login(board_member())
    return client
