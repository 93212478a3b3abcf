"""All addresses. Public paths are Vietnamese without marks; English below /en/."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.templatetags.static import static as static_url
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve

from portal.admin.public_pages import public_page
from portal.site import health, sitemaps
from portal.site.open_data.api import api as open_data

# Those that need neither database nor request; the others are translated templates.
handler400 = "portal.views.bad_request"
handler500 = "portal.views.server_error"

# The administration signs in through the same page, with the same limits on attempts.
admin.site.login = secure_admin_login(admin.site.login)


class Favicon(RedirectView):
    """Browsers ask for this address whatever the page says."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        return static_url("portal/img/favicon.png")


urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("healthz/ready", health.ready, name="healthz_ready"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml",
        sitemap,
        {"sitemaps": sitemaps.SITEMAPS},
        name="sitemap_section",
    ),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.ico", Favicon.as_view(), name="favicon"),
    # In front of Django's own, which sends on to the page of any object, whoever asks.
    path("admin/r/<int:content_type_id>/<path:object_id>/", admin.site.admin_view(public_page)),
    path("admin/", include("portal.site.staff_urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", open_data.urls),
]

if settings.SERVE_MEDIA:
    # In production the web server hands out public pictures; bin/run has none in front of it.
    urlpatterns.append(
        re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT})
    )

urlpatterns += i18n_patterns(
    path("tai-khoan/", include("portal.site.account_urls")),
    path("", include("portal.site.urls")),
    path("", include("contests.urls")),
    path("", include("ecosystem.urls")),
    path("", include("training.urls")),
    path("", include("news.urls")),
    prefix_default_language=False,
)
