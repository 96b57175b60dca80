"""Django as an ASGI application. `palermo.web.start.prepare` is the way to it: it also makes the database ready."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.web.settings")

application = get_asgi_application()
