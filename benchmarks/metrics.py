"""Metrics of folders of pictures, as papers on image models give them: PSNR, SSIM, FID, KID, IS, diversity, speed.

They come from torchmetrics, with features of the packaged eyes in place of Inception's: figures of two folders can be
held against one another, and against no figure that was made with another network.
"""

from __future__ import annotations

import itertools
import statistics
import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from agent.dialogues.runs.info import ABOUT, read_info, read_results
from agent.dialogues.runs.measured import seconds_per_picture
from benchmarks.measuring import Figures, Ticker
from tools import profiles
from tools.engines.pocket.eyes import PocketEyes
from tools.errors import BadPicture, ModelMissing
from tools.hooks import Progress
from tools.images.compare import MAX_PSNR
from tools.images.identity import recipe_of
from tools.images.load import load_picture
from tools.model_manager import ModelManager

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp")
BATCH = 16
KID_SUBSET = 100
"""Most pictures of a subset, which has half of a small folder; KID is the mean over SUBSETS of them."""
SUBSETS = 50
SPLITS = 10
"""Parts of a folder whose inception scores are averaged, where it has ten pictures for each."""
FID_SAMPLES = 256
"""Pictures, as many as there are features, below which the covariance behind FID is singular."""


@dataclass(frozen=True)
class PictureFile:
    """A picture of a folder.

    Attributes:
        path: Its file.
        name: What pairs it with a picture of another folder.
        group: What it shares with pictures that only their seed tells apart; None where that is not known.
    """

    path: Path
    name: str
    group: str | None


def find_pictures(folder: Path) -> list[PictureFile]:
    """Return the pictures of a folder and of those inside it, or the new pictures of a run.

    Raises:
        BadPicture: there is none.
        BadRun: the folder is a run's and damaged.
    """
    found = list(_run_pictures(folder) if (folder / ABOUT).is_file() else _loose_pictures(folder))
    if not found:
        raise BadPicture(f"There are no pictures in {folder}; name a folder of pictures or of a run.")
    return found


def _run_pictures(folder: Path) -> Iterator[PictureFile]:
    for key, result in sorted(read_results(folder, read_info(folder)).items()):
        last = None
        for turn in result.turns:
            if turn.path and turn.hash != last:
                part = f"{'setup' if turn.setup else 'turn'} {turn.number}"
                group = f"{key.script}, {key.profile}, {part}"
                yield PictureFile(folder / turn.path, f"{key.script}, {key.seed}, {key.repeat}, {part}", group)
            last = turn.hash or last


def _speed(folder: Path) -> float | None:
    """Return a run's median seconds for a picture; None of other folders, whose pictures do not tell."""
    if not (folder / ABOUT).is_file():
        return None
    seconds = seconds_per_picture(read_results(folder, read_info(folder)).values())
    return round(seconds, 3) if seconds is not None else None


def _loose_pictures(folder: Path) -> Iterator[PictureFile]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_file():
            recipe = recipe_of(load_picture(path))
            painting = recipe.painting if recipe else None
            yield PictureFile(path, path.relative_to(folder).as_posix(), painting.prompt if painting else None)


class EyesFeatures(torch.nn.Module):
    """What the pocket eyes make of pictures (B, 3, 128, 128) in [-1, 1]: 256 features, or the logits of their nouns."""

    num_features = 256

    def __init__(self, eyes: PocketEyes, nouns: bool = False) -> None:
        super().__init__()
        self.eyes, self.nouns = eyes.model, nouns

    @torch.no_grad()
    def forward(self, pixels: Tensor) -> Tensor:
        """Return features (B, 256), or log-shares of the nouns (B, N) over the cells that show something."""
        latents = self.eyes.compress.encode(pixels)
        if self.nouns:
            cells: Tensor = self.eyes.reader(latents)[0]
            return cells.float().softmax(-1)[..., 1:].mean(1).clamp_min(1e-12).log()
        tokens: Tensor = self.eyes.reader.features(latents)
        return tokens.float().mean(1)


