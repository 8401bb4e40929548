"""The settings of the installation with a few lines changed, in a folder of their own."""

import atexit
import os
import shutil
import tempfile

# Set before the settings are read: no test may come near real data.
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="tests-")
os.environ["SECRET_KEY"] = "only-for-tests-" * 4
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in an office: several threads and processes meet on it.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
AXES_ENABLED = False
