"""`fetch walstat` and `search walstat`: official figures from the open data of IWEPS, when a keeper asks for them."""

import argparse
import datetime
import sys
from pathlib import Path

from wallonia_map.cli.options import Commands, add_geodata
from wallonia_map.tables.atlas import load

OK, REFUSED = 0, 1
LANGUAGES = ("fr", "en", "nl", "de")
CATALOGUE = Path("walstat-catalogue.rdf")


def add_fetch_commands(commands: Commands) -> None:
    """Add `fetch` and `search` to `commands`: the only ones that ask another machine, and only when they are called."""
    fetch = commands.add_parser(
        "fetch", help="official figures of every municipality from WalStat (IWEPS, CC0): a series becomes an indicator",
        description="The series is read whole and checked; nothing is written unless all is well. « catalogue » saves the list of series.",
    )  # fmt: skip
    fetch.add_argument("source", choices=["walstat"])
    fetch.add_argument("series", metavar="SERIES", help="as 236400_0; or « catalogue »")
    fetch.add_argument("--variant", type=int, metavar="N", help="where SERIES is the number alone")
    fetch.add_argument("--period", default="last", metavar="last|all|YEAR", help="default: last, with the newest known figure of each")
    fetch.add_argument("--file", type=Path, metavar="FILE", help="a saved answer (JSON or CSV) instead of asking: no machine is asked")
    fetch.add_argument("--out", type=Path, default=CATALOGUE, metavar="FILE", help=f"of the catalogue (default: {CATALOGUE})")
    fetch.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    fetch.add_argument("--id", default="", metavar="ID", help="of a new indicator (default: walstat- and the series)")
    for language in LANGUAGES:
        fetch.add_argument(f"--name-{language}", default="", metavar="NAME")
        fetch.add_argument(f"--short-{language}", default="", metavar="NAME", help="for menus (default: the name)")
        fetch.add_argument(f"--unit-{language}", default="", metavar="UNIT")
        fetch.add_argument(f"--definition-{language}", default="", metavar="TEXT", help="default: the name")
    fetch.add_argument("--direction", default="", choices=["higher", "lower", "contextual"], help="which values mean more need")
    fetch.add_argument("--symbol", default="", choices=["%", "€"], help="written beside each value")
    fetch.add_argument("--decimals", type=int, default=1, choices=range(5))
    fetch.set_defaults(run=_fetch, on_disk=True)
    add_geodata(fetch)
    fetch.set_defaults(on_disk=True)
    search = commands.add_parser("search", help="series of WalStat by words, in the catalogue that « fetch walstat catalogue » saved")
    search.add_argument("source", choices=["walstat"])
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="FILE", help=f"default: {CATALOGUE}")
    add_geodata(search)
    search.set_defaults(run=_search, on_disk=True)


def _fetch(options: argparse.Namespace) -> int:
    from wallonia_map.curation import walstat_client as client  # the other commands never need it
    from wallonia_map.curation.problems import RefusedError
    from wallonia_map.curation.walstat_rows import read
    from wallonia_map.curation.walstat_series import known_as, write_series

    try:
        if options.series == "catalogue":
            return _save_catalogue(options.out)
        series = client.series_code(options.series if options.variant is None else f"{options.series}_{options.variant}")
        content = options.file.read_bytes() if options.file else client.ask(client.series_url(series))
        rows, atlas = read(content), load(options.geodata)
        told = _told(options, ask=not known_as(atlas, series))
        day = datetime.date.today() if options.file is None else datetime.date.fromtimestamp(options.file.stat().st_mtime)
        report = write_series(
            atlas, options.geodata, series, rows, told, indicator=options.id, period=options.period, day=day, dry_run=options.dry_run
        )
    except RefusedError as error:
        return _refused([str(reason) for reason in error.reasons])
    except ValueError as error:
        return _refused([str(error)])
    except OSError as error:
        return _refused([f"{error.filename}: {error.strerror}"])
    sys.stdout.write("".join(f"{line}\n" for line in report))
    return OK


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

    content = client.ask(client.BASE + client.CATALOGUE, accept="application/rdf+xml")
    count = len(read_catalogue(content))  # only what can be read again is kept
    out.write_bytes(content)
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
        return _refused([f"{options.catalogue}: {error.strerror}; save it with « fetch walstat catalogue »"])
    sys.stdout.write("".join(f"{one.code}  {one.title}\n" for one in found) or "no series has all these words\n")
    return OK


def _refused(reasons: list[str]) -> int:
    sys.stdout.write("".join(f"{reason}\n" for reason in reasons) + "nothing was written\n")
    return REFUSED
