"""All addresses. Public paths are Vietnamese without marks; English below /en/."""

from django.contrib import admin
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]

urlpatterns += i18n_patterns(
    path("tai-khoan/", include("allauth.account.urls")),
    path("", include("portal.site.urls")),
    path("", include("contests.urls")),
    path("", include("ecosystem.urls")),
    path("", include("training.urls")),
    path("", include("news.urls")),
    prefix_default_language=False,
)