class Metrics:
    """Measures folders with one profile's eyes.

    Raises:
        ModelMissing: torchmetrics is not installed, or the eyes are not the pocket's.
    """

    def __init__(self, profile: str = "pocket") -> None:
        try:
            import torchmetrics.image  # noqa: F401 - Whether it is there.
        except ImportError as error:
            raise ModelMissing('Metrics need torchmetrics: pip install "gouache[dev]".') from error
        eyes = ModelManager(profiles.load_profile(profile)).get("eyes")
        if not isinstance(eyes, PocketEyes):
            raise ModelMissing(f"The eyes of the profile {profile} give no features; use the profile pocket.")
        self.eyes = eyes
        self.features = EyesFeatures(eyes)

    def measure(self, folder: Path, against: Path | None = None, progress: Progress = lambda *_: None) -> Figures:
        """Return the figures of a folder, and those of it beside another one.

        Args:
            folder: A folder of pictures or of a run.
            against: The one that FID, KID, PSNR and SSIM are measured to.
            progress: Called with pictures done and all pictures.
        """
        files = find_pictures(folder)
        others = find_pictures(against) if against is not None else []
        tick = Ticker(progress, len(files) + len(others))
        pixels, reference = self._pixels(files, tick), self._pixels(others, tick)
        notes = [
            f"Features of the pocket eyes {self.eyes.info.hash[:12]}: not comparable with figures from Inception's.",
            "Pictures of other sides than 128 pixels are scaled to 128 for all but PSNR and SSIM.",
        ]
        figures: Figures = {"pictures": len(files), "psnr_db": None, "ssim": None, "fid": None, "kid": None}
        figures |= {"inception_score": self._inception_score(pixels), **self._diversity(files, pixels)}
        figures["seconds_per_picture"] = _speed(folder)
        if not reference:
            notes.append("PSNR, SSIM, FID and KID need another folder: --against.")
        else:
            figures["against"] = len(others)
            figures |= self._distances(pixels, reference) | _paired(files, others)
            if min(len(files), len(others)) < FID_SAMPLES:
                notes.append(f"FID of fewer than {FID_SAMPLES} pictures is far too large; read KID, which is unbiased.")
            if (figures["kid"] or 0) < 0:
                notes.append(
                    "KID is below zero: the folders have pictures in common, or differ by no more than chance."
                )
        return {**figures, "notes": notes}

    def _pixels(self, files: list[PictureFile], tick: Ticker) -> list[Tensor]:
        pixels = []
        for file in files:
            seen = self.eyes.processor(load_picture(file.path).convert("RGB"), return_tensors="pt")["pixel_values"]
            pixels.append(seen[0])
            tick()
        return pixels

    def _batches(self, pixels: list[Tensor]) -> Iterator[Tensor]:
        for first in range(0, len(pixels), BATCH):
            yield torch.stack(pixels[first : first + BATCH]).to(self.eyes.model.device)

    def _inception_score(self, pixels: list[Tensor]) -> float:
        from torchmetrics.image.inception import InceptionScore

        splits = SPLITS if len(pixels) >= 10 * SPLITS else 1
        with _quietly():
            score = InceptionScore(EyesFeatures(self.eyes, nouns=True), splits=splits).to(self.eyes.model.device)
            for batch in self._batches(pixels):
                score.update(batch)
            return round(float(score.compute()[0]), 4)

    def _diversity(self, files: list[PictureFile], pixels: list[Tensor]) -> Figures:
        """Return the mean cosine distance of two pictures that only their seed tells apart."""
        vectors = torch.cat([self.features(batch).cpu() for batch in self._batches(pixels)])
        vectors = torch.nn.functional.normalize(vectors, dim=-1)
        groups: dict[str, list[int]] = defaultdict(list)
        for number, file in enumerate(files):
            if file.group is not None:
                groups[file.group].append(number)
        means = [
            statistics.fmean(1 - float(vectors[a] @ vectors[b]) for a, b in itertools.combinations(group, 2))
            for group in groups.values()
            if len(group) > 1
        ]
        return {"diversity": round(statistics.fmean(means), 4) if means else None, "diversity_groups": len(means)}

    def _distances(self, pixels: list[Tensor], reference: list[Tensor]) -> Figures:
        from torchmetrics.image.fid import FrechetInceptionDistance
        from torchmetrics.image.kid import KernelInceptionDistance

        least = min(len(pixels), len(reference))
        if least < 2:
            return {"fid": None, "kid": None}
        with _quietly():
            fid = FrechetInceptionDistance(self.features)
            kid = KernelInceptionDistance(
                self.features, subsets=SUBSETS, subset_size=min(KID_SUBSET, max(2, least // 2))
            )
            for metric in (fid.to(self.eyes.model.device), kid.to(self.eyes.model.device)):
                for real, side in ((True, reference), (False, pixels)):
                    for batch in self._batches(side):
                        metric.update(batch, real=real)
            mean, spread = kid.compute()
            return {
                "fid": round(max(0.0, float(fid.compute())), 4),
                "kid": round(float(mean), 6),
                "kid_std": round(float(spread), 6),
            }


@contextmanager
def _quietly() -> Iterator[None]:
    """Hold back what torchmetrics says of the memory that it takes, and leave torch's generator as it was."""
    with warnings.catch_warnings(action="ignore"), torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)  # The subsets of KID and the parts of the inception score are drawn by it.
        yield


def _paired(files: list[PictureFile], others: list[PictureFile]) -> Figures:
    """Return mean PSNR in dB and SSIM of pictures of one name; the second is resized where their sizes differ."""
    from torchmetrics.functional.image import peak_signal_noise_ratio, structural_similarity_index_measure

    by_name = {file.name: file for file in others}
    decibels, similar = [], []
    for file in files:
        if file.name not in by_name:
            continue
        first = load_picture(by_name[file.name].path).convert("RGB")
        second = load_picture(file.path).convert("RGB").resize(first.size)
        one, other = _unit(first), _unit(second)
        ratio = float(peak_signal_noise_ratio(other, one, data_range=1.0))
        decibels.append(min(MAX_PSNR, ratio))
        if min(first.size) >= 11:
            similar.append(float(structural_similarity_index_measure(other, one, data_range=1.0)))
    return {
        "pairs": len(decibels),
        "psnr_db": round(statistics.fmean(decibels), 3) if decibels else None,
        "ssim": round(statistics.fmean(similar), 4) if similar else None,
    }


def _unit(picture: Image.Image) -> Tensor:
    """Return a picture as (1, 3, H, W) in [0, 1]."""
    return torch.from_numpy(np.asarray(picture) / 255).permute(2, 0, 1)[None]
