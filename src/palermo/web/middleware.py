"""What every request passes through: the names we answer to, headers, and one thread for all of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_only_middleware

from palermo.live import guard

Next = Callable[[HttpRequest], HttpResponseBase]

_PACKED = ("text/css", "text/javascript", "text/plain", "image/svg+xml", "application/json")
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


@sync_only_middleware
def hosts(get_response: Next) -> Next:
    """Refuse requests for a host we are not known by (DNS rebinding)."""
    named = guard.named_hosts()

    def handle(request: HttpRequest) -> HttpResponseBase:
        host = request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")
        if not guard.known_host(host, named):
            return HttpResponse(
                "This server is not known under that name.\n", status=400, content_type="text/plain; charset=utf-8"
            )
        return get_response(request)

    return handle


@sync_only_middleware
def headers(get_response: Next) -> Next:
    """Keep pages out of caches and search engines. Files with a hash in their name never come this far."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response

    return handle


@sync_only_middleware
def files(get_response: Next) -> Next:
    """Answer built files whole and packed: each is packed once, not for each of thirty phones."""
    packed: dict[str, bytes] = {}

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, FileResponse):
            return response
        whole = HttpResponse(b"".join(response.streaming_content), status=response.status_code)
        for name, value in response.headers.items():
            whole.headers[name] = value
        response.close()
        patch_vary_headers(whole, ["Accept-Encoding"])
        if (
            whole.status_code != 200
            or whole.has_header("Content-Encoding")  # it lies packed on the disk
            or not _worth_packing(whole)
            or "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", "")
        ):
            return whole
        body = packed.get(request.path)
        if body is None:
            body = packed[request.path] = gzip.compress(whole.content, 9, mtime=0)
        whole.content = body
        whole.headers["Content-Encoding"] = "gzip"
        whole.headers["Content-Length"] = str(len(body))
        return whole

    return handle


@sync_only_middleware
def one_thread(get_response: Next) -> Next:
    """Do nothing: that it is sync only lets Django run the chain above in one thread."""
    return get_response


def _worth_packing(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return kind in _PACKED and len(response.content) > 1000
