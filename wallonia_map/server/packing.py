"""Bytes packed for the way to the browser, in the best of the ways that it understands."""

import gzip
import zlib
from collections.abc import Callable
from typing import Literal

import brotli

Coding = Literal["br", "gzip", "identity"]
#: Six of eleven: all scripts of a first visit in a tenth of a second, where seven takes two for one byte in a hundred less.
_BROTLI_QUALITY, _GZIP_LEVEL = 6, 9
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


class Packing:
    """A text that is packed as it is written: each part can be read before the next is there."""

    def __init__(self, coding: Coding) -> None:
        """Begin a text in `coding`."""
        self._brotli = brotli.Compressor(quality=_BROTLI_QUALITY) if coding == "br" else None
        self._gzip = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS) if coding == "gzip" else None

    def part(self, content: bytes) -> bytes:
        """`content`, to be read at once, with more to come."""
        if self._brotli is not None:
            return bytes(self._brotli.process(content) + self._brotli.flush())
        if self._gzip is not None:
            return self._gzip.compress(content) + self._gzip.flush(zlib.Z_SYNC_FLUSH)
        return content

    def last(self, content: bytes) -> bytes:
        """`content`, with which the text ends."""
        if self._brotli is not None:
            return bytes(self._brotli.process(content) + self._brotli.finish())
        if self._gzip is not None:
            return self._gzip.compress(content) + self._gzip.flush(zlib.Z_FINISH)
        return content
