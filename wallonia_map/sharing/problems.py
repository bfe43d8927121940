"""What can be wrong with the shared data. No sentence holds a word of the driver's own: it might hold credentials."""

from dataclasses import dataclass
from enum import StrEnum

from wallonia_map.errors import WalloniaMapError

#: The environment variable with the database's address.
VARIABLE = "ATLAS_DATABASE"


class Reason(StrEnum):
    """Why the shared data cannot be used; also the name of the sentence in the catalogues of the app."""

    ADDRESS = "address"
    DRIVER = "driver"
    UNREACHABLE = "unreachable"
    EMPTY = "empty"
    VERSION = "version"
    CHANGED = "changed"
    FORBIDDEN = "forbidden"
    FAILED = "failed"


_SENTENCES = {
    Reason.ADDRESS: "does not hold the address of a PostgreSQL database (postgresql://user@host/name)",
    Reason.DRIVER: "is set, but the packages that read a database are not installed: python -m pip install -e '.[postgis]'",
    Reason.UNREACHABLE: "names a database that does not answer, or refuses the login",
    Reason.EMPTY: "names a database without the atlas's tables: run 'python -m wallonia_map push'",
    Reason.VERSION: "names a database written by another version of the atlas: run 'python -m wallonia_map push' with this one",
    Reason.CHANGED: "names a database whose rows are no longer those that were pushed: run 'python -m wallonia_map push'",
    Reason.FORBIDDEN: "names a database in which this login may not do that, or which lacks the extension postgis",
    Reason.FAILED: "names a database that could not do what was asked",
}


@dataclass(eq=False)
class SharedDataError(WalloniaMapError):
    """The database cannot be used; `detail` names the table's file where one is to blame."""

    reason: Reason
    detail: str = ""

    def __str__(self) -> str:
        """Name the variable, never the address: it may hold a password."""
        return f"{VARIABLE} {_SENTENCES[self.reason]}" + (f" ({self.detail})" if self.detail else "")
