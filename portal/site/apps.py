"""The shell that may know every app: home, figures, sitemap, health – and who hears of whose acts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "portal.site"
    label = "site"
    verbose_name = _("Portal pages")

    def ready(self):
        from contests.events import OutcomesReported, RoundPublished  # noqa: PLC0415 -- apps are loaded only now
        from portal import events  # noqa: PLC0415 -- apps are loaded only now
        from portal.search import keeping  # noqa: PLC0415 -- apps are loaded only now
        from portal.site import search_sources, wiring  # noqa: PLC0415 -- apps are loaded only now

        events.connect(RoundPublished, wiring.draft_article_on_results)
        events.connect(OutcomesReported, wiring.feed_indicators_on_outcomes)
        events.connect(events.RolesChanged, wiring.recheck_teams_on_roles)
        search_sources.register_all()
        keeping.connect()
