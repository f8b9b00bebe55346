"""Settings that hold on every machine."""

from datetime import timedelta
from pathlib import Path

from django.utils.csp import CSP

from moke.settings import environment
from moke.settings.backends import folder_storage

PACKAGE = Path(__file__).resolve().parents[1]
DOCS = PACKAGE.parents[1] / "docs"

SECRET_KEY = environment.secret_key()
DEBUG = False
ALLOWED_HOSTS = environment.ALLOWED_HOSTS
ROOT_URLCONF = "moke.urls"
ASGI_APPLICATION = "moke.asgi.application"

INSTALLED_APPS = [
    "research",
    "lessons",
    "seeds",
    "moke.media",
    "moke.accounts",
    "moke.backends",
    "moke.search",
    "moke.ui",
    "rules.apps.AutodiscoverRulesConfig",
    "moke.accounts.apps.WagtailPeopleConfig",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_ox",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "servestatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "moke.ui.middleware.AdminPolicyMiddleware",
    "moke.ui.middleware.DevicePolicyMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "moke.ui.middleware.PageCompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "moke.accounts.middleware.PreferredLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "research.middleware.GuestDoorMiddleware",
    "lessons.middleware.AuthorsDoorMiddleware",
    "lessons.middleware.DeletedTakeMiddleware",
    "moke.backends.middleware.StoreAwayMiddleware",
]

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
            ],
        },
    },
]

# People -----------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
    "research.backends.GuestBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
ACCOUNT_ADAPTER = "moke.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "moke.accounts.forms.sign_in.SignInForm",
    "change_password": "moke.accounts.forms.sign_in.ChangePasswordForm",
    "set_password": "moke.accounts.forms.sign_in.SetPasswordForm",
    "reset_password": "moke.accounts.forms.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "moke.accounts.forms.sign_in.ResetPasswordForm",
}
# A school may sit behind one address: per address there is only a wide gate against
# floods. Guessing at one account is stopped by django-axes, for that account and address.
# The same gate stands before links of guests, which are too long to be guessed.
# Codes of live lessons are short, and typed by who is known: ten tries in five minutes.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "120/m/ip",
    "guest_link": "120/m/ip",
    "seat_code": "10/5m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.TRUSTED_PROXIES
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "moke.accounts.domain.lockout.account_name"
AXES_CLIENT_IP_CALLABLE = "allauth.core.internal.httpkit.get_client_ip"
AXES_LOCKOUT_CALLABLE = "moke.accounts.views.locked_out.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "csrfmiddlewaretoken"]
AXES_VERBOSE = False

# Language ---------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"

# Files ------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = environment.DATA_DIR / "static"
STATICFILES_DIRS = [
    ("vendor/dompurify", environment.NODE_MODULES / "dompurify" / "dist"),
    ("vendor/hls", environment.NODE_MODULES / "hls.js" / "dist"),
    ("vendor/media-chrome", environment.NODE_MODULES / "media-chrome" / "dist" / "iife"),
    ("vendor/squire", environment.NODE_MODULES / "squire-rte" / "dist"),
    ("vendor/tus", environment.NODE_MODULES / "tus-js-client" / "dist"),
]
SERVESTATIC_KEEP_ONLY_HASHED_FILES = True
MOKE_JOINED_FOLDERS = ("accounts", "lessons", "media", "research", "ui")
MEDIA_ROOT = environment.DATA_DIR / "media"
MEDIA_URL = "/files/"
BUCKET = environment.bucket()
STORAGES = {
    "default": folder_storage(),
    "recordings": folder_storage(environment.DATA_DIR / "recordings"),
    "staticfiles": {"BACKEND": "moke.ui.storage.StaticFilesStorage"},
}
if BUCKET:
    STORAGES |= {"default": BUCKET.storage("files"), "recordings": BUCKET.storage("recordings")}

# Data and work ----------------------------------------------------------------

DATABASES = {"default": environment.database()}
CACHES = {"default": environment.cache()}
TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": [],
        "OPTIONS": {
            "LOCK_TIMEOUT": 60,  # seconds until the task of a dead worker runs again
            "SCHEDULES": {
                "publish-scheduled-pages": {
                    "task": "lessons.tasks.publish_scheduled_pages",
                    "every": 60,
                },
                "write-to-reviewers": {
                    "task": "research.tasks.write_due_letters",
                    "every": 600,
                },
                "erase-deleted-recordings": {
                    "task": "moke.media.deletion_tasks.erase_deleted_recordings",
                    "every": 3600,
                },
                "clear-record-exports": {
                    "task": "research.tasks.clear_record_exports",
                    "every": 3600,
                },
                "clear-lost-enclosures": {
                    "task": "research.tasks.clear_lost_enclosures",
                    "every": 86400,
                },
            },
        },
    }
}

MAILERS = {"default": environment.mailer()}
DEFAULT_FROM_EMAIL = environment.EMAIL_FROM

# Safety -----------------------------------------------------------------------

# Doors to files lead on to the bucket, where there is one.
KEPT_AFAR = [BUCKET.source] if BUCKET else []
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "connect-src": [CSP.SELF, *KEPT_AFAR],
    "img-src": [CSP.SELF, "data:", "blob:", *KEPT_AFAR],
    "media-src": [CSP.SELF, "blob:", *KEPT_AFAR],
    "frame-src": [CSP.SELF, *KEPT_AFAR],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "script-src": [CSP.SELF],
    "worker-src": [CSP.SELF, "blob:"],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.SELF],
    "object-src": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows its preview of a page in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for "DENY"
CSRF_FAILURE_VIEW = "moke.ui.views.csrf_failure"

# Wagtail ----------------------------------------------------------------------

WAGTAIL_SITE_NAME = "磨课 Moke"
WAGTAILADMIN_BASE_URL = environment.BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False  # what is judged is the plan that was submitted
WAGTAIL_FINISH_WORKFLOW_ACTION = "lessons.workflows.publish_nothing"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAILIMAGES_IMAGE_MODEL = "lessons.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "lessons.File"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {"WIDGET": "lessons.rich_text.PatientRichTextArea"},
}
# The index is rebuilt in pieces: nobody waits for a lock until all is done.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "moke.search.backend", "ATOMIC_REBUILD": False}}
TAGGIT_CASE_INSENSITIVE = True

# Moke -------------------------------------------------------------------------

MOKE_DATA_DIR = environment.DATA_DIR
MOKE_MAX_UPLOAD_BYTES = environment.MAX_UPLOAD_BYTES
MOKE_NODE_MODULES = environment.NODE_MODULES
MOKE_MAX_RECORDING_S = environment.MAX_RECORDING_S
MOKE_DELETED_KEPT_DAYS = environment.DELETED_KEPT_DAYS
MOKE_ASR_MODEL = environment.ASR_MODEL
MOKE_AV1 = environment.AV1 == "showcase"
MOKE_GRANT_LIFETIME_S = 60
# Where the kinds of teaching end in S-T analysis, see `research.domain.student_teacher`.
MOKE_ST_CUT_OFFS = {"practice": 0.3, "lecture": 0.7, "dialogue": 0.4}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.tasks": {"level": "WARNING"},
        "resumable_upload": {"level": "CRITICAL"},  # our answers say it all
    },
}
