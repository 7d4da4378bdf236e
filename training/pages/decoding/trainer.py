"""The training of a decoder: first alone against the originals, then against a critic, too; it stops by the clock."""

from __future__ import annotations

import time
from pathlib import Path

import torch

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder
from training.loop import LossLog, parameter_count
from training.pages.decoding.critic import PatchCritic
from training.pages.decoding.measures import measure_decoder
from training.pages.decoding.painted import PaintedLatents
from training.pages.decoding.steps import DecoderSteps, DecodingSettings
from training.pages.learning.growing_pool import GrowingPool
from training.pages.learning.latents import HELD_OUT

FIRST_PAGES = 2 * HELD_OUT
"""Pages that must be there before the training begins."""
MEASURED = 64
"""Pages that are measured at most."""
REFRESHED, LOGGED, SAVED = 3.0, 20.0, 60.0
"""Seconds between two looks for new shards, two rows of figures, and two checkpoints."""
RESERVE = 12.0
"""Seconds at the end for the last figures and files, or a twentieth of the time where that is less."""


def save_autoencoder(model: PocketAutoencoder, folder: Path) -> None:
    """Write an autoencoder in half precision; a kill in the middle leaves the old files whole."""
    part = folder.with_name(folder.name + ".part")
    half = PocketAutoencoder(**{key: value for key, value in model.config.items() if not key.startswith("_")})
    half.load_state_dict(model.state_dict())
    half.half().save_pretrained(part)
    folder.mkdir(parents=True, exist_ok=True)
    for file in part.iterdir():
        file.replace(folder / file.name)
    part.rmdir()


class DecoderTraining:
    """Trains a decoder on a growing pool and saves `plain` and `adversarial`, both of them moving averages.

    Args:
        model: what is trained, on the training device; only its decoder changes.
        begun: what it began from, whose figures stand beside its own.
        pool: the pages; they keep their pictures.
        painted: painted latents, if there are any.
        folder: where the results and `figures.jsonl` go.
        settings: how it is trained.
    """

    def __init__(
        self,
        model: PocketAutoencoder,
        begun: PocketAutoencoder,
        pool: GrowingPool,
        painted: PaintedLatents,
        folder: Path,
        settings: DecodingSettings,
    ) -> None:
        self.model = model.requires_grad_(False)
        self.model.decoder.requires_grad_(True)
        self.begun = begun
        self.pool = pool
        self.painted = painted
        self.folder = folder
        self.settings = settings
        self.batch = settings.batch
        self.log = LossLog("figures", folder)
        self.steps = 0
        self._refreshed = 0.0

    def train(self, deadline: float) -> None:
        """Train until a time and save both results.

        Args:
            deadline: when everything must be over, in seconds of `time.time`.

        Raises:
            TimeoutError: so few pages came that the training never began.
        """
        start = time.time()
        end = deadline - min(RESERVE, 0.05 * (deadline - start))
        self._wait(end)
        print(
            f"{parameter_count(self.model.decoder.parameters()):.2f} M weights in the decoder, {self.pool.size} pages"
            f" after {time.time() - start:.0f} s",
            flush=True,
        )
        begun = time.time()
        if self.settings.alone > 0:
            self._train_part("plain", begun + self.settings.alone * (end - begun), None)
        if self.settings.alone < 1:
            self._train_part("adversarial", end, PatchCritic().to(device()))

    def _wait(self, end: float) -> None:
        """Wait for the first pages."""
        while self.pool.size < FIRST_PAGES:
            if time.time() > end:
                raise TimeoutError(f"Only {self.pool.size} pages came in time; {FIRST_PAGES} are needed to begin.")
            if not self._take_in(most=8):
                time.sleep(min(1.0, max(0.0, end - time.time())))

    def _take_in(self, most: int = 2) -> int:
        """Take in new shards; one that cannot be read does not end the training."""
        self._refreshed = time.time()
        self.painted.refresh()
        try:
            came: int = self.pool.refresh(most)
        except (OSError, ValueError, KeyError) as error:
            print(f"A shard is left out: {error}", flush=True)
            return 0
        return came

    def _train_part(self, name: str, end: float, critic: PatchCritic | None) -> None:
        """Train one of the two parts until a time, save its moving average, and go on from that."""
        part = DecoderSteps(self.model, critic, self.painted, self.settings)
        start = time.time()
        logged = saved = start
        while (now := time.time()) < end:
            share = (now - start) / max(1e-6, end - start)
            try:
                part.take(self.pool.batch(self.batch), share)
            except torch.OutOfMemoryError:
                if self.batch == 1:
                    raise
                self.batch //= 2
                torch.cuda.empty_cache()
                print(f"Memory is short: batches of {self.batch} from now on.", flush=True)
                continue
            self.steps += 1
            if now - self._refreshed > REFRESHED:
                self._take_in()
            if now - logged > LOGGED:
                self._report(name, part, now - logged)
                logged = now
            if now - saved > SAVED:
                save_autoencoder(part.averaged(), self.folder / name)
                saved = now
        self.model.load_state_dict(part.averaged().state_dict())
        save_autoencoder(self.model, self.folder / name)
        self._report(name, part, time.time() - logged)

    def _report(self, name: str, part: DecoderSteps, seconds: float) -> None:
        """Write a row of figures: the losses' means, and what is measured beside the decoder before."""
        held = self.pool.held_out(MEASURED)
        assert held.pictures is not None
        figures = measure_decoder(part.averaged(), held.latents, held.pictures)
        before = measure_decoder(self.begun, held.latents, held.pictures)
        losses, count = part.means()
        self.log(
            adversarial=float(name == "adversarial"),
            step=self.steps,
            batch=self.batch,
            pages=self.pool.size,
            painted=len(self.painted),
            steps_per_second=count / max(1e-6, seconds),
            held_out=len(held.latents),
            **losses,
            **figures,
            **{f"before_{key}": value for key, value in before.items()},
        )
