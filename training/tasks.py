"""Scheduled work of training: envelopes around the domain."""

import logging

from portal.tasks import task
from training.domain import (
    attendance,
    attendance_imports,
    certificate_batches,  # noqa: F401 -- registers its background jobs with the worker
    persons,
    registration_care,
    registrations,
    surveys,
)

logger = logging.getLogger(__name__)


@task(name="training.link_persons")
def link_persons():
    """Find who is behind the registrations that have a place."""
    linked = persons.link_pending()
    if linked:
        logger.info("%d registrations linked to persons", linked)


@task(name="training.keep_surveys", changes_pages=False)
def keep_surveys():
    """Ask those who came what they think and what became of it; close what is over."""
    done = surveys.keep_surveys()
    if any(done.values()):
        logger.info("Surveys after classes: %s", done)


@task(name="training.keep_registrations")
def keep_registrations():
    """End what nobody confirmed in time and offer the places on."""
    lapsed = registrations.lapse_unconfirmed()
    if lapsed:
        logger.info("%d registrations for classes lapsed", lapsed)


@task(name="training.remind_registered", changes_pages=False)
def remind_registered():
    """Remind of the classes that begin tomorrow."""
    logger.info("%d mails about classes of tomorrow", registration_care.remind_registered())


@task(name="training.settle_attendance")
def settle_attendance():
    """Note who did not come to a class that is over; drop lists that nobody applied."""
    absent, dropped = attendance.record_absences(), attendance_imports.forget_unapplied()
    if absent or dropped:
        logger.info("%d people did not come, %d lists dropped", absent, dropped)
