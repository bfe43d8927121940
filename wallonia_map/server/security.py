"""What every answer says to the browser for safety's sake, and who is turned away at the door."""

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Streamlit's pages need inline styles and eval (the map's component); nothing may come from elsewhere, save the one tile layer
#: that a visitor may switch on.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob: https://tile.openstreetmap.org; font-src 'self' data:; connect-src 'self' data: blob:; "
    "worker-src 'self' blob:; frame-src 'self' blob: data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors "
)
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: A year, for browsers that came by TLS.
STRICT_TRANSPORT = "max-age=31536000"
#: Asked from inside the container, by whatever name.
HEALTH = "/_stcore/health"
#: The code that closes a websocket for a reason of policy (RFC 6455).
POLICY_VIOLATION = 1008


class Security:
    """An app whose every answer carries the headers above, and which foreign websockets and unknown hosts do not reach.

    Streamlit itself would ask an outside server, twice a second long, whether a foreign origin may be its own, and everybody would wait.
    """

    def __init__(self, app: ASGIApp, *, origins: Sequence[str] = (), hosts: Sequence[str] = ()) -> None:
        """Stand around `app`; `origins` may open a websocket too, and `hosts`, unless none is named, are the names that it answers to."""
        self._app = app
        self._origins = {origin.strip().lower().rstrip("/") for origin in origins}
        self._hosts = [host.strip().lower() for host in hosts]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or open one websocket."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_known = scope["path"].endswith(HEALTH) or self._is_known(headers.get("host", ""))
        if scope["type"] == "websocket":
            if is_known and self._is_own(headers):
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(raw=list(message.get("headers", ())))
                for name, value in ALWAYS.items():
                    told[name] = value
                told["content-security-policy"] = POLICY + framed_by(scope)
                if is_secure(scope, headers):
                    told["strict-transport-security"] = STRICT_TRANSPORT
                message = {**message, "headers": told.raw}
            await send(message)

        answer = self._app if is_known else PlainTextResponse("This server answers to another name.\n", status_code=421)
        await answer(scope, receive, send_with_headers)

    def _is_own(self, headers: Headers) -> bool:
        """Whether the page that opens a websocket came from this server; what is no browser names no origin."""
        origin = headers.get("origin")
        if origin is None:
            return True
        return origin.lower() in self._origins or origin.lower().partition("://")[2] == headers.get("host", "").lower() != ""

    def _is_known(self, host: str) -> bool:
        """Whether `host` is one that this server was told to answer to, or it was told none; `*.name` stands for every name below it."""
        name = urlsplit(f"//{host.lower()}").hostname or "" if _is_sound(host) else ""
        return not self._hosts or any(
            known in ("*", name) or (known.startswith("*.") and name.endswith(known[1:])) for known in self._hosts
        )


def _is_sound(host: str) -> bool:
    """Whether `host` can be a name with a port at all."""
    try:
        urlsplit(f"//{host}").port  # noqa: B018 (raises for what is no port)
    except ValueError:
        return False
    return not set(host) & set("@/?#")


def framed_by(scope: Scope) -> str:
    """Who may show the answer in a frame: any site the figure that is made for it (`?embed=true`), and the map's own frame in it."""
    if "/component/" in scope["path"]:
        return "*"  # the map's frame, which shows nothing by itself; its page says who may be around both
    given = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=1_000) if scope.get("query_string") else {}
    return "*" if given.get("embed") == ["true"] else "'self'"


def site_of(scope: Scope, headers: Headers, base: str = "") -> str:
    """The address of the app as the browser knows it, with a slash at its end; `base` is the path that it lies under."""
    top = f"/{base.strip('/')}/" if base.strip("/") else "/"
    return f"{'https' if is_secure(scope, headers) else 'http'}://{headers.get('host', 'localhost')}{top}"


def is_secure(scope: Scope, headers: Headers) -> bool:
    """Whether the browser came by TLS, to this server or to the proxy before it."""
    return scope.get("scheme") == "https" or headers.get("x-forwarded-proto", "").split(",")[0].strip() == "https"
