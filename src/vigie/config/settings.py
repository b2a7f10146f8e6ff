"""Settings. Importable with an empty environment; every secret comes from the data folder."""

from __future__ import annotations

import os
from pathlib import Path

import django.conf.locale
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import LANGUAGES as ALL_LANGUAGES
from vigie.kernel.api import SCREEN_LANGUAGES, base_world, data_folder

from .databases import databases
from .secrets import load_secret

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()
WORLD = base_world().name
SECURE = os.environ.get("VIGIE_HTTPS") == "1"
DEBUG = os.environ.get("VIGIE_DEBUG") == "1"
SECRET_KEY = load_secret("django.key")
ALLOWED_HOSTS = [h for h in os.environ.get("VIGIE_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",") if h]
TRUSTED_PROXIES = frozenset(p for p in os.environ.get("VIGIE_PROXIES", "").split(",") if p)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if SECURE else []

INSTALLED_APPS = [
    "vigie.config",
    "vigie.desk",
    "vigie.programme",
    "vigie.learning",
    "vigie.collection",
    "vigie.cases",
    "vigie.publication",
    "vigie.facts",
    "vigie.vault",
    "vigie.network",
    "vigie.journal",
    "vigie.ui",
    "vigie.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vigie.config.middleware.ProxyMiddleware",
    "vigie.config.middleware.WorldMiddleware",
    "vigie.config.middleware.DoorMiddleware",
    "vigie.config.middleware.WorldSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vigie.network.web.middleware.ActingMiddleware",
    "vigie.network.web.middleware.ThresholdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "vigie.config.middleware.HeadersMiddleware",
    "vigie.ui.middleware.RefusalMiddleware",
    "vigie.config.middleware.NoNullMiddleware",
]

ROOT_URLCONF = "vigie.config.urls"
WSGI_APPLICATION = "vigie.config.wsgi.application"
DATABASES = databases(os.environ.get("DATABASE_URL"))
DATABASE_ROUTERS = ["vigie.config.routers.WorldRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "vigie_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vigie.ui.context.frame",
            ],
            "builtins": ["vigie.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Languages. Django knows neither Pashto nor Tigrinya.
django.conf.locale.LANG_INFO.update(
    {
        "ps": {"bidi": True, "code": "ps", "name": "Pashto", "name_local": "پښتو"},
        "ti": {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"},
    }
)
LANGUAGE_CODE = "fr"
LANGUAGES = [(code, ALL_LANGUAGES[code].name) for code in SCREEN_LANGUAGES]
LANGUAGES_BIDI = [code for code, language in ALL_LANGUAGES.items() if language.right_to_left]
LOCALE_PATHS = [str(path) for path in sorted(PACKAGE.glob("*/locale"))]
LANGUAGE_COOKIE_NAME = "vigie-langue"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = str(DATA / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# People
AUTH_USER_MODEL = "network.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["vigie.config.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "vigie.config.adapters.AccountAdapter"
MFA_ADAPTER = "vigie.config.adapters.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "5/5m/key,60/5m/ip"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_FORMS = {"login": "vigie.network.web.forms.SignInForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Vigie"
MFA_RECOVERY_CODE_COUNT = 40
MFA_FORMS = {
    "generate_recovery_codes": "vigie.network.web.second_factor.CodesForm",
    "add_webauthn": "vigie.network.web.second_factor.AddPasskeyForm",
    "edit_webauthn": "vigie.network.web.second_factor.RenamePasskeyForm",
}

# Sessions and headers. Referrer-Policy stays same-origin: with no-referrer, browsers post forms with a null origin.
SESSION_COOKIE_NAME = "__Host-vigie" if SECURE else "vigie"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-vigie-csrf" if SECURE else "vigie-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "vigie.ui.web.views.csrf_failure"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'", "blob:"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# What comes in: Collect posts up to 102 parts; nothing of it may rest in a temporary file in clear.
DATA_UPLOAD_MAX_NUMBER_FILES = 120
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_HANDLERS = ["vigie.config.uploads.MemoryOnlyUploadHandler"]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("VIGIE_SMTP", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"token": {"()": "vigie.config.logs.HideTokens"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["token"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "vigie.config.logs.NothingShown"
SILENCED_SYSTEM_CHECKS: list[str] = []
PRODUCT_NAME = _("Vigie")
