"""What every painter takes and gives, whichever model paints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from PIL import Image

from tools.content import ChangeSpec, ContentSpec
from tools.engines.lora_file import LoraFile
from tools.hooks import Hooks
from tools.types import ModelInfo

if TYPE_CHECKING:
    import torch

NO_CHANGE = "no change"
"""The instruction that asks for the picture as it is."""
PREVIEWS = 4
"""Previews of the forming picture while it is painted, at most."""


@dataclass(frozen=True)
class PaintRequest:
    """What to paint, and how.

    Attributes:
        prompt: What the picture must show.
        instruction: The change that an edit is to make.
        negative: What the picture must not show.
        seed: The same seed gives the same picture.
        width: Pixels.
        height: Pixels.
        steps: Sampler steps.
        guidance: Classifier-free guidance; 1 is none.
        strength: In (0, 1]: how far an edit may move from its source.
        keep: Whether an edit puts the source's own pixels back where it changed nothing.
        mask: "L", of the source's size: white where an edit may change the picture; everywhere without one.
        content: What the prompt says, as structure; None where only words are known.
        change: What the instruction says, as structure; likewise.
        references: Other pictures that the painter is to look at, in order.
        lora: A file that is laid over the painter's weights, beside those of the profile.
    """

    prompt: str
    instruction: str = ""
    negative: str = ""
    seed: int = 0
    width: int = 128
    height: int = 128
    steps: int = 20
    guidance: float = 3.0
    strength: float = 1.0
    keep: bool = True
    mask: Image.Image | None = None
    content: ContentSpec | None = None
    change: ChangeSpec | None = None
    references: tuple[Image.Image, ...] = ()
    lora: LoraFile | None = None


class EditResult(NamedTuple):
    """An edited picture, and where the edit was asked for.

    Attributes:
        picture: Of the source's size.
        asked: "L", of the source's size: white where the words asked for a change, or where the editor made one and
            put back the source everywhere else; black all over where a part was to change and nothing of the source
            stayed; None where the words asked for the whole picture to change, or where nobody can tell.
    """

    picture: Image.Image
    asked: Image.Image | None


class Painter(Protocol):
    """A model that paints and edits. `batch_size` is how many pictures it paints at once."""

    info: ModelInfo
    batch_size: int

    def nbytes(self) -> int:
        """Bytes of its weights in memory."""

    def to(self, where: str) -> None:
        """Move it to a device."""

    def paint(self, requests: Sequence[PaintRequest], hooks: Hooks) -> list[Image.Image]:
        """A new picture for each request; steps and guidance are the first one's.

        Raises:
            BadArguments: a size that it can't paint.
            Cancelled: the person stopped it.
        """

    def edit(self, source: Image.Image, request: PaintRequest, hooks: Hooks) -> EditResult:
        """The source changed as instructed.

        Raises:
            Cancelled: the person stopped it.
        """


StepEnd = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]
"""A diffusers pipeline's `callback_on_step_end`."""


def step_reporter(hooks: Hooks, total: int) -> StepEnd:
    """A callback that reports every step, and shows previews where the pipeline can make them."""
    every = -(-total // (PREVIEWS + 1))

    def report(pipeline: Any, index: int, timestep: Any, values: dict[str, Any]) -> dict[str, Any]:
        del timestep
        hooks.step(index + 1, total)
        if hooks.preview and "clean" in values and (index + 1) % every == 0 and index + 1 < total:
            hooks.preview(pipeline.picture(values["clean"][:1])[0])
        return values

    return report


def cpu_generator(seed: int) -> torch.Generator:
    """A generator whose noise is the same whatever device paints."""
    import torch

    return torch.Generator().manual_seed(seed)


def hide_loading_bars() -> None:
    """Keep diffusers and transformers from drawing bars over parts that load in a moment, and from remarks on them."""
    from diffusers.utils import logging
    from transformers.utils import logging as transformers_logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
