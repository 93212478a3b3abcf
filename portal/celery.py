"""The Celery application: Redis in production, a folder on disk where there is no Redis."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def make_queue_folders():
    """Without Redis messages are files: their folders must stand before the first one is sent."""
    if app.conf.broker_url == "filesystem://":
        for name in ("data_folder_in", "data_folder_out", "control_folder"):
            Path(app.conf.broker_transport_options[name]).mkdir(parents=True, exist_ok=True)
