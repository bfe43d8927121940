"""The visitor's own table: read, matched, joined; kept in the session and shown to nobody else."""

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from zlib import crc32

import pandas as pd
import streamlit as st

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language, say
from wallonia_map.model import Level, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.frame.page_parts import plain
from wallonia_map.ui.frame.session_memo import forget, kept
from wallonia_map.ui.your_data import rows_meaning
from wallonia_map.ui.your_data.own_variables import Tokens, own_variables
from wallonia_map.ui.your_data.waiting import progress
from wallonia_map.uploads.cage import place_caged
from wallonia_map.uploads.joining import Joined, join
from wallonia_map.uploads.limits import UnusableFile, shown_name
from wallonia_map.uploads.long_tables import long_form
from wallonia_map.uploads.match_report import MatchReport
from wallonia_map.uploads.match_shapes import match_shapes
from wallonia_map.uploads.match_table import match_table
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.reshaping import Reshaped, levels_in, reshaped
from wallonia_map.uploads.sharing_out import SplitKey, is_shareable, shared_out
from wallonia_map.uploads.variable_kinds import Variable, VariableKind
from wallonia_map.uploads.way_of_matching import WayOfMatching, guess_way, level_of, way_by

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
    """What became of the visitor's table: as it was joined, with its `report`; `whole` has a line for every row of the file.

    `done` are sentences on a long table that was made wide.
    """

    table: ReadTable
    key: str | None
    report: MatchReport
    variables: tuple[Variable, ...]
    joined: Joined
    whole: MatchReport
    done: tuple[str, ...] = ()
    split: SplitKey | None = None


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
            say("your_data.vintage", language), vintages, default=Vintage.default().value, required=True, key=f"own_vintage_{token}"
        )
        scores = {"": say("your_data.accept_none", language)} | {str(one): say("your_data.score", language, score=one) for one in SCORES}
        least = widgets.selectbox(
            say("your_data.accept", language), scores, key=f"own_score_{token}", width=320, placeholder=say("explore.pick", language)
        )
        score = int(least) if least else None
    if not shaped and key not in names:
        return None
    chosen = Vintage(vintage) if vintage else Vintage.default()
    wide: Reshaped | None = None
    used, level = table, Level.MUNICIPALITY
    if shaped:
        placed = _placed(table, atlas, chosen, token, language)
        if placed is None:
            return None
        report = placed
    else:
        way = kept("levels", table, key, lambda: way_by(table, str(key)))
        try:
            wide = _wide(table, way, language, columns)
        except UnusableFile as error:
            st.error(error.sentence(language), icon=":material/error:")
            return None
        if wide is not None:
            used, way = wide.table, levels_in(wide, way)
            columns = f"{columns}_{crc32(json.dumps(list(used.cells.columns)).encode()):08x}"
        level = rows_meaning.level(kept("level", used, key, lambda: level_of(used, way, atlas)), language, columns)

        def matched(accepted: dict[int, str]) -> MatchReport:
            return match_table(used, way, atlas, chosen, level, accept_score=score, accepted=accepted)

        report = kept("match", used, (key, chosen, level, score, edition), lambda: matched({}))
        accepted = _decisions(report, language, token)
        if accepted:
            report = kept("accepted", report, tuple(sorted(accepted.items())), lambda: matched(accepted))
    split = _split(report, language, token)
    if split is not None:
        undivided = report
        report = kept("shared", undivided, split, lambda: shared_out(undivided, atlas, split))
    variables = own_variables(table, wide, [name for name in used.cells.columns if name != key], language, Tokens(token, columns))
    whole = report if wide is None else kept("whole", report, token, lambda: wide.whole(report, table, str(key)))
    done = tuple(wide.sentences(language)) if wide is not None else ()
    try:
        joined = kept("join", report, variables, lambda: join(used, report, variables, atlas, whole=whole))
        return OwnTable(used, key, report, variables, joined, whole, done, split)
    except UnknownValueError as error:
        st.error(str(error))
        return None


def _placed(table: ReadTable, atlas: Atlas, vintage: Vintage, token: str, language: Language) -> MatchReport | None:
    """Where the table's shapes lie, worked out in a process of its own; None, with a sentence, where it was too much for it."""
    edition = atlas.catalog.fingerprint
    try:
        with progress(token, language) as waiting:
            placing = partial(place_caged, waiting=waiting)
            return kept("match", table, (vintage, edition), lambda: match_shapes(table, atlas, vintage, placing=placing))
    except UnusableFile as error:
        st.error(error.sentence(language), icon=":material/error:")
        return None


def _wide(table: ReadTable, way: WayOfMatching, language: Language, token: str) -> Reshaped | None:
    """A long table made wide, as the visitor chooses; None where the table is not long."""
    form = kept("long", table, way.key, lambda: long_form(table, way))
    if form is None:
        return None
    choice = rows_meaning.long_choice(form, language, token)
    return kept("wide", table, (way.key, choice), lambda: reshaped(table, way, form, choice))


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


def counts_line(own: OwnTable, language: Language) -> str:
    """« N rows read, M joined »."""
    placed = sum(line.outcome.placed for line in own.whole.lines)
    return say("your_data.rows_told", language, rows=say("download.rows", language, n=len(own.whole.lines)), n=placed)


def number_columns(own: OwnTable) -> list[str]:
    """The joined columns that hold numbers."""
    return [
        one.column
        for one in own.variables
        if one.kind is not VariableKind.TEXT and pd.api.types.is_numeric_dtype(own.joined.table[one.column])
    ]
