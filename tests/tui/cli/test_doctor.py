"""What is on this machine, and whether it is complete."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from storage.store import Store
from tools.errors import GouacheError
from tools.memory.remembered import learn, learned
from tui import texts
from tui.cli.doctor import find_servers

Run = Callable[..., Any]
ROLES = {"director", "painter", "editor", "eyes", "restorer", "stylist"}


def test_doctor_finds_no_problem(run: Run) -> None:
    report = json.loads(run("doctor", "--json").output)
    assert report["problems"] == []
    assert {row["role"] for row in report["models"]} == ROLES


def test_doctor_looks_at_the_profile_that_is_named(run: Run, tiny: str) -> None:
    report = json.loads(run("doctor", "--json", "--profile", tiny).output)
    assert report["profile"] == tiny
    assert "langchain" not in {row["kind"] for row in report["models"]}
    assert {row["kind"] for row in report["models"]} != {"pocket"}


def test_models_of_the_hub_that_are_not_here_are_each_named_once(run: Run) -> None:
    for command in ("doctor", "models"):
        shown = run(command, "--profile", "studio-8").stdout
        assert shown.count("fetch it with: gouache models get black-forest-labs/FLUX.2-klein-4B") == 1
        assert shown.count("fetch it with: gouache models get Qwen/Qwen3-VL-2B-Instruct") == 1
        assert "Everything is in place" not in shown
        assert "remote" not in shown
    texts.use_language("zh")
    assert "这里没有 Qwen/Qwen3-VL-2B-Instruct" in run("doctor", "--profile", "studio-8").stdout


def test_models_lists_hashes_and_first_use(run: Run, store: Store) -> None:
    painter = next(row for row in json.loads(run("models", "--json").output) if row["role"] == "painter")
    assert (len(painter["hash"]), painter["first_used"]) == (64, None)
    store.remember_model(painter["hash"], "painter", painter["kind"], painter["model"])
    year = f"{store.models_first_used()[painter['hash']]:%Y}"
    assert f"{year}-" in run("models").output


def test_models_creates_no_database(run: Run, home: Path) -> None:
    run("models", "--json")
    assert not (home / "gouache.db").exists()


def test_settings_are_checked(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('graphics = "loud"\n')
    with pytest.raises(GouacheError, match="graphics"):
        run("doctor", "--json")


def test_doctor_says_what_would_run_here(run: Run) -> None:
    report = json.loads(run("doctor", "--json").output)
    assert report["devices"][-1]["kind"] == "cpu"
    assert 0 < report["devices"][-1]["free"] <= report["devices"][-1]["total"]
    rows = {row["name"]: row for row in report["profiles"]}
    assert (rows["pocket"]["fits"], rows["pocket"]["sum"], rows["pocket"]["missing"]) == (True, "", [])
    assert rows["studio-80"]["missing"] == rows["studio-80"]["models"]
    assert "GB" in rows["studio-80"]["sum"]


def test_a_machine_without_a_card_is_told_to_keep_the_pocket(run: Run) -> None:
    shown = " ".join(run("doctor").output.split())
    assert "the pocket profile is made for it" in shown


def _cards(monkeypatch: pytest.MonkeyPatch, free: float) -> None:
    from tools import device
    from tools.memory import here
    from tools.memory.plan import Device

    card = device.Accelerator("cuda", "Card", 24.0, free, "bfloat16", float8=True)
    monkeypatch.setattr(device, "accelerators", lambda: [card])
    both: Any = frozenset({"8-bit", "4-bit"})
    monkeypatch.setattr(here, "device_here", lambda: Device("cuda", free, 64.0, both))


@pytest.mark.parametrize(
    ("free", "advice"),
    [(7.0, "studio-8"), (12.0, "studio-16"), (24.0, "studio-24"), (60.0, "studio-80"), (2.0, "pocket")],
)
def test_the_largest_free_profile_that_fits_is_recommended(
    run: Run, monkeypatch: pytest.MonkeyPatch, free: float, advice: str
) -> None:
    _cards(monkeypatch, free)
    assert json.loads(run("doctor", "--json").output)["recommended"] == advice


def test_what_would_fit_but_is_not_free_is_named_apart(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _cards(monkeypatch, 24.0)
    shown = " ".join(run("doctor").output.split())
    assert "Recommended: studio-24." in shown
    assert "their licences are not free for every use: qwen21." in shown
    assert "24.0 of 24.0 GB free, bfloat16, 8-bit floating point" in shown


class _Models(BaseHTTPRequestHandler):
    """Answers as a server of language models does."""

    answer = b'{"data": [{"id": "qwen3:4b"}, {"id": "x\\u001b[2J"}]}'

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.answer if self.path == "/v1/models" else b"{}")

    def log_message(self, *values: Any) -> None:
        pass


def test_servers_on_this_machine_are_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Models)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        ports = {"Ollama": server.server_port, "nobody": 9}
        assert find_servers(ports) == [
            {"name": "Ollama", "port": server.server_port, "models": ["qwen3:4b", "x\x1b[2J"]}
        ]
        monkeypatch.setattr("tui.cli.doctor.find_servers.__defaults__", (ports,))
        shown = run("doctor").output
        assert f"Ollama answers on port {server.server_port}: qwen3:4b" in shown
        assert "\x1b[2J" not in shown
        monkeypatch.setattr(_Models, "answer", b"[1, 2")
        assert find_servers(ports) == []
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_trial_paints_edits_asks_and_directs_and_is_remembered(run: Run, tiny: str) -> None:
    trials = json.loads(run("doctor", "--try", "--json", "--profile", tiny).output)["trials"]
    assert [trial["what"] for trial in trials] == ["paint", "edit", "ask", "direct"]
    assert trials[0]["said"] == trials[1]["said"] == "32 × 32"
    assert json.loads(trials[3]["said"])["ball"] in ("red", "blue")
    assert sorted(name for model in learned().values() for name in model.seconds) == ["ask", "direct", "edit", "paint"]
    shown = run("doctor", "--try", "--profile", tiny).output
    assert "painted (" in shown


def test_a_model_that_ran_out_of_memory_is_named(run: Run) -> None:
    learn("0" * 64, name="maker/klein", rung="group offload")
    assert "maker/klein ran out of memory here before and begins lower: layers by turns." in run("doctor").output
