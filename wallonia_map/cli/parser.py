"""The parser of every command: its help lists what the data has to choose from, and gives examples that run."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from wallonia_map.cli.examples import EXAMPLES
from wallonia_map.i18n import say
from wallonia_map.model import CountingRule, Indicator, Programme, RoleRule, Status, Theme, Vintage

#: Valid values by the heading of their list: each id with what it is called.
LISTS: Mapping[str, Callable[[], dict[str, str]]] = {
    "programmes": lambda: {item.value: str(item.row["name_en"]) for item in Programme},
    "themes": lambda: {item.value: str(item.row["name_en"]) for item in Theme},
    "statuses": lambda: {item.value: say(f"stage.{item.value}", "en") for item in Status},
    "rules": lambda: {item.value: say(f"rule.{item.value}.long", "en").partition(": ")[2] for item in RoleRule},
    "ways to share": lambda: {item.value: say(f"counting.{item.value}", "en") for item in CountingRule},
    "vintages": lambda: {item.value: f"in force from {item.row['valid_from']}" for item in Vintage},
    "indicators": lambda: {item.value: str(item.row["name_en"]) for item in Indicator},
}
#: Which list an argument takes its values from, by its option or by its name in the usage.
_LIST_OF = {
    "--programme": "programmes", "PROGRAMME_A": "programmes", "PROGRAMME_B": "programmes", "PROGRAMME|TABLE": "programmes",
    "--theme": "themes", "--stage": "statuses", "--role": "rules", "--share": "ways to share", "--vintage": "vintages",
    "--indicator": "indicators", "--like": "indicators", "--need": "indicators",
}  # fmt: skip


class CommandParser(argparse.ArgumentParser):
    """A parser whose help ends with the valid values of its arguments and with examples."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 (handed on as they come)
        self.listed: list[tuple[argparse.Action, str]] = []
        self.files: list[argparse.Action] = []
        super().__init__(*args, **settings)

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:  # noqa: ANN401 (handed on)
        """Add an argument, and remember from which list its values come, or that it names a file."""
        action = super().add_argument(*names, **settings)
        found = [_LIST_OF[name] for name in (*action.option_strings, action.metavar) if name in _LIST_OF]
        self.listed += [(action, heading) for heading in found[:1]]
        self.files += [action] if action.type is Path else []
        return action

    def format_help(self) -> str:
        """The help of argparse, then the lists that the arguments take their values from, then examples."""
        parts = [super().format_help()]
        wanted = {heading for _, heading in self.listed}
        for heading, values in LISTS.items():
            if heading in wanted:
                parts.append("".join([f"{heading}:\n", *(f"  {value:<28}  {name}\n" for value, name in values().items())]))
        examples = EXAMPLES.get(self.prog.rpartition(" ")[2], ())
        if examples:
            start = self.prog.rpartition(" ")[0]
            parts.append("".join(["examples:\n", *(f"  {start} {filled(example)}\n" for example in examples)]))
        return "\n".join(parts)


def filled(example: str) -> str:
    """An example with words of the data: no command names a programme or a vintage by itself."""
    programmes, indicators = [item.value for item in Programme], [item.value for item in Indicator]
    before, groups = Programme.compared() if programmes else ("", "")
    return example.format(
        programme=next(iter(programmes), ""), before=before, groups=groups, theme=next((item.value for item in Theme), ""),
        indicator=next(iter(indicators), ""), other=next(reversed(indicators), ""), vintage=next(iter(Vintage), ""),
    )  # fmt: skip
