import errno
import os
from pathlib import Path

import pytest

from wallonia_map.cli.written import UnreadableError, UnwritableError, read_whole, write_all


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_several_files_are_written_and_nothing_beside_them(tmp_path):
    (tmp_path / "a").write_bytes(b"before")
    write_all({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert [(tmp_path / name).read_bytes() for name in ("a", "b")] == [b"1", b"2"]
    assert names(tmp_path) == {"a", "b"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("failing", [OSError(errno.ENOSPC, "x"), KeyboardInterrupt()], ids=["disk full", "Ctrl+C"])
def test_where_one_fails_every_place_is_as_it_was(tmp_path, monkeypatch, step, failing):
    first, second, third = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    first.write_bytes(b"before")
    done = []
    real_replace = Path.replace

    def fail_late(*_args: object) -> None:
        done.append(1)
        if len(done) == 2:
            raise failing

    def replace(source: Path, target: Path) -> Path:
        if source.name.startswith(".b") and step == "replace":
            raise failing
        return real_replace(source, target)

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail_late)
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises((UnwritableError, KeyboardInterrupt)) as caught:
        write_all({first: b"1", second: b"2", third: b"3"})
    if isinstance(failing, OSError):
        assert str(caught.value) == f"cannot write {second}: Disk full"
    assert first.read_bytes() == b"before"
    assert names(tmp_path) == {"a"}


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "Permission denied"), (errno.ENOENT, "No such file"), (errno.EISDIR, "It is a folder")]
)
def test_the_real_cause_is_named(tmp_path, monkeypatch, number, words):
    def refuse(*_args: object) -> None:
        raise OSError(number, os.strerror(number), str(tmp_path / "x"))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableError, match=f"{words}: .*x.csv"):
        read_whole(tmp_path / "x.csv")
    with pytest.raises(UnwritableError, match=f"cannot write .*x.csv: {words}"):
        write_all({tmp_path / "x.csv": b""})
