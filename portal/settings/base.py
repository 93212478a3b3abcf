"""Settings that hold everywhere. The environment is read here and in ``production`` only."""

from pathlib import Path

import environ
import fontpkg_be_vietnam_pro
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()

# Everything that the running portal writes stands below one folder, outside version control.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Apps --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "auditlog",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "js_lib_bootstrap5",
    "django_prose_editor",
    "easy_thumbnails",
    "lucide",
    "ninja",
    "phonenumber_field",
    "rules.apps.AutodiscoverRulesConfig",
    "ecosystem",
    "contests",
    "training",
    "news",
    "portal.site.apps.SiteConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.page_cache.PageCacheMiddleware",
    "portal.middleware.AnonymousPageHeadersMiddleware",
    "portal.old_addresses.OldAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.UrlLanguageMiddleware",
    "portal.middleware.NoNulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.StaffLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.display.context",
            ],
        },
    },
]
# Our widget templates may stand beside the pages.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database ----------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at the start of a transaction: read-then-write cannot
    # deadlock, and select_for_update (which SQLite lacks) is not needed for correctness.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "contests:application_list"
LOGOUT_REDIRECT_URL = "site:home"

ACCOUNT_ADAPTER = "portal.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "portal.accounts.display_name"
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.FullNameForm"
# Drafting is open before the address is confirmed; submitting asks for it (contests.rules).
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
# One address per account; a new one takes over once it is confirmed.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SIGNUP_REDIRECT_URL = "account_email_verification_sent"
ACCOUNT_FORMS = {
    "login": "portal.account_forms.LoginForm",
    "signup": "portal.account_forms.SignupForm",
    "add_email": "portal.account_forms.AddEmailForm",
    "change_password": "portal.account_forms.ChangePasswordForm",
    "set_password": "portal.account_forms.SetPasswordForm",
    "reset_password": "portal.account_forms.ResetPasswordForm",
    "reset_password_from_key": "portal.account_forms.ResetPasswordKeyForm",
    "reauthenticate": "portal.account_forms.ReauthenticateForm",
}

# --- Language, time, numbers -------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
# USE_THOUSAND_SEPARATOR stays off: it prints the year as 2.024. Filters group numbers.

