"""Streamlit waits between two batches of messages for less than it would by itself."""

from streamlit.runtime import runtime, runtime_util

from wallonia_map.ui.frame.flush_interval import FLUSH_INTERVAL_SECONDS, shorten_flush_interval


def test_streamlit_waits_less_than_it_would_and_reads_the_constant_that_is_set(monkeypatch):
    monkeypatch.setattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS", runtime_util.MESSAGE_FLUSH_INTERVAL_SECS)
    assert "MESSAGE_FLUSH_INTERVAL_SECS" in runtime.Runtime._loop_coroutine.__code__.co_names
    shorten_flush_interval()
    assert 0 < FLUSH_INTERVAL_SECONDS == runtime.MESSAGE_FLUSH_INTERVAL_SECS < runtime_util.MESSAGE_FLUSH_INTERVAL_SECS


def test_a_streamlit_without_that_constant_is_logged_and_goes_on(monkeypatch, caplog):
    monkeypatch.delattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS")
    shorten_flush_interval()
    assert "waits between its messages" in caplog.text
