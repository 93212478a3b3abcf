"""Pages of the shell: home, display options, and the pages that only say something."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from portal import display
from portal.bilingual import is_english
from portal.page_cache import changes_nothing
from portal.page_card import PageCard
from portal.site import home, sitemaps
from portal.site.units import running_units

HOME_DESCRIPTION = _(
    "Enter the startup contest, learn, find support and follow the news of the startup ecosystem of Lạng Sơn province."
)


class HomeView(TemplateView):
    """What is on now, and where to go from here."""

    template_name = "site/home.html"

    def get_context_data(self, **kwargs):
        card = PageCard(title=str(display.SITE_NAME), description=str(HOME_DESCRIPTION))
        return super().get_context_data(**home.context(), card=card, **kwargs)


class StaticPageView(TemplateView):
    """A page of words; its title is also the end of its breadcrumb."""

    title = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, breadcrumbs=[(self.title, None)], **kwargs
        )


class TwoLanguagePageView(StaticPageView):
    """A page of words that is written twice: ``site/<name>.html`` and ``site/en/<name>.html``."""

    def get_template_names(self):
        return [
            self.template_name.replace("site/", "site/en/") if is_english() else self.template_name
        ]


class UnitsPageView(TwoLanguagePageView):
    """A page that tells of the units that run the portal."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(units=running_units(), **kwargs)


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(changes_nothing, name="dispatch")
class DisplayView(StaticPageView):
    """Text size, contrast and theme; works without a script, and asks who sent the form."""

    template_name = "site/display.html"
    title = _("Display options")
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            size_labels=display.SIZE_LABELS,
            contrast_labels=display.CONTRAST_LABELS,
            theme_labels=display.THEME_LABELS,
            **kwargs,
        )

    def post(self, request):
        """Set the cookies and go back to the page that asked."""
        if not display.is_from_here(request):
            raise PermissionDenied
        action = request.POST.get("action")
        now = display.read(request)
        chosen = now.after(action) if action else now.choosing(request.POST)
        response = redirect(display.way_back(request))
        chosen.remember(response, secure=request.is_secure())
        return response


class AboutView(UnitsPageView):
    template_name = "site/about.html"
    title = _("About the portal")


class ContactView(UnitsPageView):
    template_name = "site/contact.html"
    title = _("Contact")


class AccessibilityView(TwoLanguagePageView):
    template_name = "site/accessibility.html"
    title = _("Accessibility statement")


class PrivacyView(TwoLanguagePageView):
    template_name = "site/privacy.html"
    title = _("Privacy")


class SitemapPageView(StaticPageView):
    template_name = "site/sitemap_page.html"
    title = _("Site map")

    def get_context_data(self, **kwargs):
        return super().get_context_data(sections=sitemaps.sections(), **kwargs)
