"""Bytes packed for the way to the browser, in the best of the ways that it understands."""

import gzip
import zlib
from collections.abc import Callable
from functools import partial
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
        self._take: Callable[[bytes], bytes] = bytes
        self._flush: Callable[[], bytes] = bytes
        self._finish: Callable[[], bytes] = bytes  # of nothing, `bytes` makes nothing
        if coding == "br":
            packer = brotli.Compressor(quality=_BROTLI_QUALITY)
            self._take, self._flush, self._finish = packer.process, packer.flush, packer.finish
        elif coding == "gzip":
            gzipped = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
            self._take, self._finish = gzipped.compress, gzipped.flush
            self._flush = partial(gzipped.flush, zlib.Z_SYNC_FLUSH)

    def part(self, content: bytes) -> bytes:
        """`content`, to be read at once, with more to come."""
        return self._take(content) + self._flush()

    def last(self, content: bytes) -> bytes:
        """`content`, with which the text ends."""
        return self._take(content) + self._finish()
