"""The web over a memory log and the small package, with a database in memory that forgets after each test."""

from __future__ import annotations

from web.made_ready import FOLDER, PASSWORD

# isort: split
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment

from cast import package
from palermo.conduct.memo import Packages
from palermo.conduct.submit import Conduct
from palermo.log.memory import MemoryLog
from palermo.web import door, limit, setting
from palermo.web.models import Account, Exercise

Join = Callable[..., str]


@pytest.fixture(scope="session")
def _database() -> Iterator[None]:
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    yield
    connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    teardown_test_environment()
    shutil.rmtree(FOLDER)


@pytest.fixture(autouse=True)
def _forgets(_database: None) -> Iterator[None]:
    limit.forget()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def conduct() -> Iterator[Conduct]:
    """A conduct over a log in memory, behind the door."""
    log = MemoryLog()
    made = Conduct(log, Packages(log))
    door.use(made)
    yield made
    door.use(None)


@pytest.fixture
def ada() -> Account:
    """Ada leads exercises."""
    account = Account(username="ada", email="ada@example.org", name="Ada", is_superuser=True)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def zed(ada: Account) -> Account:
    """Zed has an account and nothing to do with Ada's exercises."""
    account = Account(username="zed", name="Zed")
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def exercise(ada: Account) -> Exercise:
    """Ada's exercise of the small package, with bots in all chairs."""
    choices = setting.Choices(scenario="small", preset="trio", profile="P30", title="Tuesday group", trainer="Ada")
    return setting.set_up(package(), choices, ada)


@pytest.fixture
def client() -> Client:
    """A browser without cookies."""
    return Client()


@pytest.fixture
def control(ada: Account) -> Client:
    """Ada's browser, signed in."""
    browser = Client()
    browser.force_login(ada, backend="palermo.web.accounts.NameOrMail")
    return browser


@pytest.fixture
def join(exercise: Exercise) -> Join:
    """Joins the exercise at a chair and returns the address of the seat's page."""

    def do(chair: str = "T1/officer", name: str = "Greta", part: str = "take") -> str:
        answer = Client().post(f"/j/{exercise.code}", {"name": name, "chair": chair, "part": part, "read": "1"})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    return do
