"""Sets Django up over a folder of its own. Imported first by the web tests; the environment is left as it was."""

from __future__ import annotations

import os
import tempfile
from unittest import mock

import django
from django.conf import settings

FOLDER = tempfile.mkdtemp(prefix="palermo-web-")

with mock.patch.dict(os.environ, {"PALERMO_DATA": FOLDER}):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.web.settings")
    django.setup()

# The real one takes half a second, on purpose.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

PASSWORD = "the heron stands still at dawn"
