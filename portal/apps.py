"""The kernel as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"
    verbose_name = _("System")

    def ready(self):
        from portal import celery, checks, notices, tasks  # noqa: F401, PLC0415 -- registered once apps are loaded

        notices.watch()
        celery.make_queue_folders()
