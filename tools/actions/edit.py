"""The tool that changes a picture as instructed and keeps the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import Field

from tools.actions.painting import SamplerArguments, ensure_paintable, finish_painting
from tools.base import Tool, ToolContext
from tools.content import ChangeSpec
from tools.engines.painting import PaintRequest
from tools.images import compare
from tools.images.faults import technical_fault
from tools.images.regions import Region, region_mask
from tools.types import Result

WHOLE = 0.9
"""Share of its cells that an edit must change for the whole picture to count as made anew."""


class EditPicture(Tool):
    """Change a picture as instructed and keep the rest."""

    name = "edit"
    paints = True

    class Arguments(SamplerArguments):
        """The picture, the change, and what it must show afterwards."""

        picture: int | None = Field(None, ge=1, description="Number of the picture to edit; the current one if absent.")
        instruction: str = Field(description="The change, in words.", max_length=1000)
        change: ChangeSpec | None = Field(None, description="The change, as structure.")
        strength: float = Field(1.0, gt=0, le=1, description="How far the picture may move from the source.")
        region: Region | None = Field(
            None, description="Only this part may change: left, top, right, bottom as shares of the sides."
        )
        keep: bool = Field(True, description="Put the source's pixels back where nothing changed.")

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """The edited picture and its recipe.

        Data: which cells `changed` (see `tools.images.compare.encode_cells`), and the PSNR `outside_db` where the words
        ask for no change, None where that can't be told. Where next to every cell changed, `whole` says so: there is
        no rest that was kept.

        Raises:
            OutOfWorld: a closed painter does not know words of the prompt or the instruction.
            BadArguments: a region that encloses nothing, or something that the editor can't do.
            FaultyPicture: a technically faulty picture.
        """
        ensure_paintable(context.models.profile.vocabulary, arguments, arguments.instruction)
        source = context.workspace.open(arguments.picture)
        parent = context.workspace.identity(arguments.picture)
        mask = None if arguments.region is None else region_mask(arguments.region, source.size, self.name)
        names = type(arguments).model_fields.keys() - {
            "picture",
            "region",
            "references",
            "plain",
            "lora",
            "lora_weight",
        }
        values = {name: getattr(arguments, name) for name in names}
        profile = context.models.profile
        # It was trained for the painter, whose layers another model has not.
        lora = arguments.lora_file if profile.editor.model == profile.painter.model else None
        others = tuple(context.workspace.open(number) for number in arguments.references or ())
        request = PaintRequest(
            **values, width=source.width, height=source.height, mask=mask, references=others, lora=lora
        )
        picture, asked = context.models.use("editor", lambda editor: editor.edit(source, request, context.hooks))
        away = compare.psnr_outside_mask(source, picture, asked) if asked is not None else None
        cells = compare.changed_cells(source, picture)
        data: dict[str, Any] = {"changed": compare.encode_cells(cells), "outside_db": away and round(away, 2)}
        if cells.mean() >= WHOLE:
            data["whole"] = True
        made = finish_painting(self, arguments, picture, context.models, parent, technical_fault(source))
        return replace(made, data=data)
