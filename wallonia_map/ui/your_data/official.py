"""A series of an official publisher, proposed on the page: asked of WalStat by a button that names its host, or read from a saved file."""

import datetime
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from wallonia_map.curation import RefusedError, pack, preview
from wallonia_map.curation.difference import differences
from wallonia_map.curation.keeper_tables import folder_of
from wallonia_map.curation.origins import WALSTAT, Origin, origin_of
from wallonia_map.curation.saved_tables import Choice, saved_rows
from wallonia_map.curation.walstat_asking import ask_aside
from wallonia_map.curation.walstat_client import HOST, WalstatError, public_url
from wallonia_map.curation.walstat_members import membership
from wallonia_map.curation.walstat_rows import Reading, read
from wallonia_map.curation.walstat_series import Series, SeriesNames, packed_series, propose_series
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language, date_long, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame.session_memo import kept
from wallonia_map.ui.your_data.official_form import MEMBERS, Asked, ask_for_columns, ask_for_series
from wallonia_map.ui.your_data.proposed import LISTED, bullets, get_pack, refused
from wallonia_map.ui.your_data.waiting import progress
from wallonia_map.uploads.cage import read_caged
from wallonia_map.uploads.limits import UnusableFile

_ANSWER, _CHECKED = "_official_answer", "_official_checked"
_TYPES = ["csv", "txt", "xlsx", "ods", "json", "geojson"]
_MOST_MB = 5
#: What a sentence says of the command's options, which the page has fields for.
_OPTION = re.compile(r" \(--[^)]*\)")


@dataclass(frozen=True)
class _Got:
    """The bytes of a series: the answer of the host, or a saved file by its name; `token` tells one from another."""

    content: bytes
    day: datetime.date
    token: str
    name: str = ""


@dataclass(frozen=True)
class _Shown:
    """What is shown of a series: sentences, and the change as a ZIP under a name (none where nothing changes)."""

    sentences: tuple[str, ...]
    content: bytes = b""
    name: str = ""


def official_series(atlas: Atlas, language: Language) -> None:
    """The form, the button, the upload; then what would change, or one sentence for everything that is wrong."""
    st.write(say("keeper.official.lead", language))
    asked = ask_for_series(atlas, language)
    try:
        code, origin = origin_of(asked.source, asked.code, publisher=asked.publisher, licence=asked.licence, language=language.value)
    except RefusedError as error:
        if asked.code:
            refused([_OPTION.sub("", reason) for reason in error.reasons], language)
        return
    answer = _answer(asked.source, code, language)
    given = st.file_uploader(say("keeper.official.file", language), type=_TYPES, key="official_file", max_upload_size=_MOST_MB)
    if given is not None:
        column, keep = ask_for_columns(language)
        asked = replace(asked, column=column, keep=keep)
        answer = _Got(given.getvalue(), datetime.datetime.now(tz=datetime.UTC).date(), given.file_id, given.name)
    if answer is None:
        return
    wanted = (asked, answer.token)
    if st.button(say("keeper.programme.check", language), key="official_check", icon=":material/fact_check:"):
        st.session_state[_CHECKED] = wanted
    if st.session_state.get(_CHECKED) == wanted:
        _show(_Work(atlas, asked, code, origin, answer, language))


def _answer(source: str, code: str, language: Language) -> _Got | None:
    """What the host answered last for this series; nothing is asked until the button is pressed."""
    if source != WALSTAT or os.environ.get("ATLAS_WALSTAT") == "off":
        st.caption(say("keeper.official.file_only", language))
        return None
    st.caption(say("keeper.official.host", language, host=HOST, address=public_url(code)))
    if st.button(say("keeper.official.ask", language, host=HOST), key="official_ask", icon=":material/download:"):
        st.session_state.pop(_ANSWER, None)
        try:
            with progress("official", language, "keeper.official.asking", host=HOST) as waiting:
                content = ask_aside(code, waiting)
            day = datetime.datetime.now(tz=datetime.UTC).date()
            st.session_state[_ANSWER] = _Got(content, day, f"{code} {day} {len(content)}", "")
        except WalstatError as error:
            silent = error.reason in ("silent", "slow")
            told = say("keeper.official.no_network", language, host=HOST) if silent else error.sentence(language)
            st.error(told, icon=":material/error:")
    got = st.session_state.get(_ANSWER)
    if not isinstance(got, _Got) or not got.token.startswith(f"{code} "):
        return None
    if not got.content:
        st.info(say("keeper.official.empty", language, host=HOST))
        return None
    st.caption(say("keeper.official.fetched", language, host=HOST, day=date_long(got.day, language)))
    return got


