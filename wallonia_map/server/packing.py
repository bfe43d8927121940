"""Bytes packed for the way to the browser, in the best of the ways that it understands."""

import gzip
from collections.abc import Callable
from typing import Literal

import brotli

Coding = Literal["br", "gzip", "identity"]
#: Seven of eleven: all scripts of a first visit in an eighth of a second, where nine takes a half for one byte in a hundred less.
_BROTLI_QUALITY, _GZIP_LEVEL = 7, 9
_PACK: dict[Coding, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=_BROTLI_QUALITY),
    "gzip": lambda content: gzip.compress(content, _GZIP_LEVEL, mtime=0),
    "identity": lambda content: content,
}


def coding_for(accepted: str) -> Coding:
    """The best coding that a header `Accept-Encoding` allows; one with a quality of nought is not allowed."""
    codings = {}
    for part in accepted.lower().split(","):
        name, _, more = part.partition(";")
        codings[name.strip()] = more.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return "br" if codings.get("br") else "gzip" if codings.get("gzip") else "identity"


def packed(content: bytes, coding: Coding) -> bytes:
    """`content` in `coding`."""
    return _PACK[coding](content)
