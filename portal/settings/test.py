"""Fast, offline and repeatable; PostgreSQL and Redis where the environment names them."""

import tempfile

from portal.settings.base import *

DEBUG = False
SECRET_KEY = "test-only-key"  # noqa: S105 -- test settings only
ALLOWED_HOSTS = ["*"]
DEMO_ACCOUNTS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

TEST_DIR = Path(tempfile.mkdtemp(prefix="portal-test-"))
VAR_DIR = TEST_DIR
MEDIA_ROOT = TEST_DIR / "media"
PRIVATE_ROOT = TEST_DIR / "private"
JOB_DIR = TEST_DIR / "jobs"
STATIC_ROOT = TEST_DIR / "static"
STATIC_ROOT.mkdir()
STORAGES["private"]["OPTIONS"]["location"] = str(PRIVATE_ROOT)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file: threads and other processes (a real worker) see it as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_DIR / "test.sqlite3")}
else:
    # What a test wrote need not outlive a power cut: no waiting for the disk at each commit.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(TEST_DIR / "queue" / "messages"),
        "data_folder_out": str(TEST_DIR / "queue" / "messages"),
        "control_folder": str(TEST_DIR / "queue" / "control"),
    }
CELERY_TASK_EAGER_PROPAGATES = True
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages")
}
# Off, so that each test sees its own data; tests of the cache switch it on.
PAGE_CACHE_SECONDS = 0
ACCOUNT_RATE_LIMITS = False
