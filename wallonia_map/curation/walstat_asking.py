"""Ask WalStat for a page: in a thread of its own, one question at a time, and the last answers kept for a while."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from wallonia_map.curation.walstat_client import Patience, WalstatError, ask, public_url, series_url

#: A visitor waits less than a command: one attempt, half a minute, an answer of a few megabytes (a whole series has one or two).
PATIENCE = Patience(silence_s=10.0, whole_s=30.0, most_bytes=8_000_000, attempts=1)
#: How often a waiting page is called back, in seconds.
TICK = 0.2
#: Answers that are kept, and for how long, in seconds: pressing again asks nobody again.
MOST_KEPT, KEPT_S = 4, 600.0
_place = threading.Lock()
_kept: dict[str, tuple[float, bytes]] = {}


def ask_aside(series: str, waiting: Callable[[], None], *, patience: Patience = PATIENCE) -> bytes:
    """The answer for a series; meanwhile `waiting` is called every `TICK` seconds, and what it raises leaves the question to itself.

    Raises
    ------
    WalstatError
        As `ask`; or if somebody else is asking just now.
    """
    url = series_url(series)
    known = _kept.get(url)
    if known is not None and time.monotonic() - known[0] < KEPT_S:
        return known[1]
    if not _place.acquire(blocking=False):
        raise WalstatError(public_url(series), "busy")
    answer: Future[bytes] = Future()
    threading.Thread(target=_work, args=(url, patience, answer), daemon=True, name="atlas-walstat").start()
    until = time.monotonic() + patience.whole_s + patience.silence_s
    while time.monotonic() < until:
        try:
            return answer.result(timeout=TICK)
        except TimeoutError:
            waiting()
    raise WalstatError(
        public_url(series), "slow", {"seconds": f"{patience.whole_s:g}"}
    )  # a name that is never looked up, headers that trickle


def _work(url: str, patience: Patience, answer: Future[bytes]) -> None:
    """Ask, hand the answer over, and only then make room for the next question."""
    try:
        content = ask(url, patience=patience)
        _kept[url] = (time.monotonic(), content)
        for old in sorted(_kept, key=lambda name: _kept[name][0])[:-MOST_KEPT]:
            del _kept[old]
        answer.set_result(content)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the page that waits tells it
        answer.set_exception(error)
    finally:
        _place.release()
