"""The settings of bin/run with static files as in production: named by content, compressed, kept."""

from portal.settings.dev import *  # noqa: F403 -- settings build on settings

STORAGES["staticfiles"] = {  # noqa: F405 -- from there
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
