"""The receipt that goes with a file: what was asked, how it was counted, from what."""

import datetime
import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from wallonia_map.export.citation import citation
from wallonia_map.i18n import date_long, number, say
from wallonia_map.model import Selection
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.not_known import why_not_known
from wallonia_map.views.sentences import describe_coverage, describe_filters, programme_names


@dataclass(frozen=True)
class File:
    """One file to take away."""

    name: str
    media_type: str
    content: bytes


def receipt(
    file: File, rows: int, *, atlas: Atlas, selected: Selected, permalink: str, day: datetime.date, language: str, said: str = ""
) -> File:
    """The receipt of `file`, as text in `language`: sentence, filters, rule, vintage, sources, permalink, hash, date.

    `said` describes the view; without it, the first line is the coverage of the selection.
    """
    said = " ".join([said or describe_coverage(atlas, selected.selection, language), *why_not_known(atlas, selected, language)])
    filters = describe_filters(atlas, selected.selection, language)
    return receipt_of(
        file, rows, said=said, filters=filters, chosen=selected.selection, cited=list(selected.initiatives.index), atlas=atlas,
        permalink=permalink, day=day, language=language,
    )  # fmt: skip


def receipt_of(
    file: File, rows: int, *, said: str, filters: str, chosen: Selection, cited: Collection[str], atlas: Atlas, permalink: str,
    day: datetime.date, language: str, joined: str = "",
) -> File:  # fmt: skip
    """The receipt of a file that `said` and `filters` describe; `cited` are the initiatives whose sources it rests on.

    Of a visitor's table, `joined` says how it was joined: nothing of it is ours, and no rule of coverage counts in it.
    """
    citations = atlas.tables["citations"]
    used = citations[(citations["table"] == "initiatives") & citations["subject"].isin(cited)]["source_id"].unique()
    urls = atlas.tables["sources"].set_index("source_id")["url"].reindex(sorted(used))
    partial = "" if joined else completeness_note(atlas, chosen, language)
    year = chosen.population_year or atlas.own_year(chosen.vintage)
    lines = [
        say("receipt.title", language),
        "",
        said,
        "",
        f"{say('receipt.file', language)} {file.name}",
        f"{say('receipt.rows', language)} {number(rows, language)}",
        f"SHA-256: {hashlib.sha256(file.content).hexdigest()}",
        f"{say('receipt.joined' if joined else 'receipt.filters', language)} {joined or filters}",
        *([] if joined else [f"{say('receipt.programmes', language)} {programme_names(chosen, language)}"]),
        *([] if joined else [f"{say('receipt.rule', language)} {say(f'rule.{chosen.rule.value}.long', language)}"]),
        *([f"{say('receipt.completeness', language)} {partial}"] if partial else []),
        f"{say('receipt.vintage', language)} {chosen.vintage.value}",
        f"{say('receipt.population_year', language)} {year}",
        f"{say('receipt.data_version', language)} {atlas.catalog.version} ({atlas.catalog.fingerprint[:12]})",
        f"{say('receipt.permalink', language)} {permalink}",
        f"{say('receipt.date', language)} {date_long(day, language)}",
        "",
        say("receipt.licence_joined" if joined else "receipt.licence", language),
        "",
        *([] if joined else [f"{say('receipt.cite', language)} {citation(atlas.catalog, language, day=day, address=permalink)}", ""]),
        *([] if joined else [say("receipt.sources", language, n=len(urls)), *urls, ""]),
    ]
    return File(file.name.rsplit(".", 1)[0] + f"_{say('receipt.file_name', language)}.txt", "text/plain", "\n".join(lines).encode("utf-8"))
