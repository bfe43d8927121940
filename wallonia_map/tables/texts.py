"""The data's own texts (titles, summaries, notes) in the reader's language."""

import re

import pandas as pd

from wallonia_map.i18n import typeset

#: A list separator outside brackets: « Partners (A; B); C » holds two organisations.
_OUTSIDE_BRACKETS = re.compile(r";\s*(?![^(]*\))")


class Texts:
    """Translations of the data's texts. A text without one is shown as it stands: better than nothing, never wrong."""

    def __init__(self, table: pd.DataFrame) -> None:
        """Index the table `texts` (columns `text`, `en`, `fr`, `nl`, `de`)."""
        languages = [column for column in table.columns if column != "text"]
        self._said = {
            language: {text: typeset(said, language) for text, said in zip(table["text"].tolist(), table[language].tolist(), strict=True)}
            for language in languages
        }

    def say(self, text: str, language: str) -> str:
        """`text` in `language` (`en`, `fr`, `nl` or `de`)."""
        return str(self._said.get(language, {}).get(text, text))

    def say_each(self, text: str, language: str) -> str:
        """As `say`, for a list of names separated by semicolons, as running text."""
        whole = self.say(text, language)
        if whole != text or ";" not in text:
            return whole
        return ", ".join(self.say(part, language) for part in self.parts(text))

    def every(self, text: str) -> str:
        """`text` and all its translations, for searching."""
        return " ".join(dict.fromkeys((text, *(said.get(text, "") for said in self._said.values()))))

    def has(self, text: str) -> bool:
        """Whether `text` is translated."""
        return any(text in said for said in self._said.values())

    @staticmethod
    def parts(text: str) -> list[str]:
        """The names in a list separated by semicolons, those in brackets kept together."""
        return [part.strip() for part in _OUTSIDE_BRACKETS.split(text) if part.strip()]
