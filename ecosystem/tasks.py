"""Scheduled work of the ecosystem: envelopes around the domain."""

import logging

from ecosystem.domain import (
    board_care,
    booking_care,
    connection_care,
    freshness,
    registration_care,
    registrations,
    service_care,
)
from portal.tasks import task

logger = logging.getLogger(__name__)


@task(name="ecosystem.keep_directory_fresh")
def keep_directory_fresh():
    """Ask about profiles a year old; mark, then hide, what nobody confirms."""
    done = freshness.keep_fresh()
    if any(done.values()):
        logger.info("Profiles of the directory: %s", done)


@task(name="ecosystem.remind_bookings", changes_pages=False)
def remind_bookings():
    """Remind of what is booked for tomorrow."""
    logger.info("%d bookings reminded", booking_care.remind_bookings())


@task(name="ecosystem.settle_bookings")
def settle_bookings():
    """End requests whose time came unanswered; count as used what is over."""
    lapsed, used = booking_care.lapse_requests(), booking_care.close_past_bookings()
    if lapsed or used:
        logger.info("%d requests lapsed, %d bookings counted as used", lapsed, used)


@task(name="ecosystem.keep_connections", changes_pages=False)
def keep_connections():
    """Remind who was asked, ask both what came of a connection, finish what nobody answers."""
    done = connection_care.keep_connections()
    if any(done.values()):
        logger.info("Connection requests: %s", done)


@task(name="ecosystem.keep_board")
def keep_board():
    """End posts of the board whose last day is over, remind of those that end soon."""
    done = board_care.keep_board()
    if any(done.values()):
        logger.info("Posts of the board: %s", done)


@task(name="ecosystem.keep_services")
def keep_services():
    """Remind units of overdue requests for support; ask requesters how content they are."""
    done = service_care.keep_services()
    if any(done.values()):
        logger.info("Requests for support: %s", done)


@task(name="ecosystem.keep_registrations")
def keep_registrations():
    """End what nobody confirmed in time and offer the places on; note who did not come."""
    lapsed, absent = registrations.lapse_unconfirmed(), registration_care.record_absences()
    if lapsed or absent:
        logger.info("%d registrations lapsed, %d people did not come", lapsed, absent)


@task(name="ecosystem.remind_registered", changes_pages=False)
def remind_registered():
    """Remind of the events of tomorrow."""
    logger.info("%d registrations reminded", registration_care.remind_registered())
