"""What `deploy/` ships agrees with itself and with the project; Docker is not needed to see that."""

import importlib.util
import re
import signal
import socket
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from types import ModuleType

import yaml
from packaging.requirements import Requirement

from wallonia_map import __version__

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
REPLICAS = {name: service for name, service in COMPOSE["services"].items() if name.startswith("app-")}


def test_nginx_and_compose_name_the_same_replicas():
    addresses = [service["networks"]["inside"]["ipv4_address"] for service in REPLICAS.values()]
    written = (DEPLOY / "nginx" / "replicas.conf").read_text(encoding="utf-8")
    asked, chosen, answered = written.split("map ")
    for number, address in enumerate(addresses, 1):
        assert f"server {address}:8501 max_fails=0;" in asked
        assert f"    {number} {address}:8501;" in chosen
        assert f'"~{re.escape(address)}:8501$" {number};' in answered
    assert len(re.findall(r"^    server ", written, re.MULTILINE)) == len(addresses) == 2


def test_no_container_may_write_its_root_or_gain_rights():
    for service in COMPOSE["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    for service in REPLICAS.values():
        assert {mount.split(":")[0] for mount in service["tmpfs"]} == {"/tmp"}


def test_the_image_has_a_pinned_base_no_root_and_a_health_check():
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^FROM python:3\.11\.\d+-slim-\w+$", text, re.MULTILINE)
    assert re.search(r"^USER [1-9]\d+$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", text, re.MULTILINE)
    for copied in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / name).exists() for name in copied.split())
    assert re.search(r":\d+\.\d+\.\d+-", COMPOSE["services"]["proxy"]["image"])


def test_the_image_says_what_it_is_and_of_which_version():
    labels = dict(re.findall(r'org\.opencontainers\.image\.(\w+)="([^"]+)"', (DEPLOY / "Dockerfile").read_text(encoding="utf-8")))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (labels["version"], labels["licenses"]) == (__version__, project["license"])
    assert {"title", "description"} <= set(labels)


def test_every_dependency_is_pinned_within_its_range():
    pinned = dict(line.split("==") for line in (DEPLOY / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in map(Requirement, project["dependencies"]):
        assert pinned[requirement.name.lower()] in requirement.specifier


def test_every_replica_publishes_under_the_same_names(tmp_path):
    """Names depend on content alone: not on the process, its hash seed, or the order in which it meets things."""
    script = (
        "import sys; from pathlib import Path; from wallonia_map.tables.atlas import load; from wallonia_map.maps.assets import publish\n"
        "publish(load(), Path(sys.argv[1]))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / seed)], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PATH": ""})
        for seed in ("1", "2")
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert first == second != {}


def health() -> ModuleType:
    spec = importlib.util.spec_from_file_location("health", DEPLOY / "health.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_replica_is_ended_by_its_third_silence_in_a_row_and_never_before_it_has_answered(tmp_path):
    judge, count = health().judge, tmp_path / "count"
    assert [judge(False, count) for _ in range(10)] == [False] * 10  # it is still starting
    told = [True, False, False, True, False, False, False, False, False, False, False]
    assert [judge(well, count) for well in told] == [False] * 6 + [True] + [False] * 4


def test_the_app_is_the_first_child_of_the_init_and_its_own_children_are_left(tmp_path):
    assert health().app_process(tmp_path) == 1
    for number, name, parent in ((1, "docker-init", 0), (7, "python", 1), (31, "odd) 1 (name", 7), (40, "orphan", 1), (55, "health", 0)):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "stat").write_text(f"{number} ({name}) S {parent} 0 0", encoding="utf-8")
    assert health().app_process(tmp_path) == 7


def test_a_server_that_takes_connections_and_never_answers_is_silent_and_is_killed(tmp_path, monkeypatch):
    checked = health()
    monkeypatch.setattr(checked, "judge", partial(checked.judge, count=tmp_path / "count"))
    hung = subprocess.Popen(
        [sys.executable, "-c", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); signal.pause()"],
        stdout=subprocess.PIPE,
    )
    hung.stdout.readline()
    monkeypatch.setattr(checked, "app_process", lambda: hung.pid)
    (tmp_path / "count").write_text("0", encoding="ascii")
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(checked, "answers", partial(checked.answers, f"http://127.0.0.1:{server.getsockname()[1]}/", seconds=0.1))
        assert [checked.main() for _ in range(3)] == [1, 1, 1]
    assert hung.wait(30) == -signal.SIGKILL
    hung.stdout.close()


def test_compose_restarts_what_the_health_check_ends():
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r'^HEALTHCHECK .*CMD \["python", "deploy/health.py"\]$', text, re.MULTILINE)
    assert "!deploy/health.py" in (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    for service in REPLICAS.values():
        assert service["init"] is True
        assert service["restart"] == "unless-stopped"
