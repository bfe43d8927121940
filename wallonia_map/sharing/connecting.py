"""The way into the database: bounded in time, one transaction, and no error that repeats the address."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg  # noqa: F401 (asked for here, so that its absence is told when the others' is)
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from wallonia_map.sharing.problems import Reason, SharedDataError

CONNECT_SECONDS, STATEMENT_SECONDS = 5, 60
#: PostgreSQL's own codes of what can be told in a sentence.
_BY_STATE = {
    "42P01": Reason.EMPTY, "3F000": Reason.EMPTY, "42703": Reason.CHANGED, "42501": Reason.FORBIDDEN, "0A000": Reason.FORBIDDEN,
    "58P01": Reason.FORBIDDEN, "42704": Reason.FORBIDDEN,
}  # fmt: skip


@contextmanager
def connected(address: str, *, write: bool = False) -> Iterator[Connection]:
    """One transaction that sees one state of the database, and is undone by any error.

    Raises
    ------
    SharedDataError
        Whatever goes wrong, without the driver's own words: they may repeat the address.
    """
    try:
        with _engine(address, write=write).begin() as connection:
            connection.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_SECONDS}s'"))
            yield connection
    except DBAPIError as error:
        raise SharedDataError(_reason(error)) from None
    except SQLAlchemyError:
        raise SharedDataError(Reason.FAILED) from None


def _engine(address: str, *, write: bool) -> Engine:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise SharedDataError(Reason.ADDRESS) from None
    if url.get_backend_name() != "postgresql":
        raise SharedDataError(Reason.ADDRESS)
    return create_engine(
        url.set(drivername="postgresql+psycopg"), poolclass=NullPool, hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "client_encoding": "utf8"},
        isolation_level="READ COMMITTED" if write else "REPEATABLE READ",
    )  # fmt: skip


def _reason(error: DBAPIError) -> Reason:
    state = getattr(error.orig, "sqlstate", None)
    lost = isinstance(error, OperationalError) and (state is None or state[:2] in ("08", "28", "3D", "53", "57"))
    return Reason.UNREACHABLE if lost else _BY_STATE.get(str(state), Reason.FAILED)
