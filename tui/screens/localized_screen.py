"""A screen whose footer says in the person's language what its keys do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.screen import Screen

from tui import texts


class LocalizedScreen(Screen[Any]):
    """Bindings keep their English words in the code; the catalogue's section "keys" has them in each language."""

    @property
    def active_bindings(self) -> dict[str, Any]:
        """The keys that work now, described in the language in use."""
        return {
            key: active._replace(
                binding=replace(active.binding, description=texts.key(active.binding.description)),
                tooltip=texts.key(active.tooltip),
            )
            for key, active in super().active_bindings.items()
        }
