"""Ask WalStat, the open data of IWEPS: one host, one kind of request, bounded in time and size. Only a command of a keeper's calls it."""

import http.client
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from wallonia_map.errors import WalloniaMapError

#: The one host that is ever asked.
BASE = "https://opendata.iweps.be"
CATALOGUE = "/statdcat-ap/walstat"
#: Seconds without a byte, and for an answer as a whole; bytes of an answer; how often one is asked again.
SILENCE_S, WHOLE_S, MOST_BYTES, ATTEMPTS = 30.0, 180.0, 64_000_000, 2
_CHUNK = 1 << 16
_SERIES = re.compile(r"\d{3,7}[_-]\d{1,3}", re.ASCII)
_OK, _NO_CONTENT, _REDIRECTS, _SERVER_FAULT = 200, 204, range(300, 400), 500


@dataclass(eq=False)
class WalstatError(WalloniaMapError):
    """WalStat gave no answer that can be used: the address, and why."""

    url: str
    reason: str

    def __str__(self) -> str:
        """Name both."""
        return f"{self.url}: {self.reason}"


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


def series_url(series: str) -> str:
    """Where every period of every municipality of a series is: which period is wanted, the caller chooses."""
    return f"{BASE}/api/data/json/{series_code(series)}/com+period=all"


def ask(url: str, *, accept: str = "application/json") -> bytes:
    """The answer of `url`, which must be of `BASE`; nothing where it has no content (204).

    Raises
    ------
    WalstatError
        If the host cannot be reached in time, refuses, leads elsewhere, sends too much, or a web page instead of data.
    """
    if not url.startswith(f"{BASE}/"):
        raise WalstatError(url, f"is not of {BASE}")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _answer(url, accept)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _REDIRECTS:
                raise WalstatError(url, f"leads elsewhere (status {error.code}), which is not followed") from error
            if error.code < _SERVER_FAULT or attempt == ATTEMPTS:
                raise WalstatError(url, f"is answered with status {error.code}") from error
        except (OSError, http.client.HTTPException) as error:  # no way there, no answer in time, an answer that breaks off
            if attempt == ATTEMPTS:
                raise WalstatError(url, f"does not answer ({error})") from error
    raise WalstatError(url, "does not answer")


def _answer(url: str, accept: str) -> bytes:
    opener = urllib.request.build_opener(_NoRedirect)
    request = urllib.request.Request(url, headers={"Accept": accept, "User-Agent": "wallonia-map"})
    until = time.monotonic() + WHOLE_S
    with opener.open(request, timeout=SILENCE_S) as answer:
        if answer.status == _NO_CONTENT:
            return b""
        if answer.status != _OK:
            raise WalstatError(url, f"is answered with status {answer.status}")
        parts, size = [], 0
        while chunk := answer.read1(_CHUNK):  # what has come: one that trickles is told from one that flows
            size += len(chunk)
            if size > MOST_BYTES:
                raise WalstatError(url, f"sends more than {MOST_BYTES:,} bytes")
            if time.monotonic() > until:
                raise WalstatError(url, f"takes longer than {WHOLE_S:g} s")
            parts.append(chunk)
        promised = answer.headers.get("Content-Length", "")
        if promised.isdecimal() and int(promised) > size:
            raise WalstatError(url, f"breaks off after {size:,} of {promised} bytes")
    content = b"".join(parts)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise WalstatError(url, "is answered with a web page instead of data")
    return content
