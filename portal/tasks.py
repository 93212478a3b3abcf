"""Background work of the kernel; the decorator that every task of the project uses."""

from celery import shared_task


def task(*, name, **options):
    """Declare a task: named, acknowledged after the work, safe to run twice by contract."""
    return shared_task(name=name, acks_late=True, ignore_result=True, **options)


@task(name="portal.sweep_outbox")
def sweep_outbox():
    """Queue again what is due."""


@task(name="portal.record_beat")
def record_beat():
    """Leave the sign of life."""
