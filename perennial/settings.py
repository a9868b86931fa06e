"""All settings, from the environment (and a `.env` file). Each is told in docs/admin/settings.md."""

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
CODE = Path(__file__).resolve().parent
CHECKOUT = CODE.parent
environ.Env.read_env(env.str("PERENNIAL_ENV_FILE", default=str(CHECKOUT / ".env")))

# The data folder: database, files, keys.
HOME = Path(env.str("PERENNIAL_HOME", default=str(CHECKOUT / "var"))).resolve()
HOME.mkdir(parents=True, exist_ok=True)


def _kept_secret(name):
    """A secret that is made once and kept beside the data, so that sessions outlive a restart."""
    path = HOME / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


SECRET_KEY = env.str("PERENNIAL_SECRET_KEY", default="") or _kept_secret("secret_key")
DEBUG = env.bool("PERENNIAL_DEBUG", default=False)
BASE_URL = env.str("PERENNIAL_BASE_URL", default="").rstrip("/")
HOST = env.str("PERENNIAL_HOST", default="127.0.0.1")
PORT = env.int("PERENNIAL_PORT", default=8000)
WORKERS = env.int("PERENNIAL_WORKERS", default=min(2, os.cpu_count() or 1))  # processes that serve pages
THREADS = env.int("PERENNIAL_THREADS", default=4)  # requests that one of them handles at once
JOB_WORKERS = env.int("PERENNIAL_JOB_WORKERS", default=1)  # processes that work in the background
TRUSTED_PROXIES = env.int("PERENNIAL_TRUSTED_PROXIES", default=0)  # proxies before us that write X-Forwarded-For
# Where browsers reach the process that pushes live; empty: the next port on the host they asked.
# Behind a proxy it is the same address, and the proxy hands /live/ to that port.
LIVE_URL = env.str("PERENNIAL_LIVE_URL", default="" if BASE_URL.endswith(f":{PORT}") else BASE_URL)

_hosts = ["localhost", "127.0.0.1", "[::1]", HOST]
if BASE_URL:
    _hosts.append(BASE_URL.split("//")[-1].split("/")[0].rsplit(":", 1)[0])
ALLOWED_HOSTS = env.list("PERENNIAL_ALLOWED_HOSTS", default=_hosts)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []

INSTALLED_APPS = [
    "perennial.bench",
    "perennial.demo",
    "perennial.api",
    "perennial.sales",
    "perennial.activities",
    "perennial.people",
    "perennial.records",
    "perennial.accounts",
    "perennial.core",
    "perennial.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "perennial.ui.compress.compress",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "perennial.accounts.middleware.actor",
    "perennial.records.middleware.refusals",
]

ROOT_URLCONF = "perennial.urls"
WSGI_APPLICATION = "perennial.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [
            CODE / app.split(".")[1] / "templates" for app in reversed(INSTALLED_APPS) if app.startswith("perennial.")
        ],
        "OPTIONS": {
            "environment": "perennial.ui.jinja.environment",
            # For pages that other packages render by our templates; our own views say all they need.
            "context_processors": ["perennial.accounts.frame.context"],
        },
    },
    {
        # Whatever third-party apps bring and we do not replace.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'perennial.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Every thread keeps its own pages of the database (8 MB): the system's cache, which they share, holds the rest.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": env.int("PERENNIAL_DB_POOL", default=8),
        "timeout": 10,  # seconds until a server that is away is told of
    }
    # Questions of a page are over long before PostgreSQL would have compiled them: that alone takes it 120 ms.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["perennial.accounts.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "perennial.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None  # asked at the door
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets letters that strangers asked for
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "perennial.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an invitation is proof enough
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ by up to 30 seconds
USERSESSIONS_TRACK_ACTIVITY = False  # noted every five minutes by our own middleware, not on each request
# Counts of tries are shared by all processes of this machine.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(HOME / "cache")}
}

SESSION_ENGINE = "perennial.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "perennial.ui.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = False  # htmx reads it to send the header
if BASE_URL.startswith("https:"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],  # and the live process, added to the pages of signed-in users
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGES = [("en", _("English")), ("uk", _("Ukrainian")), ("ru", _("Russian"))]
LANGUAGE_CODE = env.str("PERENNIAL_LANGUAGE", default="en")
TIME_ZONE = env.str("PERENNIAL_TIME_ZONE", default="UTC")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = []
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "perennial.ui.finders.PackageFinder",
    "perennial.ui.finders.SheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(HOME / "files")}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
NODE_MODULES = env.path("PERENNIAL_NODE_MODULES", default=str(CHECKOUT / "node_modules"))
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# Whether devices keep the day and the records read last, for when there is no network.
OFFLINE = env.bool("PERENNIAL_OFFLINE", default=True)
# Whether devices may be told what rings the bell, through the services of their browsers' makers.
PUSH = env.bool("PERENNIAL_PUSH", default=True)
# These services stand outside and speak HTTPS, unless a test or a closed network has one inside.
PUSH_INSIDE = env.bool("PERENNIAL_PUSH_INSIDE", default=False)
UPLOAD_LIMIT = env.int("PERENNIAL_UPLOAD_LIMIT", default=200_000_000)  # bytes

# Without a mail server, mail is written into the data folder.
if env.str("PERENNIAL_EMAIL_URL", default=""):
    vars().update(env.email("PERENNIAL_EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(HOME / "mail")
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("PERENNIAL_EMAIL_FROM", default="Perennial <perennial@localhost>")

# Webhooks go to addresses outside only, unless a test or a closed network allows those inside.
WEBHOOKS_INSIDE = env.bool("PERENNIAL_WEBHOOKS_INSIDE", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("PERENNIAL_LOG_LEVEL", default="WARNING")},
}
