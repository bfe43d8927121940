"""`fetch` and `search walstat`: official figures and members of groups, asked of WalStat or read from a saved file, when a keeper says so."""

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from wallonia_map.cli.options import Commands, add_geodata
from wallonia_map.cli.written import cause, check_place, write_whole
from wallonia_map.tables.atlas import Atlas, load

OK, REFUSED = 0, 1
LANGUAGES = ("fr", "en", "nl", "de")
CATALOGUE = Path("walstat-catalogue.rdf")


def add_fetch_commands(commands: Commands) -> None:
    """Add `fetch` and `search` to `commands`: the only ones that ask another machine, and only when they are called."""
    fetch = commands.add_parser(
        "fetch", help="official figures of every municipality: a series of WalStat (IWEPS, CC0), or a saved file of WalStat, Statbel or ODWB",
        description="The series is read whole and checked; nothing is written unless all is well. « catalogue » saves the list of series.",
    )  # fmt: skip
    fetch.add_argument("source", choices=["walstat", "statbel", "odwb"], help="only walstat is ever asked; the others need --file")
    fetch.add_argument("series", metavar="SERIES", help="as 236400_0, or the name of a data set; or « catalogue »")
    fetch.add_argument("--variant", type=int, metavar="N", help="where SERIES is the number alone")
    fetch.add_argument("--period", default="last", metavar="last|all|YEAR", help="default: last, with the newest known figure of each")
    fetch.add_argument("--out", type=Path, default=CATALOGUE, metavar="FILE", help=f"of the catalogue (default: {CATALOGUE})")
    fetch.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    _add_file_options(fetch)
    _add_member_options(fetch)
    _add_name_options(fetch)
    fetch.set_defaults(run=_fetch, on_disk=True)
    add_geodata(fetch)
    search = commands.add_parser("search", help="series of WalStat by words, in the catalogue that « fetch walstat catalogue » saved")
    search.add_argument("source", choices=["walstat"])
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="FILE", help=f"default: {CATALOGUE}")
    add_geodata(search)
    search.set_defaults(run=_search, on_disk=True)


def _add_file_options(fetch: argparse.ArgumentParser) -> None:
    fetch.add_argument(
        "--file", type=Path, metavar="FILE", help="a saved file (CSV, XLSX, JSON, GeoJSON …) instead of asking: no machine is asked"
    )
    fetch.add_argument("--column", default="", metavar="COLUMN", help="of the file: the values (default: the only column of numbers)")
    fetch.add_argument(
        "--keep", action="append", default=[], type=_pair, metavar="COLUMN=VALUE", help="of the file: only such rows; may be repeated"
    )
    fetch.add_argument("--publisher", default="", metavar="NAME", help="of a data set of ODWB")
    fetch.add_argument("--licence", default="", choices=["CC0-1.0", "CC-BY-4.0"], help="of a data set of ODWB")


def _add_member_options(fetch: argparse.ArgumentParser) -> None:
    fetch.add_argument(
        "--programme", default="", metavar="ID", help="the series says to which group of this programme a municipality belongs"
    )
    fetch.add_argument(
        "--group", action="append", default=[], type=_pair, metavar="NAME=ID", help="which initiative a group's name means; may be repeated"
    )
    fetch.add_argument("--yes", action="store_true", help="write the members that are shown")


