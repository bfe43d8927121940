"""The command `need`: coverage by fifths of an official figure of the municipalities."""

import argparse
import sys

from wallonia_map.cli.options import Commands, add_common, add_filters, add_place, known, selection_of, write_table
from wallonia_map.i18n import Language
from wallonia_map.model import Indicator, Programme
from wallonia_map.questions.need import need_by_fifths
from wallonia_map.tables.atlas import load
from wallonia_map.views.need_words import describe_need, need_headings

_EXAMPLES = """examples:
  python -m wallonia_map need --indicator {indicator} --programme {programme}
  python -m wallonia_map need --indicator {indicator} --programme {programme} --vintage {vintage} --format csv
  python -m wallonia_map need --indicator {indicator} --theme mobility --province Hainaut --language fr
"""


def add_need_command(commands: Commands) -> None:
    """Add `need` to `commands`."""
    command = commands.add_parser(
        "need", help="coverage by fifths of an official figure: of the municipalities with most unemployment, which share is covered",
        formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__, epilog=_lists(),
    )  # fmt: skip
    command.add_argument("--indicator", required=True, metavar="ID", help="one of the list below")
    command.add_argument("--language", choices=[item.value for item in Language], help="of a table: its headings, and a sentence below it")
    add_filters(command)
    add_place(command)
    add_common(command)
    command.set_defaults(run=_need)


def _lists() -> str:
    """What may be asked for, as the data that came with the app have it, and examples."""
    from wallonia_map.model import Vintage

    indicators = [f"  {item.value:<28}{item.row['name_en']}" for item in Indicator]
    programmes = [f"  {item.value:<28}{item.row['name_en']}" for item in Programme]
    first, group = next(iter(Indicator), ""), Programme.newest_groups() or next(iter(Programme), "")
    examples = _EXAMPLES.format(indicator=first, programme=group, vintage=Vintage.newest())
    columns = "one row a fifth, the lowest values first; a municipality without a value is in none"
    return "\n".join(["indicators:", *indicators, "", "programmes:", *programmes, "", columns, "", examples])


def _need(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    indicator = Indicator(known("indicator", options.indicator, [item.value for item in Indicator]))
    found = need_by_fifths(atlas, indicator, selection_of(options, atlas))
    if options.format != "table" or options.language is None:
        return write_table(found.table, options.format)
    written = write_table(found.table.rename(columns=need_headings(options.language)), options.format)
    sys.stdout.write(f"\n{describe_need(atlas, found, options.language)}\n")
    return written
