"""What is on this machine, and whether it is complete."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tools.errors import GouacheError

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
