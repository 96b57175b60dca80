"""The whole server, started as a person would: what it prints works."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest


@contextmanager
def served(command: str, data: Path) -> Iterator[str]:
    """Start the server and give what it printed; it ends well when it is asked to."""
    environment = {**os.environ, "PALERMO_DATA": str(data)}
    with subprocess.Popen(
        [sys.executable, "-m", "palermo.cli", command, "--port", "0"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = ""
            for line in process.stdout:
                said += line
                if line.startswith("Stop with"):
                    break
            yield said
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0


def browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


def test_the_demo_opens_to_control_once_and_to_everybody_by_its_code(tmp_path: Path) -> None:
    with served("demo", tmp_path) as said:
        enter, join = re.search(r"http://\S+/enter/\S+", said), re.search(r"http://\S+/j/\S+", said)
        assert enter is not None
        assert join is not None
        control = browser()
        page = control.open(enter[0], timeout=20)
        assert "/exercises/x-" in page.geturl()
        assert 'data-seat="control"' in page.read().decode()
        with pytest.raises(HTTPError, match="410"):
            browser().open(enter[0], timeout=20)
        assert "Night minibus" in browser().open(join[0], timeout=20).read().decode()
        address = enter[0].partition("/enter")[0]
        assert browser().open(f"{address}/live/health", timeout=20).status == 200
    code = join[0].rpartition("/")[2]
    with served("demo", tmp_path) as said:
        assert code in said
    with served("serve", tmp_path) as said:
        assert "/enter/" in said
        assert "/setup" not in said


def test_a_new_server_prints_the_way_to_the_first_account(tmp_path: Path) -> None:
    with served("serve", tmp_path) as said:
        assert "/setup" in said
        assert re.search(r"code: \w{12}", said)
        setup = re.search(r"http://\S+/setup", said)
        assert setup is not None
        assert "Who leads the exercises" in browser().open(setup[0], timeout=20).read().decode()


def test_the_demo_says_which_presets_and_profiles_there_are(tmp_path: Path) -> None:
    environment = {**os.environ, "PALERMO_DATA": str(tmp_path)}
    for asked, names in (("--preset", "teams5, teams7, teams3"), ("--profile", "P90, P75")):
        command = [sys.executable, "-m", "palermo.cli", "demo", "--port", "0", asked, "5"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 1
        assert names in done.stderr
