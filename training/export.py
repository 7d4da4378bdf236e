"""Pack what training left in the cache into the package: weights, manifests, model cards.

`python -m training.export [director|painter|eyes|grader]...` (all without a name).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from safetensors.torch import save_file

from tools.engines import digest
from tools.pocket.autoencoder import PocketAutoencoder
from tools.pocket.eyes import EyesConfig, EyesModel, vocabulary
from tools.pocket.language import TEXT_LAYERS, quantize
from tools.pocket.pipeline import PocketPipeline
from tools.pocket.transformer import PocketTransformer
from training import text
from training.art import CACHE
from training.train_director import trimmed
from training.train_grader import fresh

WEIGHTS = Path(__file__).parents[1] / "tools" / "weights"


def manifest(folder: Path) -> None:
    """Write the hashes that loading compares with; take out of the configurations where a model came from."""
    for path in folder.rglob("config.json"):
        config = json.loads(path.read_text("utf-8"))
        config.pop("_name_or_path", None)
        path.write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    files = {str(f.relative_to(folder)): digest(f) for f in sorted(folder.rglob("*.safetensors"))}
    (folder / "manifest.json").write_text(json.dumps({"files": files}, indent=1) + "\n")


def director() -> None:
    """Int8 weights of the trimmed language model, its tokenizer and configuration."""
    model, tokenizer = text.base()
    model = trimmed(model)
    state = torch.load(CACHE / "director.pt", weights_only=True)
    model.load_state_dict(state["model"], strict=False)
    model.model.layers[TEXT_LAYERS:].load_state_dict(state["average"])
    folder = WEIGHTS / "director"
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {k: v for k, v in model.state_dict().items() if k != "lm_head.weight"}
    save_file({k: v.contiguous() for k, v in quantize(tensors).items()}, folder / "model.safetensors")
    model.config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    manifest(folder)


def painter() -> None:
    """The transformer in bfloat16 (distilled, where that is newer), the autoencoder, the text features' statistics."""
    paths = [path for path in (CACHE / "painter.pt", CACHE / "painter_distilled.pt") if path.exists()]
    newest = max(paths, key=lambda path: path.stat().st_mtime)
    state = torch.load(newest, weights_only=True)
    model = PocketTransformer(guidance_distilled=newest.stem.endswith("distilled"))
    model.load_state_dict(state["average"])
    folder = WEIGHTS / "painter"
    autoencoder = PocketAutoencoder.from_pretrained(CACHE / "autoencoder")
    PocketPipeline(model.bfloat16(), autoencoder, FlowMatchEulerDiscreteScheduler()).save_pretrained(folder)
    save_file({k: state[k].float().contiguous() for k in ("text_mean", "text_std")}, folder / "text.safetensors")
    manifest(folder)


def grader() -> None:
    """The detector in half precision."""
    model = fresh()
    model.load_state_dict(torch.load(CACHE / "grader.pt", weights_only=True)["average"])
    model.half().save_pretrained(WEIGHTS / "grader")
    manifest(WEIGHTS / "grader")


def eyes() -> None:
    """The eyes in full precision."""
    model = EyesModel(EyesConfig(vocabulary=vocabulary()))
    model.load_state_dict(torch.load(CACHE / "eyes.pt", weights_only=True)["average"])
    model.save_pretrained(WEIGHTS / "eyes")
    manifest(WEIGHTS / "eyes")


if __name__ == "__main__":
    makers = {"director": director, "painter": painter, "eyes": eyes, "grader": grader}
    for name in sys.argv[1:] or makers:
        makers[name]()
