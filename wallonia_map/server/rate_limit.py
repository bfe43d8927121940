"""How often one address may ask: a bucket that fills again, for a bounded number of addresses."""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request

#: Requests at once, and how many more each second, for one address.
BURST, PER_SECOND = 120, 10
#: Addresses that are remembered; who asked longest ago is forgotten first.
MOST_ADDRESSES = 20_000


class RateLimit:
    """One for all requests; safe to ask from any thread."""

    def __init__(self, burst: int = BURST, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow `burst` requests at once and `per_second` more each second; `clock` tells seconds."""
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, address: str) -> bool:
        """Whether `address` may ask now; counts that it did."""
        now = self._clock()
        with self._lock:
            left, at = self._left.pop(address, (float(self._burst), now))
            left = min(self._burst, left + (now - at) * self._per_second)
            self._left[address] = (max(left - 1, 0) if left >= 1 else left, now)
            while len(self._left) > MOST_ADDRESSES:
                self._left.popitem(last=False)
        return left >= 1


def address_of(request: Request) -> str:
    """Who asks: the peer or, where that is a proxy in a network of one's own, whom the proxy names."""
    peer = request.client.host if request.client else ""
    named = request.headers.get("x-real-ip", "")
    try:
        is_inside = ipaddress.ip_address(peer).is_private
        return str(ipaddress.ip_address(named)) if is_inside and named else peer
    except ValueError:
        return peer
