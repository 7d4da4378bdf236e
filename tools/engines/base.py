"""What the engine behind each role can do, as protocols.

An engine is a loaded model. Tools use it through the protocol of its role, so that a packaged network and a model of
the hub can take each other's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from PIL import Image

from tools.hooks import Hooks
from tools.types import Caption, Check, ModelInfo, Requirement, Sight

if TYPE_CHECKING:
    from tools.engines.restoration.degradation import DegradationEstimate
    from tools.engines.style.request import StyleRequest


class Engine(Protocol):
    """A loaded model behind a role; `info` says which one."""

    info: ModelInfo

    def nbytes(self) -> int:
        """Return the size of the weights in bytes; 0 where they live in another process."""

    def to(self, where: str) -> None:
        """Move the weights to a torch device: "cpu", "cuda" or "mps"."""


class LanguageModel(Engine, Protocol):
    """The director's model: it writes JSON under a schema.

    `tokens_written` counts what all calls have written.
    """

    tokens_written: int

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """Write JSON text that fits a JSON schema.

        Args:
            prompt: chat messages (dictionaries with `role` and `content`); text for the packaged model, which was
                tuned on plain text.
            schema: JSON schema of the answer.
            cancel: set from another thread to stop.
            limit: the most tokens to write.

        Raises:
            Cancelled: `cancel` was set.
        """


class Eyes(Engine, Protocol):
    """A model that looks at pictures of any size and mode."""

    def check(self, picture: Image.Image, requirements: list[Requirement]) -> list[Check]:
        """Judge every requirement; return one check each, in their order."""

    def caption(self, picture: Image.Image, language: str = "en") -> Caption:
        """Describe the picture in English ("en") or Chinese ("zh"), if the model speaks it."""

    def explain(self, picture: Image.Image, requirement: Requirement) -> np.ndarray | None:
        """Return how much each place mattered for the answer (rows, columns); None where the model can't tell.

        Values are positive where the place speaks for the requirement and negative where it speaks against it.
        """


@runtime_checkable
class AnsweringEyes(Protocol):
    """Eyes that may answer questions about a picture in words; `answers_questions` tells whether they do."""

    answers_questions: bool

    def answer(self, picture: Image.Image, question: str) -> Caption:
        """Answer a question about the picture."""


@runtime_checkable
class SightedEyes(Protocol):
    """Eyes that tell all things that they make out, and where."""

    def sight(self, picture: Image.Image, suspects: Sequence[str]) -> Sight:
        """Tell what is in the picture.

        Args:
            picture: of any size and mode.
            suspects: names of what is likely there, because it was asked for.
        """


class Restorer(Engine, Protocol):
    """A model that takes faults out of pictures and enlarges them."""

    def estimate(self, image: Image.Image) -> DegradationEstimate:
        """Estimate what is wrong with a picture."""

    def restore(
        self, image: Image.Image, how: str, strength: float, hooks: Hooks, estimate: DegradationEstimate | None = None
    ) -> Image.Image:
        """Return the picture without a fault, or enlarged.

        Args:
            image: of any mode and size; it is turned upright where its EXIF data ask for that.
            how: "auto" (what the estimate found), "denoise", "deblock", "sharpen", "x2" or "x4".
            strength: from 0 (the picture as it is, for "x2" and "x4" enlarged bicubically) to 1 (the model's result).
            hooks: get a step for every part of the work.
            estimate: what `estimate` returned for this picture, where that is known already.

        Raises:
            BadPicture: the result would have too many pixels.
            Cancelled: the hooks asked to stop.
        """


class Stylist(Engine, Protocol):
    """A model that gives a picture the style of another one."""

    def restyle(self, content: Image.Image, reference: Image.Image, request: StyleRequest, hooks: Hooks) -> Image.Image:
        """Return the content in the reference's style, in the content's size and with its transparency.

        Raises:
            Cancelled: the hooks asked to stop.
        """
