"""The folder of the packaged weights, and the manifests in it."""

from __future__ import annotations

import json
from pathlib import Path

from tools.engines.weights import file_sha256

WEIGHTS = Path(__file__).parents[1] / "tools" / "weights"


def write_manifest(folder: Path) -> None:
    """Write the hashes that loading compares the files with.

    Also removes from the configurations the path that a model was loaded from.
    """
    for path in folder.rglob("config.json"):
        config = json.loads(path.read_text("utf-8"))
        config.pop("_name_or_path", None)
        path.write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    files = {str(f.relative_to(folder)): file_sha256(f) for f in sorted(folder.rglob("*.safetensors"))}
    (folder / "manifest.json").write_text(json.dumps({"files": files}, indent=1) + "\n")
