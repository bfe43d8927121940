"""A faithful stand-in of WalStat on loopback: real rows of Namur and Charleroi (CC0), the others synthetic, its quirks and its faults."""

import csv
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas

SAMPLE = Path(__file__).parent / "data" / "reference" / "walstat_sample.json"
KEYS = ("ins", "type_entite", "entite", "periode", "valeur")
Row = dict[str, str]


def row(nis: str, period: str, value: str, *, name: str = "synthétique", kind: str = "Commune") -> Row:
    return dict(zip(KEYS, (nis, kind, name, period, value), strict=True))


def sample(series: str) -> list[Row]:
    """The real rows of a series: Namur and Charleroi, 2022 to 2024."""
    return json.loads(SAMPLE.read_text(encoding="utf-8"))[series]


def grid(atlas: Atlas) -> list[str]:
    """The 263 codes of a full year: the municipalities of the newest vintage, and beside a merged one its parts."""
    return sorted({str(nis) for vintage in Vintage for nis in atlas.municipalities(vintage).index})


def full_years(atlas: Atlas, series: str = "811506_0", years: tuple[str, ...] = ("2022", "2023", "2024")) -> list[Row]:
    """A whole answer: the real rows, and for everybody else synthetic ones (a thousand and the last digits of the code)."""
    real = [one for one in sample(series) if one["periode"].endswith(years)]
    known = {one["ins"] for one in real}
    return real + [row(nis, f"année {year}", f"1{nis[2:]}.0") for nis in grid(atlas) if nis not in known for year in years]


def as_csv(rows: list[Row]) -> str:
    """The CSV twin: the fifth column has no name."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*KEYS[:4], ""])
    writer.writerows([[one[key] for key in KEYS] for one in rows])
    return text.getvalue()


@dataclass
class StandIn:
    """What is answered: rows by series, and faults by path; `asked` are the paths so far."""

    address: str
    series: dict[str, list[Row]] = field(default_factory=dict)
    faults: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    catalogue: bytes = b""
    asked: list[str] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        fault = next((made for part, made in self.faults.items() if part in handler.path), None)
        if fault is not None:
            fault(handler)
        elif handler.path == "/statdcat-ap/walstat":
            send(handler, 200, self.catalogue, "application/rdf+xml")
        else:
            self._data(handler)

    def _data(self, handler: BaseHTTPRequestHandler) -> None:
        _, _, _, form, series, options = (handler.path.split("/") + [""] * 6)[:6]
        parts = options.split("+")  # literal signs, never spaces
        named = [unquote(part.removeprefix("ins=")) for part in parts if part.startswith("ins=")]
        levels = [part for part in parts if part in ("com", "arr", "prov")]
        if form not in ("json", "csv") or series not in self.series or (named and levels) or not (named or levels):
            send(handler, 404, b"")
            return
        rows = [one for one in self.series[series] if not named or one["ins"] in named[0].split(",")]
        if not rows:
            send(handler, 204, b"")
            return
        text = json.dumps(rows, ensure_ascii=False) if form == "json" else as_csv(rows)
        send(handler, 200, text.encode(), "application/json" if form == "json" else "text/csv")


def send(handler: BaseHTTPRequestHandler, status: int, content: bytes, kind: str = "text/html", **headers: str) -> None:
    handler.send_response(status)
    if status != 204:
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """The stand-in at a free port of loopback, gone when the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stand_in.answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stand_in = StandIn(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield stand_in
        finally:
            server.shutdown()
            thread.join()
