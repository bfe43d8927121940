"""How long Streamlit waits between two batches of messages: 5 ms by itself, which the last batch of most runs waited for, a quarter of what they take."""

import logging

from streamlit.runtime import runtime

#: Seconds between two batches: time enough for several messages to come together.
FLUSH_INTERVAL_SECONDS = 0.001
_log = logging.getLogger(__name__)


def shorten_flush_interval() -> None:
    """Have the server wait for `FLUSH_INTERVAL_SECONDS` seconds; twice is once.

    An inner part of Streamlit, pinned by `pyproject.toml` and tried by a test. Where a version has it no more, it waits as it always did,
    and a line in the log says so.
    """
    if hasattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS"):
        runtime.MESSAGE_FLUSH_INTERVAL_SECS = FLUSH_INTERVAL_SECONDS
    else:
        _log.warning("this Streamlit waits between its messages in another way than the atlas was tested with")
