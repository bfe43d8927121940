"""Ask WalStat, the open data of IWEPS: one host, one kind of request, bounded in time and size, and only when a person asks for it."""

import http.client
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import say

#: The one host that is ever asked.
HOST = "opendata.iweps.be"
BASE = f"https://{HOST}"
CATALOGUE = "/statdcat-ap/walstat"
#: Seconds without a byte, and for an answer as a whole; bytes of an answer; how often one is asked again.
SILENCE_S, WHOLE_S, MOST_BYTES, ATTEMPTS = 30.0, 180.0, 64_000_000, 2
_CHUNK = 1 << 16
_SERIES = re.compile(r"\d{3,7}[_-]\d{1,3}", re.ASCII)
_OK, _NO_CONTENT, _REDIRECTS, _SERVER_FAULT = 200, 204, range(300, 400), 500


@dataclass(eq=False)
class WalstatError(WalloniaMapError):
    """WalStat gave no answer that can be used: the address, and why (the message `keeper.series.fault.<reason>`)."""

    url: str
    reason: str
    detail: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """Why there is no answer, with the address."""
        return f"{self.url}: {say(f'keeper.series.fault.{self.reason}', language, **self.detail)}"

    def __str__(self) -> str:
        """The sentence in English, as on the command line."""
        return self.sentence("en")


@dataclass(frozen=True)
class Patience:
    """What one question may cost: seconds without a byte and as a whole, bytes of the answer, attempts."""

    silence_s: float
    whole_s: float
    most_bytes: int
    attempts: int


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer that is refused: whoever asks this host speaks with no other."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the opener then raises the status itself."""


def series_code(text: str) -> str:
    """A series as the interface names it: the catalogue writes 811305-0 what is asked for as 811305_0.

    Raises
    ------
    ValueError
        If it is none.
    """
    if not _SERIES.fullmatch(text):
        raise ValueError(f"{text!r} is no series of WalStat: number, underscore, variant, as 811305_0")
    return text.replace("-", "_", 1)


def series_url(series: str, *, base: str = "") -> str:
    """Where every period of every municipality of a series is: which period is wanted, the caller chooses."""
    return f"{base or BASE}/api/data/json/{series_code(series)}/com+period=all"


def public_url(series: str) -> str:
    """The address of a series as it is cited, and as a browser saves it."""
    return series_url(series, base=f"https://{HOST}")


def ask(url: str, *, accept: str = "application/json", patience: Patience | None = None) -> bytes:
    """The answer of `url`, which must be of `BASE`; nothing where it has no content (204).

    Raises
    ------
    WalstatError
        If the host cannot be reached in time, refuses, leads elsewhere, sends too much, or a web page instead of data.
    """
    allowed = patience or Patience(SILENCE_S, WHOLE_S, MOST_BYTES, ATTEMPTS)
    if not url.startswith(f"{BASE}/"):
        raise WalstatError(url, "elsewhere", {"base": BASE})
    for attempt in range(1, allowed.attempts + 1):
        try:
            return _answer(url, accept, allowed)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _REDIRECTS:
                raise WalstatError(url, "redirect", {"status": str(error.code)}) from error
            if error.code < _SERVER_FAULT or attempt == allowed.attempts:
                raise WalstatError(url, "status", {"status": str(error.code)}) from error
        except (OSError, http.client.HTTPException) as error:  # no way there, no answer in time, an answer that breaks off
            if attempt == allowed.attempts:
                raise WalstatError(url, "silent", {"why": str(error)}) from error
    raise WalstatError(url, "silent", {"why": ""})


def _answer(url: str, accept: str, allowed: Patience) -> bytes:
    opener = urllib.request.build_opener(_NoRedirect)
    request = urllib.request.Request(url, headers={"Accept": accept, "User-Agent": "wallonia-map"})
    until = time.monotonic() + allowed.whole_s
    with opener.open(request, timeout=allowed.silence_s) as answer:
        if answer.status == _NO_CONTENT:
            return b""
        if answer.status != _OK:
            raise WalstatError(url, "status", {"status": str(answer.status)})
        parts, size = [], 0
        while chunk := answer.read1(_CHUNK):  # what has come: one that trickles is told from one that flows
            size += len(chunk)
            if size > allowed.most_bytes:
                raise WalstatError(url, "large", {"most": allowed.most_bytes})
            if time.monotonic() > until:
                raise WalstatError(url, "slow", {"seconds": f"{allowed.whole_s:g}"})
            parts.append(chunk)
        promised = answer.headers.get("Content-Length", "")
        if promised.isdecimal() and int(promised) > size:
            raise WalstatError(url, "short", {"size": size, "promised": promised})
    content = b"".join(parts)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise WalstatError(url, "page")
    return content
