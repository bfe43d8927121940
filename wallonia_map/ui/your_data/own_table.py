"""The visitor's own table: read, matched, joined; kept in the session and shown to nobody else."""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import partial
from zlib import crc32

import pandas as pd
import streamlit as st

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.frame.page_parts import plain
from wallonia_map.ui.frame.session_memo import forget, kept
from wallonia_map.ui.your_data.waiting import progress
from wallonia_map.uploads.cage import place_caged
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.joining import Joined, join
from wallonia_map.uploads.limits import UnusableFile, shown_name
from wallonia_map.uploads.match_report import MatchReport
from wallonia_map.uploads.match_shapes import match_shapes
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.sharing_out import SplitKey, is_shareable, shared_out
from wallonia_map.uploads.variable_kinds import Variable, VariableKind, guess_variables
from wallonia_map.uploads.way_of_matching import guess_way, way_by

_FILE, _UPLOAD = "own_file", "_own_upload"
SAMPLE_NAME = "exemple.csv"
#: Made for trying: codes of 2018, 2019 and 2025, names in three languages, a former municipality, a misspelling.
SAMPLE = (
    "commune;bornes;budget (€)\nNamur;12;125 000,50\nLuik;30;90 000\n52063;4;18 500\nLouvain-la-Neuve;9;33 000\nBertogne;1;4 200\n"
    "Bastogne;3;15 000\nSt-Hubert;2;7 500\nMalmédy;5;21 000\nMarche en Famene;4;16 000\nCelles;1;2 000\nBruxelles;50;500 000\n82039;2;8 000\n"
)
SCORES = (95, 90, 85, 80)


@dataclass(frozen=True)
class OwnTable:
    """What became of the visitor's table."""

    table: ReadTable
    key: str | None
    report: MatchReport
    variables: tuple[Variable, ...]
    joined: Joined


@dataclass(frozen=True)
class Upload:
    """A file that a visitor gave; `token` tells it from every other by its content, so that choices belong to what is in it."""

    content: bytes
    name: str

    @property
    def token(self) -> str:
        """The beginning of the content's hash: a corrected file of the same name is another file."""
        return hashlib.sha256(self.content).hexdigest()[:16]


def upload(language: Language) -> Upload | None:
    """The file that was given (kept while other pages are looked at), or the sample; None before either.

    The uploader is emptied by Streamlit when its page is left: that is no wish to be forgotten; removing the file is.
    """
    given = st.file_uploader(say("your_data.file", language), key=_FILE, max_upload_size=50, on_change=_forget_if_removed)
    st.caption(say("your_data.privacy", language))
    if given is not None:
        st.session_state[_UPLOAD] = Upload(given.getvalue(), given.name)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(say("your_data.sample", language), key="own_sample", icon=":material/science:", on_click=_take_sample)
        kept_upload: Upload | None = st.session_state.get(_UPLOAD)
        if kept_upload is not None and given is None:
            st.caption(plain(say("your_data.kept", language, name=shown_name(kept_upload.name))))
            st.button(say("your_data.forget", language), key="own_forget", type="tertiary", icon=":material/close:", on_click=_forget)
    if kept_upload is None:
        forget()
    return kept_upload


def _take_sample() -> None:
    st.session_state[_UPLOAD] = Upload(SAMPLE.encode("utf-8"), SAMPLE_NAME)


def _forget() -> None:
    st.session_state.pop(_UPLOAD, None)


def _forget_if_removed() -> None:
    if st.session_state.get(_FILE) is None:
        _forget()


def choose(atlas: Atlas, table: ReadTable, token: str, language: Language) -> OwnTable | None:
    """Key, vintage, columns, kinds and spellings; then the match and the join. `token` tells the file from others."""
    names = list(table.cells.columns)
    columns = f"{token}_{crc32(json.dumps(names).encode()):08x}"  # with another header row, what was chosen among the columns is void
    edition = atlas.catalog.fingerprint
    way = kept("way", table, None, lambda: guess_way(table, atlas.gazetteer))
    shaped = way.key is None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = None
        if not shaped:
            guess = way.key or names[0]
            key = widgets.selectbox(
                say("your_data.key", language), {name: name for name in names}, key=f"own_key_{columns}", default=guess, width=320,
                placeholder=say("explore.pick", language),
            )  # fmt: skip
        vintages = {item.value: item.value for item in Vintage}
        vintage = widgets.segmented_control(
            say("your_data.vintage", language), vintages, default="2019", required=True, key=f"own_vintage_{token}"
        )
        scores = {"": say("your_data.accept_none", language)} | {str(one): say("your_data.score", language, score=one) for one in SCORES}
        least = widgets.selectbox(
            say("your_data.accept", language), scores, key=f"own_score_{token}", width=320, placeholder=say("explore.pick", language)
        )
        score = int(least) if least else None
    if not shaped and key not in names:
        return None
    chosen = Vintage(vintage or "2019")
    if shaped:
        try:
            with progress(token, language) as waiting:
                placing = partial(place_caged, waiting=waiting)
                report = kept("match", table, (chosen, edition), lambda: match_shapes(table, atlas, chosen, placing=placing))
        except UnusableFile as error:
            st.error(error.sentence(language), icon=":material/error:")
            return None
    else:

        def matched(accepted: dict[int, str]) -> MatchReport:
            keys, rows = table.cells[key].tolist(), table.rows.tolist()
            is_wider = kept("levels", table, key, lambda: way_by(table, str(key))).is_wider
            return match(keys, atlas, chosen, rows=rows, accept_score=score, accepted=accepted, is_wider=is_wider)

        report = kept("match", table, (key, chosen, score, edition), lambda: matched({}))
        accepted = _decisions(report, language, token)
        if accepted:
            report = kept("accepted", report, tuple(sorted(accepted.items())), lambda: matched(accepted))
    split = _split(report, language, token)
    if split is not None:
        undivided = report
        report = kept("shared", undivided, split, lambda: shared_out(undivided, atlas, split))
    variables = _variables(table, [name for name in names if name != key], language, token, columns)
    try:
        joined = kept("join", report, variables, lambda: join(table, report, variables, atlas))
        return OwnTable(table, key, report, variables, joined)
    except UnknownValueError as error:
        st.error(str(error))
        return None


