"""A bare-socket stand-in for the server: what it answers costs nothing to make, so that the bench's own ceiling is seen.

`python -m palermo.trial.echo BYTES` prints its port. A posted command goes out at once to the pages of its exercise, as a frame of so
many bytes; a token is "exercise/seat".
"""

from __future__ import annotations

import asyncio
import sys

from palermo.trial.wire import MARK, TEXT, framed

_pages: dict[str, list[asyncio.StreamWriter]] = {}


async def serve(size: int) -> None:
    """Serve until the process is ended."""
    server = await asyncio.start_server(lambda r, w: _connection(r, w, size), "127.0.0.1", 0, backlog=1024)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


async def _connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, size: int) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            if head.startswith(b"GET"):
                writer.write(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
                exercise = (await _hello(reader)).partition("/")[0]
                _pages.setdefault(exercise, []).append(writer)
                writer.write(framed(b"{}"))
                await reader.read()
                return
            await _command(reader, writer, head.decode("latin-1"), size)
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _hello(reader: asyncio.StreamReader) -> str:
    kind, length = await reader.readexactly(2)
    size = length & 127
    if size == 126:
        size = int.from_bytes(await reader.readexactly(2), "big")
    await reader.readexactly(4)
    body = (await reader.readexactly(size)).decode()
    return body.partition('"token": "')[2] if kind & 15 == TEXT else ""


async def _command(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: str, size: int) -> None:
    body = await reader.readexactly(int(head.lower().partition("content-length:")[2].split()[0]))
    exercise = head.partition("X-Seat: ")[2].partition("/")[0]
    found = MARK.search(body)
    frame = framed((found[0] if found is not None else b"") + b"x" * size)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    for page in _pages.get(exercise, ()):
        page.write(frame)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