def _add_name_options(fetch: argparse.ArgumentParser) -> None:
    fetch.add_argument("--id", default="", metavar="ID", help="of a new indicator (default: made of the source and the series)")
    for language in LANGUAGES:
        fetch.add_argument(f"--name-{language}", default="", metavar="NAME")
        fetch.add_argument(f"--short-{language}", default="", metavar="NAME", help="for menus (default: the name)")
        fetch.add_argument(f"--unit-{language}", default="", metavar="UNIT")
        fetch.add_argument(f"--definition-{language}", default="", metavar="TEXT", help="default: the name")
    fetch.add_argument("--direction", default="", choices=["higher", "lower", "contextual"], help="which values mean more need")
    fetch.add_argument("--symbol", default="", choices=["%", "€"], help="written beside each value")
    fetch.add_argument("--decimals", type=int, default=1, choices=range(5))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (sign and name.strip() and value.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is no pair with « = » between")
    return name.strip(), value.strip()


def _fetch(options: argparse.Namespace) -> int:
    from wallonia_map.curation.problems import RefusedError  # the other commands never need it

    try:
        if options.series == "catalogue" and options.source == "walstat":
            return _save_catalogue(options.out)
        report, code = _members(options) if options.programme else (_figures(options), OK)
    except RefusedError as error:
        return _refused([str(reason) for reason in error.reasons])
    except OSError as error:
        return _refused([f"{cause(error)}: {error.filename}"])
    sys.stdout.write("".join(f"{line}\n" for line in report))
    return code


def _figures(options: argparse.Namespace) -> list[str]:
    """Write a series as an indicator."""
    from wallonia_map.curation.walstat_series import Series, known_as, write_series

    code, origin = _origin(options)
    atlas = load(options.geodata)
    rows, left_out = _rows(options, atlas, code, are_names=False)
    told = _told(options, ask=not known_as(atlas, code))
    series = Series(code, origin, rows, told, _day(options), options.id, options.period, left_out)
    return write_series(atlas, options.geodata, series, dry_run=options.dry_run)


def _members(options: argparse.Namespace) -> tuple[list[str], int]:
    """Show what the members of a series would change; write it where the keeper says so."""
    from wallonia_map.curation.adding import add_proposal
    from wallonia_map.curation.origins import WALSTAT
    from wallonia_map.curation.walstat_client import public_url
    from wallonia_map.curation.walstat_members import membership
    from wallonia_map.i18n import say

    code, origin = _origin(options)
    atlas = load(options.geodata)
    rows, left_out = _rows(options, atlas, code, are_names=True)
    url = public_url(code) if options.source == WALSTAT else origin.page
    found = membership(atlas, rows, options.programme, url, name=code, period=options.period, groups=dict(options.group), left_out=left_out)
    told = options.yes and not options.dry_run
    report = [*found.sentences, *add_proposal(options.geodata, atlas, found.proposal, dry_run=not told, confirmed=options.yes)]
    waits = found.proposal.changes_anything and not (options.yes or options.dry_run)
    return [*report, *([say("keeper.members.waiting", "en")] if waits else [])], REFUSED if waits else OK


def _origin(options: argparse.Namespace) -> tuple[str, "Origin"]:  # type: ignore[name-defined]  # noqa: F821 (loaded when it is needed)
    from wallonia_map.curation.origins import origin_of

    code = options.series if options.variant is None else f"{options.series}_{options.variant}"
    return origin_of(options.source, code, publisher=options.publisher, licence=options.licence)


def _rows(options: argparse.Namespace, atlas: Atlas, code: str, *, are_names: bool) -> tuple[Sequence["Reading"], Sequence[str]]:  # type: ignore[name-defined]  # noqa: F821 (loaded when it is needed)
    """The rows of a series, asked or from a file, and sentences about those that were left out."""
    from wallonia_map.curation.problems import RefusedError
    from wallonia_map.curation.walstat_rows import read

    if options.file is None:
        if options.source != "walstat":
            raise RefusedError([f"{options.source} is not asked: save the file and name it (--file FILE)"])
        from wallonia_map.curation.walstat_client import ask, series_url

        return read(ask(series_url(code)), are_names=are_names), ()
    from wallonia_map.curation.saved_tables import Choice, saved_rows
    from wallonia_map.uploads.cage import read_caged

    year = options.period if options.period.isdecimal() else ""
    choice = Choice(options.column, year, dict(options.keep))
    found = saved_rows(atlas, read_caged(options.file.read_bytes(), options.file.name), choice, "en", are_names=are_names)
    return found.rows, found.left_out


def _day(options: argparse.Namespace) -> datetime.date:
    """When a series was fetched, or its file saved."""
    return datetime.date.today() if options.file is None else datetime.date.fromtimestamp(options.file.stat().st_mtime)


def _told(options: argparse.Namespace, *, ask: bool) -> "SeriesNames":  # type: ignore[name-defined]  # noqa: F821 (loaded when it is needed)
    """What the options tell of a series; at a terminal what they do not tell is asked."""
    from wallonia_map.curation.walstat_series import SeriesNames

    def texts(column: str, *, needed: bool = False) -> dict[str, str]:
        given = {language: getattr(options, f"{column}_{language}") for language in LANGUAGES}
        if needed and ask and sys.stdin.isatty():
            given |= {language: input(f"{column} ({language}): ") for language, text in given.items() if not text}
        return given

    names, units = texts("name", needed=True), texts("unit", needed=True)
    direction = options.direction
    if ask and not direction and sys.stdin.isatty():
        asked = input("more need where values are (higher, lower, contextual): ").strip()
        direction = asked if asked in ("higher", "lower", "contextual") else ""
    return SeriesNames(names, texts("short"), units, texts("definition"), direction, options.symbol, options.decimals)


def _save_catalogue(out: Path) -> int:
    from wallonia_map.curation import walstat_client as client
    from wallonia_map.curation.walstat_catalogue import read_catalogue

    check_place(out)
    content = client.ask(client.BASE + client.CATALOGUE, accept="application/rdf+xml")
    count = len(read_catalogue(content))  # only what can be read again is kept
    write_whole(out, content)
    sys.stdout.write(f"{out}: {count} series\n")
    return OK


def _search(options: argparse.Namespace) -> int:
    from wallonia_map.curation.problems import RefusedError
    from wallonia_map.curation.walstat_catalogue import matching, read_catalogue

    try:
        found = matching(read_catalogue(options.catalogue.read_bytes()), " ".join(options.words))
    except RefusedError as error:
        return _refused([str(reason) for reason in error.reasons])
    except OSError as error:
        return _refused([f"{cause(error)}: {options.catalogue}; save it with « fetch walstat catalogue »"])
    sys.stdout.write("".join(f"{one.code}  {one.title}\n" for one in found) or "no series has all these words\n")
    return OK


def _refused(reasons: list[str]) -> int:
    sys.stdout.write("".join(f"{reason}\n" for reason in reasons) + "nothing was written\n")
    return REFUSED
