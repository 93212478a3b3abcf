"""The shell that may know every app: home, figures, sitemap, health."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "portal.site"
    label = "site"
    verbose_name = _("Portal pages")
