"""Making the web ready to serve: the data folder, the tables, the door to conduct, and the daily deleting."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from palermo.conduct.submit import Conduct
from palermo.pages.options import Options


def ready(data: Path | None = None) -> None:
    """Set Django up over a data folder (`PALERMO_DATA`, else ./var) and bring its tables up to date. Call it once, first."""
    if data is not None:
        os.environ["PALERMO_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.web.settings")
    django.setup()
    _own_file()
    call_command("migrate", verbosity=0, interactive=False)


def application(conduct: Conduct) -> Any:
    """Return the ASGI application over a conduct, after `ready`. Exercises past their time are deleted, now and daily."""
    from palermo.web import door, index, leading, retention

    door.use(conduct)
    index.rebuild_index()
    leading.shut_out_former()
    retention.daily()
    from palermo.web.asgi import application

    return application


def options(exercise: str) -> Options:
    """Return how an exercise's pages are shown, names of people among it, for the live path. Callable from any thread."""
    from palermo.web import screen

    return screen.options_of(exercise)


def _own_file() -> None:
    """Let the owner alone read the database: it holds the names of people."""
    from django.conf import settings

    path = Path(settings.DATABASES["default"]["NAME"])
    path.touch(mode=0o600, exist_ok=True)