@dataclass(frozen=True)
class _Work:
    """One series on its way to a proposal."""

    atlas: Atlas
    asked: Asked
    code: str
    origin: Origin
    got: _Got
    language: Language

    def shown(self) -> _Shown:
        """Read the series and work out what it would change."""
        return self._members() if self.asked.use == MEMBERS else self._figures()

    def _rows(self, *, are_names: bool) -> tuple[Sequence[Reading], Sequence[str]]:
        if not self.got.name:
            return read(self.got.content, self.language.value, are_names=are_names), ()
        choice = Choice(self.asked.column, self.asked.period, _pairs(self.asked.keep, self.language))
        table = read_caged(self.got.content, self.got.name)
        found = saved_rows(self.atlas, table, choice, self.language.value, are_names=are_names)
        return found.rows, found.left_out

    def _figures(self) -> _Shown:
        rows, left_out = self._rows(are_names=False)
        names, period = self.asked.names or SeriesNames(), self.asked.period or "last"
        series = Series(self.code, self.origin, rows, names, self.got.day, self.asked.identifier, period, left_out)
        proposed = propose_series(self.atlas, folder_of(self.atlas.catalog), series, self.language.value)
        content = packed_series(proposed, self.language.value) if proposed.changes else b""
        return _Shown(proposed.report, content, self.origin.indicator_id(self.code))

    def _members(self) -> _Shown:
        rows, left_out = self._rows(are_names=True)
        language = self.language.value
        found = membership(
            self.atlas, rows, self.asked.programme, public_url(self.code) if self.asked.source == WALSTAT else self.origin.page,
            name=self.code, period=self.asked.period or "last", groups=_pairs(self.asked.groups, self.language), left_out=left_out,
            language=language,
        )  # fmt: skip
        proposal = found.proposal
        if not proposal.is_sound:
            raise RefusedError(problem.text(language) for problem in proposal.problems[:LISTED])
        if not proposal.changes_anything:
            return _Shown((*found.sentences, say("keeper.nothing_to_do", language)))
        seen = preview(self.atlas, proposal)
        odd = [question.text(language) for question in proposal.questions[:LISTED]]
        told = (*found.sentences, *odd, *differences(proposal, language)[:LISTED], *seen.sentences(language))
        return _Shown(told, pack(proposal, self.atlas, language=language, previewed=seen), proposal.programme)


def _show(work: _Work) -> None:
    """What would change, or what is wrong."""
    language = work.language
    try:
        with st.spinner(say("keeper.official.working", language)):
            shown = kept("official", None, (repr(work.asked), work.got.token, language), work.shown)
    except UnusableFile as error:
        st.error(error.sentence(language), icon=":material/error:")
        return
    except (RefusedError, UnknownValueError) as error:
        reasons = error.reasons if isinstance(error, RefusedError) else (str(error),)
        refused([_OPTION.sub("", reason) for reason in reasons], language)
        return
    st.markdown(f"**{say('keeper.official.changes', language)}**")
    st.html(bullets([_OPTION.sub("", sentence) for sentence in shown.sentences]))
    if shown.content:
        get_pack(shown.content, shown.name, "official_pack", language)


def _pairs(text: str, language: Language) -> dict[str, str]:
    """Lines of « name = value »."""
    lines = [line for line in text.splitlines() if line.strip()]
    wrong = [line for line in lines if not all(part.strip() for part in line.partition("="))]
    if wrong:
        raise RefusedError([say("keeper.official.pair", language, line=line[:80]) for line in wrong[:LISTED]])
    return {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
