"""Background work of the kernel; the decorator that every task of the project uses."""

import logging
from functools import wraps

from celery import shared_task  # noqa: TID251 -- the one place that wraps it
from kombu.exceptions import KombuError

from portal import health, jobruns, outbox, page_cache
from portal.search import index, misses
from portal.search.sources import every_source

logger = logging.getLogger(__name__)

# A little less than the time between two sweeps.
SWEEP_EXPIRES_SECONDS = 55


def task(*, name, changes_pages=True, **options):
    """Declare a task: named, acknowledged after the work, safe to run twice by contract.

    After it public pages are rendered anew, unless ``changes_pages`` says that it touches none.
    """

    def declare(work):
        @wraps(work)
        def run(*args, **kwargs):
            try:
                return work(*args, **kwargs)
            finally:
                if changes_pages:
                    page_cache.begin_generation()

        return shared_task(name=name, acks_late=True, ignore_result=True, **options)(run)

    return declare


@task(name="portal.deliver_mail", changes_pages=False)
def deliver_mail(mail_id):
    """Send one row of the outbox, if it is due and nobody else has it."""
    outbox.deliver(mail_id)


@task(name="portal.sweep_outbox", changes_pages=False)
def sweep_outbox():
    """Queue again what is due: a retry, a message the broker lost, a row of a killed worker."""
    outbox.release_stuck()
    try:
        for mail_id in outbox.due_mail_ids():
            # What no worker took before the next sweep is asked for again, not twice.
            deliver_mail.apply_async(args=[mail_id], expires=SWEEP_EXPIRES_SECONDS)
    except (KombuError, OSError) as error:
        logger.warning("The broker is away, the next sweep tries again: %r", error)


@task(name="portal.run_job")
def run_job(job_id):
    """Do one background job, if it waits and nobody else has it."""
    jobruns.run(job_id)


@task(name="portal.sweep_jobs", changes_pages=False)
def sweep_jobs():
    """Queue lost jobs again, and delete results that were kept long enough."""
    jobruns.release_lost()
    jobruns.drop_old_results()
    try:
        for job_id in jobruns.waiting_job_ids():
            run_job.apply_async(args=[job_id], expires=SWEEP_EXPIRES_SECONDS)
    except (KombuError, OSError) as error:
        logger.warning("The broker is away, the next sweep tries again: %r", error)


@task(name="portal.record_beat", changes_pages=False)
def record_beat():
    """Leave the sign of life that /healthz/ready looks at."""
    health.record_beat()


@task(name="portal.repair_search", changes_pages=False)
def repair_search():
    """Take out of the index what time or a bulk write made private, bring in what became public."""
    for source in every_source():
        if changed := index.repair(source):
            logger.info("Search: %d entries of %s repaired", changed, source.key)


@task(name="portal.rebuild_search", changes_pages=False)
def rebuild_search():
    """Compare the whole index with the pages, and forget old searches."""
    index.rebuild()
    misses.drop_old()
