"""The URL holds the state: where a visitor arrives from outside it rules, otherwise it follows.

Written by hand rather than with `bind=`: bound widgets with labels would put the labels of one language into the link.
"""

from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from wallonia_map.i18n import Language

_KNOWN, _SPOKEN, _WHOLE = "_address", "_spoken", "_whole_address"
#: So many URLs of a page may still be on their way from a quick visitor.
_REMEMBERED = 12
LANGUAGE_KEY = "lang"


def _path() -> str:
    return urlsplit(st.context.url or "").path.strip("/")


def _given() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def arrived() -> bool:
    """Whether the visitor came by this URL: a first visit, a pasted link, back or forward.

    A page chosen in the menu comes without parameters: the state of the session then stands.
    """
    known = st.session_state.get(_KNOWN)
    if known is None:
        return True
    given = _given()
    if given == known["params"] or _is_late():
        return False
    return bool(given) or known["path"] == _path()


def _is_late() -> bool:
    """Whether the browser speaks of an older URL than the one that we told it last."""
    known = st.session_state.get(_KNOWN)
    return known is not None and known["path"] == _path() and _given() in known["before"] and not _back_or_forward()


def _back_or_forward() -> bool:
    """Whether the browser went through its history; what it says else may be older than what we told it.

    Two quick presses: the second is on its way before the browser has the URL of the first.
    """
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def language() -> Language:
    """The visitor's language; French until the link or the visitor says otherwise."""
    came = arrived()
    before = Language.FR if came else st.session_state.get(_SPOKEN, Language.FR)
    asked = st.query_params.get(LANGUAGE_KEY) if came else st.session_state.get(LANGUAGE_KEY)
    spoken = Language(asked) if asked in set(Language) else before
    st.session_state[_SPOKEN] = spoken
    return spoken


def parameters() -> dict[str, list[str]]:
    """The page's own parameters as the URL gives them."""
    return {name: values for name, values in _given().items() if name != LANGUAGE_KEY}


def whole() -> dict[str, list[str]]:
    """The parameters of this page with its defaults, and the language: what a link that is kept must say."""
    spoken, params = language_in_state(), st.session_state.get(_WHOLE, {})
    return params if spoken is Language.FR else {LANGUAGE_KEY: [spoken.value], **params}


def write(params: dict[str, list[str]], defaults: dict[str, list[str]] | None = None) -> None:
    """Make the URL say `params` and the language; remember that we said it, and what it leaves out at its default."""
    spoken = language_in_state()
    st.session_state[_WHOLE] = {**(defaults or {}), **params}
    told = dict(params) if spoken is Language.FR else {LANGUAGE_KEY: [spoken.value], **params}
    given, known = _given(), st.session_state.get(_KNOWN)
    if given != told or _is_late():  # the newer one is on its way, or came while a line was cut: it must not stay
        st.query_params.from_dict(told)
    earlier = [*known["before"], known["params"]] if known is not None and known["path"] == _path() else [given]
    before = [one for one in earlier if one != told][-_REMEMBERED:]
    st.session_state[_KNOWN] = {"params": told, "path": _path(), "before": before}


def language_in_state() -> Language:
    """The language that the session has settled on."""
    return Language(st.session_state.get(LANGUAGE_KEY, Language.FR.value))
