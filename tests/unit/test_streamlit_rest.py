"""Streamlit rests between two batches of messages for less than it would by itself."""

from streamlit.runtime import runtime, runtime_util

from wallonia_map.ui.frame.streamlit_rest import REST, rest_less


def test_streamlit_rests_less_than_it_would_and_by_the_name_that_it_reads(monkeypatch):
    monkeypatch.setattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS", runtime_util.MESSAGE_FLUSH_INTERVAL_SECS)
    assert "MESSAGE_FLUSH_INTERVAL_SECS" in runtime.Runtime._loop_coroutine.__code__.co_names
    rest_less()
    assert 0 < REST == runtime.MESSAGE_FLUSH_INTERVAL_SECS < runtime_util.MESSAGE_FLUSH_INTERVAL_SECS


def test_a_streamlit_that_does_not_rest_by_that_name_is_told_of_and_goes_on(monkeypatch, caplog):
    monkeypatch.delattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS")
    rest_less()
    assert "rests between its messages" in caplog.text
