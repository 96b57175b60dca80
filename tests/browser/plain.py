"""Somebody without a browser: requests as they are, well-formed or not, with cookies where the server gives any."""

from __future__ import annotations

import http.client
import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

from browser.server import Server

_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_TOKEN = re.compile(r'<meta name="seat-token" content="([^"]+)">')


class Reply:
    """What came back."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        self.body = answer.read()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.json["refused"]["code"])


class Visitor:
    """One visitor of a server. `token` is the seat's, once a page gave one."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.seat = ""
        self._asked = 0

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """Ask once. Headers are named with underscores; an empty one is left out."""
        host = f"127.0.0.1:{self.server.port}"
        given = {"Host": host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        given |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        try:
            connection.request(method, path, body or None, {name: value for name, value in given.items() if value})
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return Reply(answer)
        finally:
            connection.close()

    def fill(self, path: str, at: str = "", **fields: str) -> Reply:
        """Fill in the form of a page and send it off."""
        found = _FIELD.search(self.ask("GET", at or path).text)
        if found is not None:
            fields["csrfmiddlewaretoken"] = found[1]
        body = urlencode(fields).encode()
        origin = f"http://127.0.0.1:{self.server.port}"
        return self.ask("POST", path, body, content_type="application/x-www-form-urlencoded", origin=origin)

    def upload(self, data: bytes) -> Reply:
        """Upload an archive."""
        field = _FIELD.search(self.ask("GET", "/exercises").text)
        assert field is not None
        edge = "----------edge"
        parts = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{field[1]}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="archive"; filename="x.zip"\r\n'
            "Content-Type: application/zip\r\n\r\n"
        )
        body = parts.encode() + data + f"\r\n--{edge}--\r\n".encode()
        origin = f"http://127.0.0.1:{self.server.port}"
        return self.ask(
            "POST", "/exercises/import", body, content_type=f"multipart/form-data; boundary={edge}", origin=origin
        )

    def sit(self, path: str) -> None:
        """Open a page that speaks for a seat."""
        page = self.ask("GET", path)
        assert page.status == 200, page.text
        found = _TOKEN.search(page.text)
        assert found is not None
        self.token = unescape(found[1])
        self.seat = path.split("/")[3] if path.startswith("/x/") else "control"

    def command(self, asked: object, id: str = "", **more: object) -> Reply:
        """Ask for a command as the page does."""
        self._asked += 1
        body = json.dumps({"id": id or f"plain-{self.seat[2:]}-{self._asked:04}", "command": asked, **more}).encode()
        return self.post(body)

    def post(self, body: bytes, **headers: str) -> Reply:
        """Post a body to where commands go."""
        origin = f"http://127.0.0.1:{self.server.port}"
        given = {"content_type": "application/json", "origin": origin, "x_seat": self.token}
        return self.ask("POST", "/live/command", body, **{**given, **headers})