def _split(report: MatchReport, language: Language, token: str) -> SplitKey | None:
    """By what values that belong to several municipalities together are shared out; asked only where there are such rows."""
    if not any(map(is_shareable, report.lines)):
        return None
    keys = {item: say(f"your_data.split_{item or 'none'}", language) for item in ("", *(one.value for one in SplitKey))}
    chosen = widgets.selectbox(
        say("your_data.split", language), keys, key=f"own_split_{token}", width=320, placeholder=say("explore.pick", language)
    )
    return SplitKey(chosen) if chosen else None


MOST_DECISIONS = 12


def _decisions(report: MatchReport, language: Language, token: str) -> dict[int, str]:
    """Rows with suggestions, each with the choice to accept one; nothing is applied unasked."""
    accepted: dict[int, str] = {}
    open_rows = [place for place, line in enumerate(report.lines) if line.suggestions and not line.outcome.placed][:MOST_DECISIONS]
    for place in open_rows:
        line, row = report.lines[place], int(report.rows[place])
        nis = widgets.selectbox(
            say("your_data.choose", language, row=str(row), key=report.keys[place][:60]),
            {one.nis: f"{report.names[one.nis]} ({one.nis})" for one in line.suggestions}, key=f"own_row_{token}_{row}", clearable=True,
            width=420, placeholder=say("your_data.keep", language),
        )  # fmt: skip
        if nis:
            accepted[row] = nis
    return accepted


def _variables(table: ReadTable, names: list[str], language: Language, token: str, choice: str) -> tuple[Variable, ...]:
    """The columns to join, and what each is, as guessed and as corrected."""
    columns = widgets.multiselect(
        say("your_data.columns", language), {name: name for name in names}, default=names, key=f"own_columns_{choice}", select_all=False,
        placeholder=say("explore.pick", language),
    )  # fmt: skip
    found = []
    kinds = {item.value: say(f"your_data.kind_{item.value}", language) for item in VariableKind}
    with st.container(horizontal=True):
        asked = tuple(name for name in columns if name in names)
        for guess in kept("variables", table, asked, lambda: guess_variables(table, list(asked))):
            kind = widgets.selectbox(
                say("your_data.kind", language, column=guess.column), kinds, default=guess.kind.value, key=f"own_kind_{token}_{guess.column}",
                width=260, placeholder=say("explore.pick", language),
            )  # fmt: skip
            found.append(Variable(guess.column, VariableKind(kind or guess.kind)))
    numbers = [name for name in names if table.column(name).type is ColumnType.NUMBER]
    return tuple(_declared(one, numbers, token, language) if one.kind is VariableKind.RATE else one for one in found)


def _declared(rate: Variable, numbers: list[str], token: str, language: Language) -> Variable:
    """A rate with the columns that it is worked out from, where the visitor declares both."""
    others = {"": say("own_read.not_given", language)} | {name: name for name in numbers if name != rate.column}
    if len(others) < 3:
        return rate
    chosen = []
    with st.container(horizontal=True):
        for part in ("numerator", "denominator"):
            chosen.append(
                widgets.selectbox(
                    say(f"own_read.{part}", language, column=rate.column), others, key=f"own_{part}_{token}_{rate.column}", width=320,
                    placeholder=say("explore.pick", language),
                )
            )  # fmt: skip
    above, below = chosen
    if not above or not below or above == below:
        return rate
    st.caption(plain(say("own_read.rate_told", language, column=rate.column, numerator=above, denominator=below)))
    return replace(rate, numerator=above, denominator=below)


def counts_line(own: OwnTable, language: Language) -> str:
    """« N rows read, M joined »."""
    placed = sum(line.outcome.placed for line in own.report.lines)
    return say("your_data.rows_told", language, rows=say("download.rows", language, n=len(own.report.lines)), n=placed)


def number_columns(own: OwnTable) -> list[str]:
    """The joined columns that hold numbers."""
    return [
        one.column
        for one in own.variables
        if one.kind is not VariableKind.TEXT and pd.api.types.is_numeric_dtype(own.joined.table[one.column])
    ]