# --- Files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts/be-vietnam-pro", Path(fontpkg_be_vietnam_pro.__file__).parent / "files"),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Whether Django itself hands out public pictures: only where no web server stands in front of it.
SERVE_MEDIA = False
PRIVATE_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Uploads of applicants: never below MEDIA_ROOT, served only by views that ask permission.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Behind nginx, private files go out by X-Accel-Redirect below this internal prefix; empty: streamed.
PRIVATE_ACCEL_PREFIX = env("PRIVATE_ACCEL_PREFIX", default="")
# Dotted path of a malware scanner (portal.files says what it must do); empty: nothing is scanned.
UPLOAD_SCANNER = env("UPLOAD_SCANNER", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
THUMBNAIL_ALIASES = {
    "": {
        "card": {"size": (480, 270), "crop": "smart"},
        "lead": {"size": (960, 540), "crop": "smart"},
    },
}
THUMBNAIL_PRESERVE_EXTENSIONS = ("png",)

# --- Mail and background work ------------------------------------------------------------------

_mail = env.email_url("EMAIL_URL", default="filemail://")
if _mail["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    # The parser of the URL drops the leading slash; without a path mails stand beside the database.
    _path = _mail["EMAIL_FILE_PATH"]
    _mail["EMAIL_FILE_PATH"] = f"/{_path}" if _path else str(VAR_DIR / "mail")
vars().update(_mail)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default="Cổng khởi nghiệp Lạng Sơn <cong@khoinghiep.test>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where answers go when the mail's own builder names nobody (a contest names its contact).
MAIL_REPLY_TO = env("MAIL_REPLY_TO", default="")
# Absolute links in mails and feeds; requests know their own host, background jobs do not.
SITE_NAME = "Cổng khởi nghiệp đổi mới sáng tạo tỉnh Lạng Sơn"
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")

REDIS_URL = env("REDIS_URL", default="")
QUEUE_DIR = VAR_DIR / "queue"
# Where background jobs put together their files; each in a folder that vanishes with it.
JOB_DIR = VAR_DIR / "jobs"
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT = "portal.queues:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "store_processed": False,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request must not hang because the broker is away: the sweep sends the mail later.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    # every minute: mails that are due and still queued (a lost message, a retry, a killed worker)
    "sweep-outbox": {
        "task": "portal.sweep_outbox",
        "schedule": 60,
        "options": {"expires": 50},
    },
    # every minute: background jobs that a lost message or a killed worker left behind, old results
    "sweep-jobs": {
        "task": "portal.sweep_jobs",
        "schedule": 60,
        "options": {"expires": 50},
    },
    # every minute: the sign of life that /healthz/ready looks at
    "beat-alive": {
        "task": "portal.record_beat",
        "schedule": 60,
        "options": {"expires": 50},
    },
    # every ten minutes: pages that time or a bulk write made public or private
    "repair-search": {
        "task": "portal.repair_search",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 550},
    },
    # every night at ten to 4: the whole index of the search, searches without result that are old
    "rebuild-search": {
        "task": "portal.rebuild_search",
        "schedule": crontab(hour=3, minute=50),
        "options": {"expires": 3600},
    },
    # every minute: articles whose scheduled time has come
    "publish-due-articles": {
        "task": "news.publish_due",
        "schedule": 60,
        "options": {"expires": 50},
    },
    # every minute: supplements whose due time has passed without an answer
    "close-overdue-supplements": {
        "task": "contests.close_overdue_supplements",
        "schedule": 60,
        "options": {"expires": 50},
    },
    # every minute: what was submitted is compared with the other dossiers
    "find-look-alikes": {
        "task": "contests.find_look_alikes",
        "schedule": 60,
        "options": {"expires": 50},
    },
    # every quarter of an hour: requests for rooms whose time came unanswered, bookings that are over
    "settle-bookings": {
        "task": "ecosystem.settle_bookings",
        "schedule": crontab(minute="5,20,35,50"),
        "options": {"expires": 800},
    },
    # every morning at half past 7: rooms that are booked for tomorrow
    "remind-bookings": {
        "task": "ecosystem.remind_bookings",
        "schedule": crontab(hour=7, minute=30),
        "options": {"expires": 3600},
    },
    # every five minutes: registrations for events and offered places that nobody confirmed in time
    "keep-registrations": {
        "task": "ecosystem.keep_registrations",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 280},
    },
    # every five minutes: who is behind the new registrations for classes
    "link-persons": {
        "task": "training.link_persons",
        "schedule": crontab(minute="2-59/5"),
        "options": {"expires": 280},
    },
    # every hour: who did not come to classes that are over
    "settle-attendance": {
        "task": "training.settle_attendance",
        "schedule": crontab(minute=25),
        "options": {"expires": 3000},
    },
    # every morning at a quarter to 8: events of tomorrow
    "remind-registered": {
        "task": "ecosystem.remind_registered",
        "schedule": crontab(hour=7, minute=45),
        "options": {"expires": 3600},
    },
    # every morning at 8:15: what people think of yesterday's classes, and of those of three months ago
    "keep-surveys": {
        "task": "training.keep_surveys",
        "schedule": crontab(hour=8, minute=15),
        "options": {"expires": 3600},
    },
    # every five minutes: registrations for classes and offered places that nobody confirmed in time
    "keep-class-registrations": {
        "task": "training.keep_registrations",
        "schedule": crontab(minute="2-59/5"),
        "options": {"expires": 280},
    },
    # every morning at 7:50: classes that begin tomorrow
    "remind-class-registered": {
        "task": "training.remind_registered",
        "schedule": crontab(hour=7, minute=50),
        "options": {"expires": 3600},
    },
    # every hour of the day: confirmations of participation that are due in three days or one
    "remind-participation": {
        "task": "contests.remind_participation",
        "schedule": crontab(hour="7-20", minute=10),
        "options": {"expires": 3000},
    },
    # every morning at 7: drafts whose deadline is 7, 3 or 1 days away, or was while nobody worked
    "remind-drafts": {
        "task": "contests.remind_drafts",
        "schedule": crontab(hour=7, minute=0),
        "options": {"expires": 3600},
    },
    # every Monday at 7: the newsletter
    "send-newsletter": {
        "task": "site.send_newsletter",
        "schedule": crontab(day_of_week="mon", hour=7, minute=5),
        "options": {"expires": 36000},
    },
    # every morning at 7: supplements that are due in two days
    "remind-supplements": {
        "task": "contests.remind_supplements",
        "schedule": crontab(hour=7, minute=0),
        "options": {"expires": 3600},
    },
    # every morning at 6:30: profiles of the directory that nobody confirmed for a year
    "keep-directory-fresh": {
        "task": "ecosystem.keep_directory_fresh",
        "schedule": crontab(hour=6, minute=30),
        "options": {"expires": 3600},
    },
    # every morning at 5: what the plans promised and the portal counts itself
    "count-actuals": {
        "task": "site.count_actuals",
        "schedule": crontab(hour=5, minute=0),
        "options": {"expires": 3600},
    },
    # every morning at 7:20: connection requests that are due, and what came of those a month old
    "keep-connections": {
        "task": "ecosystem.keep_connections",
        "schedule": crontab(hour=7, minute=20),
        "options": {"expires": 3600},
    },
    # every hour: posts of the board whose last day is over, or nearly so; at midnight they are gone
    # from public pages without it
    "keep-board": {
        "task": "ecosystem.keep_board",
        "schedule": crontab(minute=2),
        "options": {"expires": 3000},
    },
    # every morning at 7:40: requests for support that are overdue, and how content people are
    "keep-services": {
        "task": "ecosystem.keep_services",
        "schedule": crontab(hour=7, minute=40),
        "options": {"expires": 3600},
    },
    # every morning at 7: people invited to a jury whose time to answer ends soon
    "remind-invited-judges": {
        "task": "contests.remind_invited_judges",
        "schedule": crontab(hour=7, minute=10),
        "options": {"expires": 3600},
    },
    # every morning at 8: what became of the projects of finished editions
    "follow-up": {
        "task": "contests.follow_up",
        "schedule": crontab(hour=8, minute=0),
        "options": {"expires": 3600},
    },
    # every morning at 7: petitions whose answer is due within three days, or was
    "remind-petitions": {
        "task": "contests.remind_petitions",
        "schedule": crontab(hour=7, minute=0),
        "options": {"expires": 3600},
    },
}

if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
        },
        "pages": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "pages",
        },
    }
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        # In files: the web workers and the background worker must agree on what is out of date.
        "pages": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(VAR_DIR / "pages"),
            "OPTIONS": {"MAX_ENTRIES": 1000},
        },
    }
# How long an anonymous reader may see a page that only time has changed; 0 switches the cache off.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)
# Questions to the interface for programs that one address may ask.
OPEN_DATA_RATE = env("OPEN_DATA_RATE", default="120/m")

# --- Security ----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its chevrons from data: images in its style sheet
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"

# --- Libraries ---------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
PHONENUMBER_DEFAULT_REGION = "VN"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"
AUDITLOG_INCLUDE_ALL_MODELS = False
AUDITLOG_DISABLE_REMOTE_ADDR = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
