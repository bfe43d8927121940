"""How long Streamlit rests between two batches of messages: 5 ms, which the last batch of most runs waited for, a quarter of what they take."""

import logging

from streamlit.runtime import runtime

#: Seconds between two batches: time enough for several messages to come together.
REST = 0.001
_log = logging.getLogger(__name__)


def rest_less() -> None:
    """Have the server rest for `REST` seconds; twice is once.

    An inner part of Streamlit, pinned by `pyproject.toml` and tried by a test. Where a version has it no more, it rests as it always did,
    and a line in the log says so.
    """
    if hasattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS"):
        runtime.MESSAGE_FLUSH_INTERVAL_SECS = REST
    else:
        _log.warning("this Streamlit rests between its messages in another way than the atlas was tested with")
