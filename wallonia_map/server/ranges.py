"""A part of an answer, for programs that read a file by pieces: GDAL opens an address only where it may."""

import re

from starlette.requests import Request
from starlette.responses import Response

#: One range of bytes; whoever asks for several at once gets the whole, as the standard allows.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def whole_or_part(request: Request, content: bytes, *, media_type: str, headers: dict[str, str]) -> Response:
    """The answer `content`, or the range of it that is asked for (RFC 9110, 14)."""
    headers = {**headers, "accept-ranges": "bytes"}
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    changed = request.headers.get("if-range", headers.get("etag")) != headers.get("etag")
    if asked is None or changed or not any(asked.groups()):
        return Response(content, media_type=media_type, headers=headers)
    first, last = asked.groups()
    begin = int(first) if first else max(len(content) - int(last), 0)
    end = min(int(last), len(content) - 1) if first and last else len(content) - 1
    if begin > end:
        return Response(status_code=416, headers={**headers, "content-range": f"bytes */{len(content)}"})
    headers["content-range"] = f"bytes {begin}-{end}/{len(content)}"
    return Response(content[begin : end + 1], status_code=206, media_type=media_type, headers=headers)
