"""A developer's machine and the demonstration that ``bin/run`` serves."""

from portal.settings.base import *

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "dev-only-key-never-used-in-production"  # noqa: S105 -- dev settings only
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]

# The demo accounts of the README exist only where this is true.
DEMO_ACCOUNTS = True

# No web server stands in front of bin/run.
SERVE_MEDIA = True

# Static files come straight from their sources: no collectstatic before the first page.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
# A style sheet edited while the server runs must not be served at its old length.
WHITENOISE_AUTOREFRESH = True
